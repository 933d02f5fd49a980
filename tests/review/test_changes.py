"""At the desk: the German has changed, the queue is filtered, and a proof is printed."""

from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from model.article import Article, Block, BlockKind
from model.languages import Language
from model.people import Comment
from model.richtext import RichText
from pipeline.approving import approve
from pipeline.translate import TranslateOrder, translate
from pipeline.wiring import Newsroom
from tests.review.conftest import NOON, Browser, Desk
from translators.splitting import segment

ROOT = Path(__file__).parents[2]
ZH = Language.ZH
GERMAN = "In der Halle treffen sich 48 Städte."
CHINESE = "48座城市在会展中心会面。"
LAST = "Das Rathaus <b>bleibt</b> geöffnet."
CELLS = (("Stadt", "Bonn"), ("Quote", "7 %"))


def publish(room: Newsroom, german: str, *more: Block) -> int:
    """Publish the release, or its next version, and return its Chinese translation."""
    text = [Block(BlockKind.TITLE, RichText("Öffnungszeiten")), Block(BlockKind.PARAGRAPH, RichText(german)), *more]
    article = Article(tuple(text), published=NOON - timedelta(days=1), url="https://presse.example/1")
    releases = room.store.releases
    if release := releases.find("musterstadt", ["1"]):
        release = releases.add_version(release, article.url, article, segment(article), room.now())
    else:
        release = releases.add("musterstadt", ["1"], article.url, article, segment(article), room.now())
    translate(room, TranslateOrder(languages=[ZH]))
    translation = room.store.translations.get(release.version_id, ZH)
    assert translation is not None
    return translation.id


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, RichText(text))


@pytest.fixture
def room(room: Newsroom) -> Newsroom:
    (room.settings.home / "config").mkdir()
    (room.settings.home / "config" / "sources.toml").write_text("")
    for name in ("feeds.toml", "terms.tsv"):
        (room.settings.home / "config" / name).write_bytes((ROOT / "config" / name).read_bytes())
    return room


@pytest.fixture
def browser(desk: Desk) -> Browser:
    """An editor before a release that was approved and has changed since."""
    number = publish(desk.room, GERMAN, paragraph(LAST))
    for segment_id, text in zip(
        desk.room.store.translations.with_id(number).targets, ("开放时间", CHINESE, None), strict=True
    ):
        approve(desk.room, number, segment_id, RichText(text) if text else None, "Li Na")
    desk.wait(hours=3)
    publish(desk.room, GERMAN.replace("48", "49"), paragraph("Neu ist die Feier am Abend."))
    return desk.browser("editor")


def see(browser: Browser, path: str) -> BeautifulSoup:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "lxml")


def changed_segment(page: BeautifulSoup) -> Tag:
    return next(each for each in page.select(".segment") if each.select_one(".was del"))


def test_the_article_says_what_changed_and_offers_what_was_approved(browser: Browser) -> None:
    page = see(browser, "/translations/2")
    assert "since version 1: 1 changed, 1 new, 1 removed." in page.select_one(".changed-german").text
    assert page.select_one(".changed-german del").text == LAST
    changed = changed_segment(page)
    assert (changed.select_one(".was del").text, changed.select_one(".was ins").text) == ("48", "49")
    assert changed.select_one(".was [data-take]")["data-take"] == CHINESE
    assert "approved for the old German by Li Na" in changed.select_one(".target .was").text
    assert len(page.select(".segment:has(.was)")) == 2


def test_what_is_offered_stays_while_the_segment_is_worked_on(browser: Browser) -> None:
    segment_id = str(changed_segment(see(browser, "/translations/2"))["id"]).removeprefix("s")
    answer = browser.submit(f"/translations/2/segments/{segment_id}", text="49座城市。", revision=0, act="draft")
    assert CHINESE in changed_segment(see(browser, answer.headers["location"])).select_one(".was [data-take]").text


def test_two_versions_are_compared_and_others_can_be_chosen(browser: Browser) -> None:
    page = see(browser, "/translations/2/changes")
    assert [row["class"] for row in page.select(".compared tbody tr")] == [["changed"], ["removed"], ["added"]]
    assert "1 changed, 1 new, 1 removed, 0 moved, 1 unchanged" in page.text
    assert len(see(browser, "/translations/2/changes?whole=true").select(".compared tbody tr")) == 4
    assert "No sentence differs" in see(browser, "/translations/2/changes?old=2&new=2").text
    assert browser.get("/translations/2/changes?old=1&new=7").status_code == 404
    assert browser.get("/translations/99/changes").status_code == 404


def test_a_release_that_never_changed_says_so(desk: Desk) -> None:
    number = publish(desk.room, GERMAN)
    browser = desk.browser("editor")
    assert "has never changed" in see(browser, f"/translations/{number}/changes").text
    assert not see(browser, f"/translations/{number}").select(".changed-german, .was")


