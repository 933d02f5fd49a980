"""Several workers at one store, and workers that die."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime

import pytest
from sqlalchemy import Engine, event

from model.article import Article, SegmentSource
from model.errors import AlreadyStored
from model.languages import Language
from model.release import Release
from model.terms import Term
from model.translation import SegmentTarget
from store import Store, open_store
from store.database import Database
from store.engine import make_engine, parse_address
from store.tables import ReleaseKey, SourceState
from store.terms import term_row

Collect = Callable[..., Release]
Write = Callable[..., Article]
Split = Callable[[Article], list[SegmentSource]]

PROCESSES = multiprocessing.get_context("fork")
ONE_RELEASE = {"releases": 1, "versions": 1, "segments": 2, "translations": 0, "publications": 0}


def test_threads_that_collect_the_same_release_store_it_once(store: Store, collect: Collect) -> None:
    def add(_number: int) -> bool:
        try:
            collect("a")
        except AlreadyStored:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(add, range(6))) == 1
    assert store.counts() == ONE_RELEASE


def test_processes_that_collect_the_same_releases_store_each_once(
    url: str, article: Write, segments: Split, now: datetime
) -> None:
    written = article("Titel", "Satz.")
    stored = PROCESSES.Value("i", 0)

    def add() -> None:
        with open_store(url) as store:
            for number in range(20):
                try:
                    store.releases.add("duisburg", [str(number)], "", written, segments(written), now)
                except AlreadyStored:
                    continue
                with stored.get_lock():
                    stored.value += 1

    children = [PROCESSES.Process(target=add) for _ in range(4)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0] * 4
    assert stored.value == 20
    with open_store(url) as store:
        assert store.counts()["releases"] == 20
        assert store.releases.version(store.releases.search()[0].version_id).article == written


def test_a_write_waits_for_another_instead_of_failing(url: str, now: datetime) -> None:
    database = Database(make_engine(parse_address(url)))
    order: list[str] = []

    def write(store: Store) -> None:
        store.sources.visited("duisburg", now, 3)
        order.append("second")

    with open_store(url) as store:
        with database.writing() as session:
            session.add(SourceState(name="duisburg", enabled=True))
            session.flush()
            waiting = threading.Thread(target=write, args=(store,))
            waiting.start()
            time.sleep(0.2)
            order.append("first")
        waiting.join(timeout=30)
        health = store.sources.health(["duisburg"])["duisburg"]
    database.close()
    assert order == ["first", "second"]
    assert (health.switch, health.found) == (True, 3)


@contextmanager
def meanwhile(work: Callable[[], object]) -> Iterator[None]:
    """Let `work` begin, and wait for something that the block holds; it ends after the block."""
    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(work)
        time.sleep(0.3)
        yield
        working.result(timeout=30)


def test_workers_that_read_before_they_write_take_turns(
    store: Store, collect: Collect, article: Write, now: datetime
) -> None:
    def add_versions(_worker: int) -> int:
        stored = 0
        while stored < 5:
            release = store.releases.find("duisburg", ["a"])
            assert release is not None
            with suppress(AlreadyStored):
                store.releases.add_version(release, "", article("Titel"), [], now)
                stored += 1
        return stored

    collect("a")
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(add_versions, range(4))) == [5] * 4
    assert store.releases.search()[0].number == 21


def test_of_two_termbases_that_are_stored_at_once_one_stands(store: Store, url: str) -> None:
    first, second = Term("Allianz", Language.ZH, "联盟"), Term("Hafen", Language.ZH, "港口")
    database = Database(make_engine(parse_address(url)))
    with database.writing() as session:
        session.add(term_row(first))
        session.flush()
        with meanwhile(lambda: store.terms.replace([second])):
            session.commit()
    database.close()
    assert store.terms.all(Language.ZH) == [second]


def test_two_workers_with_the_same_keys_do_not_wait_for_each_other_in_a_circle(
    store: Store, url: str, collect: Collect, article: Write, now: datetime
) -> None:
    release = collect("a")

    def add() -> None:
        with pytest.raises(AlreadyStored):
            store.releases.add("duisburg", ["b", "y", "x"], "", article("Titel"), [], now)

    database = Database(make_engine(parse_address(url)))
    with database.writing() as session:
        session.add(ReleaseKey(source="duisburg", key="x", release_id=release.id))
        session.flush()
        with meanwhile(add):
            session.add(ReleaseKey(source="duisburg", key="y", release_id=release.id))
            session.commit()
    database.close()
    assert store.releases.find("duisburg", ["b"]) is None
    assert store.releases.find("duisburg", ["y"]) == release


def test_readers_see_the_old_state_while_another_writes(url: str, now: datetime) -> None:
    database = Database(make_engine(parse_address(url)))
    with open_store(url) as store:
        with database.writing() as session:
            session.add(SourceState(name="duisburg", enabled=True))
            session.flush()
            assert store.sources.switches() == {}
        assert store.sources.switches() == {"duisburg": True}
    database.close()


def test_threads_that_save_the_same_translation_store_each_target_once(
    store: Store, collect: Collect, machine: Callable[..., SegmentTarget], now: datetime
) -> None:
    release = collect("a", "Titel", "Eins.", "Zwei.")
    segments = store.releases.version(release.version_id).segments

    def translate(engine: int) -> int:
        translation = store.translations.start(release.version_id, Language.ZH, now)
        store.translations.save(translation.id, {segment.id: machine(f"{engine}") for segment in segments}, now)
        return translation.id

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(translate, range(6)))) == 1
    translation = store.translations.get(release.version_id, Language.ZH)
    assert translation is not None
    assert len({target.machine.text for target in translation.targets.values()}) == 1
    assert len(translation.targets) == 3


@pytest.mark.parametrize("statement", range(1, 9))
def test_a_worker_killed_at_any_statement_leaves_nothing_half_stored(
    url: str, article: Write, segments: Split, now: datetime, statement: int
) -> None:
    written = article("Titel", "Satz.")

    def add(store: Store) -> Release:
        return store.releases.add("duisburg", ["a"], "", written, segments(written), now)

    def die_at_the_statement() -> None:
        store = open_store(url)
        left = statement

        def count(*_: object) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(Engine, "before_cursor_execute", count)
        event.listen(Engine, "commit", count)
        add(store)

    child = PROCESSES.Process(target=die_at_the_statement)
    child.start()
    child.join()
    with open_store(url) as store:
        if child.exitcode == 0:
            assert store.counts() == ONE_RELEASE
            return
        assert child.exitcode == -signal.SIGKILL
        assert store.counts() == dict.fromkeys(ONE_RELEASE, 0)
        assert store.releases.version(add(store).version_id).article == written
