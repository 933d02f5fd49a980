from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, event, insert

from model.article import Article
from model.errors import AlreadyStored, StoreError
from model.feed import Publication
from model.languages import Language
from model.release import Release
from model.translation import REVIEWED, State
from store import Store, open_store
from store.database import Database
from store.engine import make_engine, parse_address
from store.tables import ReleaseRow, TranslationRow, VersionRow

Collect = Callable[..., Release]
Translate = Callable[..., None]

DAY = timedelta(days=1)
ZH, DE = Language.ZH, Language.DE


@pytest.fixture
def translate(store: Store, now: datetime) -> Translate:
    def make(release: Release, state: State = State.TRANSLATED, language: Language = ZH) -> None:
        translation = store.translations.start(release.version_id, language, now)
        store.translations.finish(translation.id, state, now)

    return make


def published(release: Release, now: datetime, guid: str = "tag:isa.example,2026:1/zh") -> Publication:
    return Publication(release.id, ZH, guid, published=now, updated=now, content_hash="1")


def keys(releases: list[Release]) -> list[str]:
    return [release.key for release in releases]


def test_the_newest_translated_releases_are_candidates(store: Store, collect: Collect, translate: Translate) -> None:
    for key, age in (("old", 3 * DAY), ("new", DAY), ("middle", 2 * DAY)):
        translate(collect(key, age=age))
    translate(collect("only English"), language=Language.EN)
    translate(collect("unfinished"), State.INITIAL)
    assert keys(store.publications.newest(ZH, None, 10)) == ["new", "middle", "old"]
    assert keys(store.publications.newest(ZH, None, 2)) == ["new", "middle"]


def test_the_german_feed_needs_no_translation(store: Store, collect: Collect) -> None:
    collect("a")
    assert keys(store.publications.newest(DE, None, 10)) == ["a"]
    assert store.publications.newest(ZH, None, 10) == []


def test_a_feed_may_accept_reviewed_translations_only(store: Store, collect: Collect, translate: Translate) -> None:
    translate(collect("machine"))
    translate(collect("reviewed", age=DAY), State.REVIEWED)
    translate(collect("final", age=2 * DAY), State.FINAL)
    assert keys(store.publications.newest(ZH, None, 10, (State.REVIEWED, State.FINAL))) == ["reviewed", "final"]


def test_a_change_that_waits_for_its_translation_leaves_the_release_a_candidate(
    store: Store, collect: Collect, translate: Translate, article: Callable[..., Article], now: datetime
) -> None:
    release = collect("a")
    translate(release)
    newer = store.releases.add_version(release, "", article("Neu"), [], now)
    assert store.publications.newest(ZH, None, 10) == [newer]


def test_a_withdrawn_release_is_no_candidate(
    store: Store, collect: Collect, translate: Translate, now: datetime
) -> None:
    release = collect("a")
    translate(release)
    store.releases.withdraw(release.id, now)
    assert store.publications.newest(ZH, None, 10) == store.publications.newest(DE, None, 10) == []


def test_a_feed_may_take_some_sources(store: Store, collect: Collect, translate: Translate) -> None:
    for source in ("duisburg", "jena", "trier"):
        for age in range(3):
            translate(collect(f"{source} {age}", source=source, age=age * DAY))
    found = keys(store.publications.newest(ZH, ["trier", "duisburg", "trier", "unknown"], 4))
    assert found == ["trier 0", "duisburg 0", "trier 1", "duisburg 1"]
    assert store.publications.newest(ZH, [], 4) == []