def test_a_small_change_is_in_the_history_with_the_german_before_and_after(desk: Desk) -> None:
    number = publish(desk.room, GERMAN)
    for segment_id in desk.room.store.translations.with_id(number).targets:
        approve(desk.room, number, segment_id, None, "Li Na")
    newer = publish(desk.room, GERMAN.replace("Halle", "Halle,"))
    page = see(desk.browser("editor"), f"/translations/{newer}/history")
    entry = page.select_one(".history li")
    assert "kept the approval" in entry.text
    assert "Li Na had approved the text" in entry.text
    assert (entry.select_one("p[lang=de] del").text, entry.select_one("p[lang=de] ins").text) == (
        GERMAN,
        GERMAN.replace("Halle", "Halle,"),
    )


def test_the_queue_shows_badges_ages_and_states_and_finds_by_them(browser: Browser, desk: Desk) -> None:
    desk.room.store.history.comment(Comment(0, 2, None, desk.time, "", "Falscher Name"))
    desk.room.store.presence.mark(2, desk.person("petra").id, desk.time)
    desk.wait(seconds=30)
    (row,) = see(browser, "/queue").select("table.queue tbody tr")
    badges = [badge.text for badge in row.select(".badge")]
    assert badges == ["German changed", "1 reader's report", "Petra is at it"]
    assert row.select_one("time").text == "1 minute"
    assert row.select_one(".line").text == "开放时间"
    found = {
        query: len(see(browser, f"/queue?{query}").select("table.queue tbody tr"))
        for query in ("changed=true", "reports=true", "remarks=true", "text=öffnungszeiten", "text=开放", "state=held")
    }
    assert list(found.values()) == [1, 1, 0, 1, 1, 0]
    assert browser.get("/queue?state=nonsense").status_code == 422


def test_a_rejected_translation_leaves_the_queue_for_its_own_list(browser: Browser) -> None:
    browser.submit("/translations/2/reject", reason="Falscher Verein")
    assert not see(browser, "/queue").select("table.queue tbody tr")
    assert len(see(browser, "/queue?state=rejected").select("table.queue tbody tr")) == 1


def test_the_filters_stay_while_one_walks_through_states_and_pages(browser: Browser) -> None:
    page = see(browser, "/queue?changed=true&page=1")
    assert {"changed=true" in str(link["href"]) for link in page.select(".standings a")} == {True}
    assert page.select_one("a.next")["href"] == "/next?changed=true"


def test_what_i_wrote_stays_mine_under_another_name(browser: Browser, desk: Desk) -> None:
    segment_id = str(changed_segment(see(browser, "/translations/2"))["id"]).removeprefix("s")
    browser.submit(f"/translations/2/segments/{segment_id}", text="49座城市。", revision=0, act="draft")
    browser.submit("/account", shown="李娜", language="en")
    assert len(see(browser, "/queue?mine=true").select("table.queue tbody tr")) == 1


def cells() -> list[Block]:
    return [
        Block(BlockKind.TABLE_CELL, RichText(text), group=1, row=row, column=column, header=row == 0)
        for row, line in enumerate(CELLS)
        for column, text in enumerate(line)
    ]


def test_the_proof_has_every_block_in_both_languages_and_the_label(desk: Desk) -> None:
    items = [Block(BlockKind.LIST_ITEM, RichText(text), level=1, ordered=True, group=2) for text in ("Eins.", "Zwei.")]
    quote = Block(BlockKind.QUOTE, RichText("»Wir freuen uns«, sagte er."))
    number = publish(desk.room, LAST, Block(BlockKind.HEADING, RichText("Zahlen"), level=2), *cells(), *items, quote)
    page = see(desk.browser("editor"), f"/translations/{number}/proof")
    assert page.select_one("td[lang=de] h1").text.strip() == "Öffnungszeiten"
    assert page.select_one("td[lang=de] h2").text.strip() == "Zahlen"
    assert page.select_one("td[lang=de] blockquote").text.strip() == quote.text.text
    assert [bullet.text for bullet in page.select("td[lang=de] .bullet")] == ["1.", "2."]
    assert [cell.text for cell in page.select(".cells span[lang=de]")] == [text for line in CELLS for text in line]
    assert len(page.select(".cells th")) == 2
    assert "本文由机器翻译" in page.select_one(".label").text
    assert "Öffnungszeiten" not in page.select_one("thead .running").text
    assert "machine translation" in page.select_one("thead .running").text
    assert LAST in page.select_one("td[lang=de] p").text, "markup that somebody wrote is text"


def test_findings_are_footnotes_only_where_they_are_wanted(browser: Browser, desk: Desk) -> None:
    segment_id = str(changed_segment(see(browser, "/translations/2"))["id"]).removeprefix("s")
    browser.submit(f"/translations/2/segments/{segment_id}", text="50座城市。", revision=0, act="draft")
    plain = see(browser, "/translations/2/proof")
    assert not plain.select(".notes, .findings")
    noted = see(browser, "/translations/2/proof?findings=1")
    notes = [number for mark in noted.select(".notes") for number in mark.text.split(", ")]
    assert notes == [str(number + 1) for number in range(len(noted.select(".findings li")))]
    assert "50" in noted.select_one(".findings").text


@pytest.mark.parametrize("path", ["changes", "proof"])
def test_nobody_sees_it_without_an_account(desk: Desk, path: str) -> None:
    publish(desk.room, GERMAN)
    assert desk.browser().get(f"/translations/1/{path}").status_code == 303
