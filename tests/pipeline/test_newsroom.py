"""The main job as its users see it: what goes in, what comes out, what stays."""

from pathlib import Path

import pytest

from model.languages import Language
from model.richtext import RichText
from model.translation import State
from pipeline.collect import collect
from pipeline.newsroom import RunOrder, run
from pipeline.publish import publish

FEEDS = ("de", "en", "zh")


def guid(world, feed: str = "zh", number: int = 0) -> str:
    return world.feed(feed).entries[number].id


def test_a_release_appears_in_all_three_feeds(world):
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")

    with world.newsroom() as newsroom:
        report = run(newsroom)

    assert report.problems == []
    assert [len(world.feed(name).entries) for name in FEEDS] == [1, 1, 1]
    for name in FEEDS:
        content = world.feed(name).entries[0].content[0].value
        assert "presse@musterstadt.example" in content
        assert "+49 (30) 25 79 72 – 23" in content
        assert not world.feed(name).bozo


def test_a_second_run_changes_nothing(world):
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    with world.newsroom() as newsroom:
        run(newsroom)
    before = [world.feed_bytes(name) for name in FEEDS]
    world.portal.answers.clear()
    world.wait(hours=1)

    with world.newsroom() as newsroom:
        report = run(newsroom)

    assert world.portal.answers == [("/presse", 304), ("/pm/1", 304)]
    assert [(each.new, each.changed, each.unchanged) for each in report.collected] == [(0, 0, 1)]
    assert [each.segments for each in report.translated] == [0, 0]
    assert [each.written for each in report.published] == [False, False, False, False]
    assert [world.feed_bytes(name) for name in FEEDS] == before


def test_what_a_limited_run_left_out_comes_with_the_next(world):
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    world.portal.put("/pm/2", "Zweite Mitteilung", date="23.05.2026")
    with world.newsroom() as newsroom:
        run(newsroom, RunOrder(limit=1))
    assert len(world.feed("zh").entries) == 1

    with world.newsroom() as newsroom:
        run(newsroom)

    assert len(world.feed("zh").entries) == 2


def test_a_changed_page_updates_its_entry_and_keeps_its_guid(world):
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    with world.newsroom() as newsroom:
        run(newsroom)
    old = guid(world)
    world.wait(hours=1)
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstofftechnik eröffnet")

    with world.newsroom() as newsroom:
        report = run(newsroom)

    assert report.collected[0].changed == 1
    assert [each.segments - each.reused for each in report.translated] == [1, 1]
    [entry] = world.feed("zh").entries
    assert entry.id == old
    assert entry.updated_parsed > entry.published_parsed


def test_an_editors_text_survives_a_change_elsewhere_in_the_release(world):
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    with world.newsroom() as newsroom:
        run(newsroom)
        [release] = newsroom.store.releases.search()
        translation = newsroom.store.translations.get(release.version_id, Language.ZH)
        segment = max(translation.targets)
        newsroom.store.translations.edit(translation.id, segment, RichText("编辑的话。"), "li", newsroom.now())
    world.portal.put("/pm/1", "Neuer Titel")

    with world.newsroom() as newsroom:
        run(newsroom)
        [release] = newsroom.store.releases.search()
        translation = newsroom.store.translations.get(release.version_id, Language.ZH)

    assert "编辑的话。" in world.feed("zh").entries[0].content[0].value
    assert [each.state for each in translation.targets.values()].count(State.REVIEWED) == 1


def test_a_new_address_with_the_same_text_is_the_same_release(world):
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    with world.newsroom() as newsroom:
        run(newsroom)
    old = guid(world)
    world.portal.pages["/umgezogen/1"] = world.portal.pages.pop("/pm/1")

    with world.newsroom() as newsroom:
        report = run(newsroom)

    assert report.collected[0].new == 0
    assert [entry.id for entry in world.feed("zh").entries] == [old]

    with world.newsroom() as newsroom:
        report = run(newsroom)

    assert report.problems == []


def test_a_page_that_fails_stops_only_itself_and_is_tried_again(world):
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    world.portal.answer("/pm/2", 403)

    with world.newsroom() as newsroom:
        report = run(newsroom)
        failures = newsroom.store.failures.all()

    assert report.collected[0].new == 1
    assert "403" in report.problems[0].reason
    assert len(failures) == 1

    world.portal.put("/pm/2", "Nun ist sie da", date="23.05.2026")
    with world.newsroom() as newsroom:
        report = run(newsroom)
        assert newsroom.store.failures.all() == []

    assert report.problems == []
    assert len(world.feed("zh").entries) == 2


