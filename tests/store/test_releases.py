import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine, event

from model.article import Article, Block, BlockKind, Image, Role, SegmentSource
from model.errors import AlreadyStored, StoreError
from model.release import Release
from model.richtext import Mark, MarkKind, RichText
from store import Store

Collect = Callable[..., Release]
Write = Callable[..., Article]
Split = Callable[[Article], list[SegmentSource]]

DAY = timedelta(days=1)
UNKNOWN = 999_999
LINK = Mark(4, 12, MarkKind.LINK, "https://stadt.example/?a=1&b=»ü«")
RICH = Article(
    blocks=(
        Block(BlockKind.TITLE, RichText("Städtepartnerschaft mit 佛山")),
        Block(BlockKind.PARAGRAPH, RichText("Berlin, den 26.03.2026"), role=Role.DATELINE),
        Block(BlockKind.PARAGRAPH, RichText("Die Allianz wächst.\nWeiter.", (LINK, Mark(4, 19, MarkKind.STRONG)))),
        Block(BlockKind.HEADING, RichText("Zahlen"), level=2),
        Block(BlockKind.LIST_ITEM, RichText("erstens"), level=1, ordered=True, group=1),
        Block(BlockKind.TABLE_CELL, RichText("Stadt"), group=2, row=0, column=1, header=True),
        Block(
            BlockKind.FIGURE,
            RichText(""),
            image=Image("https://stadt.example/b.jpg", "Zwei Brücken", "Foto: A. Müller"),
        ),
        Block(BlockKind.FIGURE, RichText("Ohne Angaben"), image=Image("https://stadt.example/c.jpg")),
    ),
    published=datetime(2026, 3, 26, 0, 0, tzinfo=timezone(timedelta(hours=1))),
    url="https://stadt.example/presse/1",
    language="de",
    categories=("Wirtschaft", "Städte & Häfen"),
    author="Presseamt",
)


def test_an_article_comes_back_exactly_as_it_was_stored(store: Store, segments: Split, now: datetime) -> None:
    release = store.releases.add("duisburg", ["1"], "https://stadt.example/1", RICH, segments(RICH), now)
    version = store.releases.version(release.version_id)
    assert version.article == RICH
    assert version.article.content_hash == RICH.content_hash == release.content_hash
    assert (version.number, version.collected_at, version.release) == (1, now, release)


def test_a_sentence_keeps_its_place_and_its_marks(store: Store, now: datetime) -> None:
    text = RICH.blocks[2].text
    sentences = [SegmentSource(2, 0, 19, text.slice(0, 19)), SegmentSource(2, 20, 27, text.slice(20, 27))]
    release = store.releases.add("duisburg", ["1"], "", RICH, sentences, now)
    found = store.releases.version(release.version_id).segments
    assert [segment.position for segment in found] == [0, 1]
    assert [segment.source for segment in found] == sentences
    assert [segment.source.text for segment in found] == [sentence.text for sentence in sentences]
    assert found[0].source.text.marks == text.marks


