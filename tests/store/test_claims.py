from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from store import Store

WORK = "translate 7 zh-Hans"
MINUTE = timedelta(minutes=1)


def test_work_is_taken_by_one_until_it_is_given_back(store: Store, now: datetime) -> None:
    assert store.claims.take(WORK, "anna", now, 60)
    assert not store.claims.take(WORK, "ben", now, 60)
    assert store.claims.take("other work", "ben", now, 60)
    store.claims.drop(WORK, "ben")
    assert not store.claims.take(WORK, "ben", now, 60)
    store.claims.drop(WORK, "anna")
    assert store.claims.take(WORK, "ben", now, 60)


def test_work_is_free_again_when_its_time_is_over(store: Store, now: datetime) -> None:
    store.claims.take(WORK, "anna", now, 60)
    assert not store.claims.take(WORK, "ben", now + MINUTE * 0.99, 60)
    assert store.claims.take(WORK, "ben", now + MINUTE, 60)
    assert not store.claims.renew(WORK, "anna", now + MINUTE, 60)


def test_a_holder_may_take_again_and_renew(store: Store, now: datetime) -> None:
    assert not store.claims.renew(WORK, "anna", now, 60)
    assert store.claims.take(WORK, "anna", now, 60)
    assert store.claims.take(WORK, "anna", now, 120)
    assert not store.claims.take(WORK, "ben", now + MINUTE, 60)
    assert store.claims.renew(WORK, "anna", now + MINUTE, 120)
    assert not store.claims.take(WORK, "ben", now + 2 * MINUTE, 60)


def test_work_of_a_dead_holder_is_taken_over(store: Store, now: datetime) -> None:
    asked: list[str] = []

    def is_dead(holder: str) -> bool:
        asked.append(holder)
        return holder == "killed"

    assert store.claims.take(WORK, "killed", now, 60, is_dead)
    assert store.claims.take(WORK, "anna", now, 60, is_dead)
    assert not store.claims.take(WORK, "ben", now, 60, is_dead)
    assert asked == ["killed", "anna"]


def test_of_many_who_ask_at_once_one_gets_it(store: Store, now: datetime) -> None:
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda name: store.claims.take(WORK, name, now, 60), "abcdefgh"))
    assert sum(taken) == 1
