from datetime import datetime, timedelta

from model.failure import Failure
from store import Store

HOUR = timedelta(hours=1)


def test_a_failure_stands_with_its_first_time_and_last_reason_until_it_is_cleared(store: Store, now: datetime) -> None:
    store.failures.record("collect", "duisburg", "no answer", now)
    store.failures.record("collect", "duisburg", "404", now + HOUR)
    assert store.failures.all() == [Failure("collect", "duisburg", "404", now, now + HOUR, attempts=2)]
    store.failures.clear("collect", "duisburg")
    store.failures.clear("collect", "duisburg")
    assert store.failures.all() == []


def test_a_failure_belongs_to_a_stage_and_a_subject(store: Store, now: datetime) -> None:
    store.failures.record("collect", "duisburg", "no answer", now)
    store.failures.record("publish", "duisburg", "disk full", now + HOUR)
    store.failures.record("collect", "jena", "no answer", now)
    store.failures.clear("collect", "duisburg")
    assert [(failure.stage, failure.subject) for failure in store.failures.all()] == [
        ("publish", "duisburg"),
        ("collect", "jena"),
    ]
