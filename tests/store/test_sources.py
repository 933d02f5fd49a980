from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, event

from model.release import Release
from model.source import SourceHealth, Trouble, Validators, Visit
from store import Store, open_store

HOUR = timedelta(hours=1)
FEED = "https://stadt.example/rss.xml"


def test_validators_are_kept_for_each_source_and_address(store: Store) -> None:
    assert store.sources.validators("duisburg", FEED) is None
    store.sources.remember("duisburg", FEED, Validators('"v1"', "Thu, 26 Mar 2026 10:00:00 GMT"))
    store.sources.remember("duisburg", f"{FEED}?page=2", Validators('"p2"'))
    store.sources.remember("duisburg", FEED, Validators('"v2"'))
    assert store.sources.validators("duisburg", FEED) == Validators('"v2"')
    assert store.sources.validators("duisburg", f"{FEED}?page=2") == Validators('"p2"')
    assert store.sources.validators("jena", FEED) is None


def test_validators_that_are_known_already_are_not_written_again(store: Store) -> None:
    store.sources.remember("duisburg", FEED, Validators('"v1"'))
    written: list[str] = []

    def note(*arguments: object) -> None:
        written.append(str(arguments[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        store.sources.remember("duisburg", FEED, Validators('"v1"'))
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert not [statement for statement in written if "INSERT" in statement or "IMMEDIATE" in statement]


def test_a_source_that_was_never_visited_has_a_health_too(store: Store) -> None:
    assert store.sources.health(["duisburg"]) == {"duisburg": SourceHealth("duisburg")}
    assert store.sources.health([]) == {}


def test_failed_visits_are_counted_until_one_succeeds(
    store: Store, collect: Callable[..., Release], now: datetime
) -> None:
    collect("a")
    store.sources.visited("duisburg", now, 12)
    store.sources.visited("duisburg", now + HOUR, None, "no answer")
    store.sources.visited("duisburg", now + HOUR, None, "no answer")
    store.sources.visited("duisburg", now + 2 * HOUR, None, "gone")
    assert store.sources.health(["duisburg"])["duisburg"] == SourceHealth(
        "duisburg",
        last_visit=now + 2 * HOUR,
        last_success=now,
        last_error="gone",
        failures=3,
        found=12,
        releases=1,
    )
    store.sources.visited("duisburg", now + 3 * HOUR, 0)
    healthy = store.sources.health(["duisburg"])["duisburg"]
    assert (healthy.failures, healthy.last_error, healthy.last_success, healthy.found) == (0, "", now + 3 * HOUR, 0)


def test_not_modified_is_a_success_that_keeps_the_number_of_links(store: Store, now: datetime) -> None:
    store.sources.visited("duisburg", now, 12)
    store.sources.visited("duisburg", now + HOUR, None)
    health = store.sources.health(["duisburg"])["duisburg"]
    assert (health.found, health.last_success) == (12, now + HOUR)


def test_a_first_visit_may_fail(store: Store, now: datetime) -> None:
    store.sources.visited("duisburg", now, None, "no answer")
    health = store.sources.health(["duisburg"])["duisburg"]
    assert (health.failures, health.last_success, health.last_error) == (1, None, "no answer")


def test_the_operators_switch_outlasts_visits_and_can_be_given_back(store: Store, now: datetime) -> None:
    store.sources.switch("duisburg", False)
    store.sources.switch("jena", True)
    store.sources.visited("duisburg", now, 3)
    store.sources.visited("trier", now, 3)
    assert store.sources.switches() == {"duisburg": False, "jena": True}
    assert store.sources.health(["duisburg"])["duisburg"].switch is False
    store.sources.switch("duisburg", None)
    assert store.sources.switches() == {"jena": True}


def test_visits_of_two_programs_are_both_counted(url: str, now: datetime, tmp_path: Path) -> None:
    with open_store(url) as one, open_store(url) as other:
        one.sources.visited("duisburg", now, None, "no answer")
        other.sources.visited("duisburg", now, None, "no answer")
        assert one.sources.health(["duisburg"])["duisburg"].failures == 2


def test_visits_are_the_latest_first_and_old_ones_of_the_source_are_forgotten(store: Store, now: datetime) -> None:
    for number in range(4):
        store.visits.add(Visit("duisburg", now + number * HOUR, 1.5, found=number, trouble=Trouble.NONE), now)
    failed = Visit("jena", now, 0.25, status=403, error="HTTP 403", trouble=Trouble.REFUSED)
    store.visits.add(failed, now)
    store.visits.add(Visit("duisburg", now + 5 * HOUR, 2), now + 2 * HOUR)
    assert [visit.found for visit in store.visits.latest("duisburg", 9)] == [None, 3, 2]
    assert [visit.found for visit in store.visits.latest("duisburg", 1)] == [None]
    assert store.visits.latest("jena", 9) == [failed]


def test_times_of_publication_are_the_latest_first(
    store: Store, collect: Callable[..., Release], now: datetime
) -> None:
    for number in (2, 0, 1):
        collect(f"k{number}", "Titel", f"Satz {number}.", age=timedelta(days=number))
    collect("x", source="jena")
    assert store.sources.publications("duisburg", 2) == [now, now - timedelta(days=1)]