def test_times_come_back_aware_and_in_utc(store: Store, article: Write, segments: Split) -> None:
    berlin = datetime(2026, 7, 1, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    written = article("Titel", published=berlin)
    found = store.releases.version(store.releases.add("s", ["1"], "", written, segments(written), berlin).version_id)
    assert found.collected_at == berlin
    assert {found.collected_at.tzinfo, found.article.published.tzinfo} == {UTC}  # type: ignore[union-attr]


def test_a_time_without_its_zone_is_a_bug_and_not_stored(store: Store, article: Write, now: datetime) -> None:
    with pytest.raises(Exception, match="a time without its zone"):
        store.releases.add("s", ["1"], "", article("Titel"), [], now.replace(tzinfo=None))
    assert store.counts()["releases"] == 0


def test_a_release_is_found_by_any_key_it_was_ever_announced_under(store: Store, article: Write, now: datetime) -> None:
    release = store.releases.add("duisburg", ["guid-1", "/presse/1", "guid-1"], "", article("Titel"), [], now)
    store.releases.add_keys(release, ["/neu/1", "/presse/1"])
    for key in ("guid-1", "/presse/1", "/neu/1"):
        assert store.releases.find("duisburg", ["unknown", key]) == release
    assert store.releases.find("duisburg", ["unknown"]) is None
    assert store.releases.find("duisburg", []) is None
    assert store.releases.find("jena", ["guid-1"]) is None
    assert release.key == "guid-1"


def test_a_key_stays_with_the_release_that_had_it_first(store: Store, collect: Collect) -> None:
    first, second = collect("a"), collect("b")
    store.releases.add_keys(second, ["a", "c"])
    store.releases.add_keys(second, [])
    assert store.releases.find("duisburg", ["a"]) == first
    assert store.releases.find("duisburg", ["c"]) == second
    assert store.releases.find("duisburg", ["b", "a"]) == second


def test_the_same_release_is_stored_once(store: Store, collect: Collect, article: Write, now: datetime) -> None:
    collect("a")
    with pytest.raises(AlreadyStored, match=r"^duisburg: release a is stored already$"):
        collect("a")
    with pytest.raises(AlreadyStored):
        store.releases.add("duisburg", ["b", "a"], "", article("Titel"), [], now)
    assert collect("a", source="jena").source == "jena"
    assert store.counts() == {"releases": 2, "versions": 2, "segments": 4, "translations": 0, "publications": 0}


def test_a_change_makes_a_new_version_and_leaves_the_old_one(
    store: Store, collect: Collect, article: Write, segments: Split, now: datetime
) -> None:
    release = collect("a", "Titel", "Alt.")
    changed = article("Titel", "Neu.", published=now + DAY)
    newer = store.releases.add_version(release, "https://neu.example/a", changed, segments(changed), now + DAY)
    assert (newer.id, newer.key, newer.first_seen) == (release.id, release.key, release.first_seen)
    assert (newer.number, newer.url, newer.content_hash) == (2, "https://neu.example/a", changed.content_hash)
    assert store.releases.get(release.id) == newer
    assert store.releases.version(release.version_id).article.blocks[1].text.text == "Alt."
    assert store.releases.version(newer.version_id).article == changed
    assert store.releases.version_ids(release.id) == [newer.version_id, release.version_id]


def test_of_two_workers_that_saw_the_same_change_one_stores_it(
    store: Store, collect: Collect, article: Write, now: datetime
) -> None:
    release = collect("a")
    store.releases.add_version(release, "", article("Neu"), [], now)
    with pytest.raises(AlreadyStored, match="duisburg: version 2 of release a is stored already"):
        store.releases.add_version(release, "", article("Neu"), [], now)
    assert store.counts()["versions"] == 2


def test_content_is_found_in_the_newest_version_only(
    store: Store, collect: Collect, article: Write, now: datetime
) -> None:
    old = collect("a", "Titel", "Gleich.")
    new = collect("b", "Titel", "Gleich.")
    collect("c", "Titel", "Gleich.", source="jena")
    assert store.releases.find_content("duisburg", old.content_hash) == new
    store.releases.add_version(new, "", article("Titel", "Anders."), [], now)
    assert store.releases.find_content("duisburg", old.content_hash) == old
    assert store.releases.find_content("duisburg", "0" * 64) is None


def test_lists_are_newest_first_by_the_date_that_readers_see(store: Store, collect: Collect) -> None:
    collect("old", age=3 * DAY)
    collect("newest", age=DAY)
    collect("first of a day", age=2 * DAY)
    collect("second of a day", age=2 * DAY)
    collect("elsewhere", source="jena")
    found = [release.key for release in store.releases.recent("duisburg", 10)]
    assert found == ["newest", "second of a day", "first of a day", "old"]
    assert [release.key for release in store.releases.recent("duisburg", 2)] == found[:2]


def test_a_release_without_a_date_is_as_old_as_its_first_visit(
    store: Store, collect: Collect, article: Write, now: datetime
) -> None:
    collect("yesterday", age=DAY)
    undated = store.releases.add("duisburg", ["undated"], "", article("Titel"), [], now)
    store.releases.add_version(undated, "", article("Titel", "Neu."), [], now + DAY)
    assert [release.key for release in store.releases.search(since=now)] == ["undated"]
    assert store.releases.version(undated.version_id).article.published is None


def test_a_search_can_be_narrowed(store: Store, collect: Collect, now: datetime) -> None:
    for source, age in itertools.product(["duisburg", "jena"], range(3)):
        collect(str(age), source=source, age=age * DAY)

    def found(**conditions: object) -> list[tuple[str, str]]:
        releases = store.releases.search(**conditions)  # type: ignore[arg-type]
        return [(release.source, release.key) for release in releases]

    assert len(found()) == 6
    assert found(source="jena", since=now - DAY) == [("jena", "0"), ("jena", "1")]
    assert found(limit=1) == [("jena", "0")]


def test_a_release_can_be_withdrawn_and_come_back(store: Store, collect: Collect, now: datetime) -> None:
    release = collect("a")
    store.releases.withdraw(release.id, now)
    store.releases.withdraw(release.id, now + DAY)
    assert store.releases.get(release.id).withdrawn_at == now  # type: ignore[union-attr]
    store.releases.restore(release.id)
    assert store.releases.get(release.id) == release


def test_what_is_not_there_is_named(store: Store, collect: Collect, article: Write, now: datetime) -> None:
    assert store.releases.get(UNKNOWN) is None
    assert store.releases.version_ids(UNKNOWN) == []
    with pytest.raises(StoreError, match=r"no release version 999999$"):
        store.releases.version(UNKNOWN)
    with pytest.raises(StoreError, match=r"no release 999999$"):
        store.releases.withdraw(UNKNOWN, now)


def test_a_version_is_read_with_the_same_few_statements_whatever_its_length(
    store: Store, article: Write, segments: Split, now: datetime
) -> None:
    def statements(length: int) -> int:
        written = article(*(f"Satz {number}." for number in range(length)))
        release = store.releases.add("duisburg", [str(length)], "", written, segments(written), now)
        seen: list[str] = []

        def note(*arguments: object) -> None:
            seen.append(str(arguments[2]))

        event.listen(Engine, "before_cursor_execute", note)
        try:
            assert len(store.releases.version(release.version_id).segments) == length
        finally:
            event.remove(Engine, "before_cursor_execute", note)
        return len([statement for statement in seen if statement.startswith("SELECT")])

    assert statements(2) == statements(700) == 3