def fill(url: str, first: int, last: int) -> None:
    """Store translated releases number `first` to `last`, each published a minute after the one before."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    numbers = range(first, last + 1)
    releases = [
        {"id": n, "source": f"s{n % 4}", "key": str(n), "url": "", "first_seen": start, "number": 1, "version_id": n}
        | {"published": start + timedelta(minutes=n), "content_hash": str(n)}
        for n in numbers
    ]
    versions = [
        {"id": n, "release_id": n, "number": 1, "collected_at": start, "content_hash": str(n), "url": ""}
        | {"language": "de", "author": "", "categories": []}
        for n in numbers
    ]
    translations = [{"version_id": n, "language": ZH, "state": State.TRANSLATED, "updated_at": start} for n in numbers]
    database = Database(make_engine(parse_address(url)))
    with database.writing() as session:
        session.execute(insert(ReleaseRow), releases)
        session.execute(insert(VersionRow), versions)
        session.execute(insert(TranslationRow), translations)
    database.close()


@pytest.mark.parametrize("sources", [None, ["s1", "s3"]])
@pytest.mark.parametrize("language", [ZH, DE])
def test_finding_the_newest_takes_as_many_steps_in_a_large_store_as_in_a_small_one(
    sqlite_url: str, sources: list[str] | None, language: Language
) -> None:
    open_store(sqlite_url).close()

    def steps() -> int:
        """Count hundreds of instructions of SQLite's virtual machine: unlike time, they are the same in every run."""
        count = 0

        def step() -> int:
            nonlocal count
            count += 1
            return 0

        engine = make_engine(parse_address(sqlite_url))
        event.listen(engine, "connect", lambda connection, _record: connection.set_progress_handler(step, 100))
        with Store(Database(engine)) as store:
            assert len(store.publications.newest(language, sources, 20)) == 20
        return count

    fill(sqlite_url, 1, 600)
    small = steps()
    fill(sqlite_url, 601, 3000)
    large = steps()
    assert 0 < large <= 1.2 * small, (small, large)


def test_what_few_have_is_found_without_passing_over_the_others(sqlite_url: str) -> None:
    """In a feed of reviewed releases none of thousands may be looked at because nobody has reviewed it."""
    open_store(sqlite_url).close()
    fill(sqlite_url, 1, 600)
    small = _steps_to_reviewed(sqlite_url)
    fill(sqlite_url, 601, 3000)
    assert _steps_to_reviewed(sqlite_url) <= 1.2 * small


def _steps_to_reviewed(url: str) -> int:
    counted: list[int] = []
    engine = make_engine(parse_address(url))
    event.listen(
        engine, "connect", lambda connection, _record: connection.set_progress_handler(lambda: counted.append(1), 10)
    )
    with Store(Database(engine)) as store:
        assert store.publications.newest(ZH, ["s1", "s3"], 20, REVIEWED) == []
    return len(counted)