def test_a_page_that_is_gone_gives_way_to_a_notice_and_comes_back_with_its_guid(world):
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    with world.newsroom() as newsroom:
        run(newsroom)
    old, page = guid(world), world.portal.pages["/pm/1"]
    world.portal.answer("/pm/1", 410)

    with world.newsroom() as newsroom:
        report = run(newsroom)

    assert report.collected[0].withdrawn == 1
    [notice] = world.feed("zh").entries
    assert notice.id == old
    assert notice.title.startswith("【撤稿】")
    assert "presse@musterstadt.example" not in notice.content[0].value

    world.portal.pages["/pm/1"] = page
    with world.newsroom() as newsroom:
        run(newsroom)

    assert guid(world) == old
    assert "撤稿" not in world.feed("zh").entries[0].title
    assert "presse@musterstadt.example" in world.feed("zh").entries[0].content[0].value


def test_a_release_withdrawn_before_its_change_was_translated_does_not_stop_the_feed(world):
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    with world.newsroom() as newsroom:
        run(newsroom)
    world.portal.put("/pm/1", "Neuer Titel")
    with world.newsroom() as newsroom:
        collect(newsroom)
    world.portal.answer("/pm/1", 410)

    with world.newsroom() as newsroom:
        collect(newsroom)
        reports = publish(newsroom)

    assert [report.problems for report in reports] == [[], [], []]
    assert world.feed("zh").entries[0].title.startswith("【撤稿】")


def test_a_page_in_english_is_refused_and_named(world):
    text = "The city opens a new centre for hydrogen technology together with its partners this week. " * 4
    world.portal.put("/pm/1", "The city opens a new centre", body=f"<p>{text}</p>")

    with world.newsroom() as newsroom:
        report = run(newsroom)

    [problem] = report.problems
    assert "en" in problem.reason
    assert problem.subject.endswith("/pm/1")
    assert [len(world.feed(name).entries) for name in FEEDS] == [0, 0, 0]


def test_a_dry_run_stores_and_writes_nothing(world):
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")

    with world.newsroom() as newsroom:
        report = run(newsroom, RunOrder(dry_run=True))
        counts = newsroom.store.counts()

    assert report.collected[0].new == 1
    assert counts["releases"] == 0
    assert not (world.home / "public").exists()


def test_a_missing_package_names_the_way_out_and_the_german_feed_still_appears(world, tmp_path: Path):
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")

    with world.newsroom(engine="argos", packages=tmp_path / "none", embedded=tmp_path / "none") as newsroom:
        report = run(newsroom)

    assert all("newsbridge packages install" in problem.reason for problem in report.problems)
    assert len(report.problems) == 2
    assert len(world.feed("de").entries) == 1
    assert len(world.feed("zh").entries) == 0


def test_an_unwritable_output_folder_is_one_clear_line(world):
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    (world.home / "public").write_text("in the way")

    with world.newsroom() as newsroom:
        report = run(newsroom)

    assert len(report.problems) == 4
    assert str(world.home / "public") in report.problems[0].reason


@pytest.mark.parametrize("name", ["gibt-es-nicht"])
def test_an_unknown_source_is_wrong_use(world, name):
    from model.errors import UnknownSource

    with world.newsroom() as newsroom, pytest.raises(UnknownSource, match="musterstadt"):
        run(newsroom, RunOrder(sources=[name]))


def test_a_corrected_selector_reads_unchanged_pages_again(world):
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    with world.newsroom() as newsroom:
        run(newsroom)
    catalogue = world.home / "config" / "sources.toml"
    catalogue.write_text(catalogue.read_text() + 'remove = ".note"\n')

    with world.newsroom() as newsroom:
        report = run(newsroom)

    assert report.collected[0].changed == 1
    assert "Nur zum internen Gebrauch" not in world.feed_bytes("de").decode()


def test_the_pages_lie_beside_the_feeds_and_are_linked_from_them(world):
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    with world.newsroom() as newsroom:
        report = run(newsroom)

    assert report.published[-1].feed == "pages"
    pages = {path.relative_to(world.home / "public").as_posix() for path in world.home.glob("public/*/*.html")}
    assert {"de/index.html", "en/index.html", "zh/index.html"} < pages
    link = world.feed("zh").entries[0].link
    assert link.startswith("https://www.isa-portal.de/zh/")
    assert link.removeprefix("https://www.isa-portal.de/") in pages
    assert "../feeds/zh.xml" in (world.home / "public" / "zh" / "index.html").read_text(encoding="utf-8")