def test_few_and_many_give_the_same(
    store: Store, collect: Collect, translate: Translate, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in ("a", "b", "c"):
        translate(collect(key))
    few = [store.publications.newest(ZH, sources, 2) for sources in (None, ["city"], [])]
    monkeypatch.setattr("store.publications.FEW", 0)
    assert few == [store.publications.newest(ZH, sources, 2) for sources in (None, ["city"], [])]
    assert len(few[0]) == 2


def test_the_newest_are_read_from_an_index(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.publications.FEW", -1)  # as if there were many
    plans: dict[str, str] = {}

    def explain(connection: object, cursor: object, statement: str, parameters: object, *_: object) -> None:
        if statement.startswith("SELECT"):
            rows = connection.connection.driver_connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[attr-defined]
            plans[statement] = "\n".join(row[-1] for row in rows)

    with open_store(sqlite_url) as store:
        event.listen(Engine, "before_cursor_execute", explain)
        try:
            store.publications.newest(ZH, None, 50)
        finally:
            event.remove(Engine, "before_cursor_execute", explain)
    _, plan = plans.values()
    assert "SCAN release USING INDEX ix_release_published_id" in plan
    assert "TEMP B-TREE" not in plan


def test_what_the_outside_knows_comes_back_as_it_was_stored(store: Store, collect: Collect, now: datetime) -> None:
    publication = published(collect("a"), now)
    assert store.publications.get(publication.release_id, ZH) is None
    assert store.publications.save(publication) == publication
    assert store.publications.get(publication.release_id, ZH) == publication
    assert store.publications.get(publication.release_id, Language.EN) is None


def test_guid_and_published_date_are_minted_once_for_ever(store: Store, collect: Collect, now: datetime) -> None:
    first = store.publications.save(published(collect("a"), now))
    changed = replace(first, guid="tag:other", published=now + DAY, updated=now + DAY, content_hash="2")
    saved = store.publications.save(changed)
    assert saved == replace(first, updated=now + DAY, content_hash="2")
    assert store.publications.get(first.release_id, ZH) == saved


def test_two_releases_never_share_a_guid(store: Store, collect: Collect, now: datetime) -> None:
    store.publications.save(published(collect("a"), now))
    with pytest.raises(AlreadyStored, match=r"publication tag:isa\.example,2026:1/zh is stored already"):
        store.publications.save(published(collect("b"), now))
    with pytest.raises(StoreError, match="what it belongs to is not in the store"):
        store.publications.save(replace(published(collect("c"), now, "tag:c"), release_id=999_999))


def test_withdrawn_publications_are_found_by_time_and_language(store: Store, collect: Collect, now: datetime) -> None:
    for number, key in enumerate(("never", "long ago", "lately", "now")):
        publication = published(collect(key), now, f"tag:{key}")
        withdrawn_at = None if key == "never" else now - (3 - number) * 10 * DAY
        store.publications.save(replace(publication, withdrawn_at=withdrawn_at))
    found = store.publications.withdrawn(ZH, now - 10 * DAY)
    assert [publication.guid for publication in found] == ["tag:now", "tag:lately"]
    assert store.publications.withdrawn(Language.EN, now - 10 * DAY) == []
    store.publications.save(replace(found[0], withdrawn_at=None))
    assert [publication.guid for publication in store.publications.withdrawn(ZH, now - 10 * DAY)] == ["tag:lately"]


def test_the_releases_of_a_month_are_those_from_its_first_moment_to_before_the_next(
    store: Store, collect: Collect, translate: Translate, now: datetime
) -> None:
    for key, age in (("before", 3 * DAY), ("first", 2 * DAY), ("last", DAY), ("after", 0 * DAY)):
        translate(collect(key, age=age))
    collect("not translated", age=DAY)
    found = store.publications.between(ZH, now - 2 * DAY, now)
    assert keys(found) == ["last", "first"]


def test_what_was_collected_translated_held_or_withdrawn_has_changed(
    store: Store, collect: Collect, translate: Translate, now: datetime
) -> None:
    old = collect("old", age=3 * DAY)
    translate(old)
    later = now + DAY
    assert store.publications.changed(later) == []
    assert store.publications.changed(now - DAY) == [now - 3 * DAY]
    translation = store.translations.get(old.version_id, ZH)
    assert translation is not None
    store.translations.finish(translation.id, State.FINAL, later)
    assert store.publications.changed(later) == [now - 3 * DAY]
    store.releases.withdraw(old.id, later + DAY)
    assert store.publications.changed(later + DAY) == [now - 3 * DAY]


def test_what_readers_know_is_touched_by_new_versions_and_translations(
    store: Store, collect: Collect, translate: Translate, article: Callable[..., Article], now: datetime
) -> None:
    known, unknown = collect("known", age=3 * DAY), collect("unknown", age=3 * DAY)
    for release in (known, unknown):
        translate(release)
    store.publications.save(published(known, now))
    assert keys(store.publications.touched(ZH, now)) == ["known"]
    assert store.publications.touched(ZH, now + DAY) == []
    assert store.publications.touched(DE, now) == []
    store.releases.add_version(known, "", article("Neu"), [], now + 2 * DAY)
    assert keys(store.publications.touched(ZH, now + DAY)) == ["known"]
    store.releases.withdraw(known.id, now + 2 * DAY)
    assert store.publications.touched(ZH, now) == []


def test_a_release_whose_hold_ends_is_touched(
    store: Store, collect: Collect, translate: Translate, now: datetime
) -> None:
    release = collect("held")
    translate(release)
    store.publications.save(published(release, now))
    translation = store.translations.get(release.version_id, ZH)
    assert translation
    store.translations.hold(translation.id, now + 3 * DAY, "wait", now)
    assert store.publications.touched(ZH, now + 2 * DAY) == [release]


def test_updated_publications_come_latest_first(store: Store, collect: Collect, now: datetime) -> None:
    for days, key in enumerate(["unchanged", "first", "last", "withdrawn"]):
        known = replace(published(collect(key), now, f"tag:isa.example,2026:{key}"), updated=now + days * DAY)
        store.publications.save(replace(known, withdrawn_at=now if key == "withdrawn" else None))
    guids = [each.guid.rpartition(":")[2] for each in store.publications.updated(ZH, now, 10)]
    assert guids == ["last", "first"]
    assert len(store.publications.updated(ZH, now, 1)) == 1
    assert store.publications.updated(ZH, now + 3 * DAY, 10) == []
    assert store.publications.updated(DE, now, 10) == []
