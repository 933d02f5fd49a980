"""What an editor types is kept for them, checked as it goes, and touches neither the translation nor a colleague."""

from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from model.article import Article, Block, BlockKind
from model.languages import Language
from model.people import Comment, Deed
from model.richtext import RichText
from model.translation import State
from pipeline.previewing import without_plain_pictures
from pipeline.settings import Settings
from pipeline.translate import translate
from pipeline.wiring import Newsroom
from store.queue import QueueFilter
from tests.review.conftest import NOON, Browser, Desk
from translators.splitting import segment

ROOT = Path(__file__).parents[2]
FIGURE = "Vertreter von 48 Städten haben am 26. März über 2,5 Mio. Euro beraten."
RIGHT = "3月26日，48座城市的代表就250万欧元进行了磋商。"
WRONG = "3月26日，49座城市的代表就250万欧元进行了磋商。"


@pytest.fixture
def room(room: Newsroom) -> Newsroom:
    """The newsroom with a release that is translated."""
    config = room.settings.home / "config"
    config.mkdir()
    for name in ("feeds.toml", "terms.tsv"):
        (config / name).write_bytes((ROOT / "config" / name).read_bytes())
    (config / "sources.toml").write_text("")
    made = Newsroom(Settings(home=room.settings.home, store=room.settings.store, engine="fake"))
    made.now = lambda: NOON  # type: ignore[method-assign]
    blocks = (Block(BlockKind.TITLE, RichText("Städte beraten")), Block(BlockKind.PARAGRAPH, RichText(FIGURE)))
    article = Article(blocks, published=NOON - timedelta(days=1), url="https://presse.example/1")
    made.store.releases.add("musterstadt", ["1"], article.url, article, segment(article), NOON)
    translate(made)
    return made


@pytest.fixture
def number(room: Newsroom) -> int:
    """The Chinese translation."""
    [waiting] = room.store.queue.page(QueueFilter(language=Language.ZH), 9, now=NOON)
    return waiting.translation_id


@pytest.fixture
def sentence(room: Newsroom, number: int) -> int:
    """Its sentence with the figures."""
    version = room.store.releases.version(room.store.translations.with_id(number).version_id)
    return next(each.id for each in version.segments if each.source.text.text == FIGURE)


def at(number: int, sentence: int) -> str:
    return f"/translations/{number}/segments/{sentence}"


def page(browser: Browser, number: int) -> BeautifulSoup:
    return BeautifulSoup(browser.get(f"/translations/{number}").text, "lxml")


def box(browser: Browser, number: int, sentence: int) -> str:
    return page(browser, number).select_one(f"#t{sentence}").text


def test_what_is_typed_is_checked_and_repaired_before_it_is_saved(desk: Desk, number: int, sentence: int) -> None:
    browser = desk.browser("editor")
    answer = browser.submit(f"{at(number, sentence)}/typed", text=WRONG, revision=0)
    assert answer.status_code == 200
    button = BeautifulSoup(answer.text, "lxml").select_one("button.repair")
    start, end = int(button["data-start"]), int(button["data-end"])
    assert WRONG[:start] + button["data-new"] + WRONG[end:] == RIGHT


def test_a_draft_comes_back_in_another_browser_and_is_nobody_elses(desk: Desk, number: int, sentence: int) -> None:
    before = desk.room.store.translations.with_id(number)
    desk.browser("editor").submit(f"{at(number, sentence)}/typed", text=RIGHT, revision=0)
    assert box(desk.browser("editor"), number, sentence) == RIGHT
    assert box(desk.browser("operator"), number, sentence) == before.targets[sentence].text.text
    assert desk.room.store.translations.with_id(number) == before
    assert desk.room.store.history.latest(9, translation_id=number) == []


@pytest.mark.parametrize("act", ["draft", "approve"])
def test_saving_ends_a_draft(desk: Desk, number: int, sentence: int, act: str) -> None:
    browser = desk.browser("editor")
    browser.submit(f"{at(number, sentence)}/typed", text=WRONG, revision=0)
    answer = browser.submit(at(number, sentence), text=RIGHT, revision=0, act=act)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/translations/{number}#s{sentence}", "a page without scripts goes on there"
    assert box(browser, number, sentence) == RIGHT


def test_without_scripts_too_both_texts_stand_where_somebody_was_faster(desk: Desk, number: int, sentence: int) -> None:
    faster, slower = desk.browser("editor"), desk.browser("operator")
    faster.submit(at(number, sentence), text=RIGHT, revision=0, act="approve")
    answer = slower.submit(at(number, sentence), text=WRONG, revision=0, act="approve")
    page = BeautifulSoup(slower.get(answer.headers["location"]).text, "lxml")
    segment = page.select_one(f"#s{sentence}")
    assert segment is not None
    assert "Editor has edited this segment in the meantime" in segment.text
    assert segment.select_one(".shown").text.strip() == RIGHT  # type: ignore[union-attr]
    assert box(slower, number, sentence) == WRONG


def test_typing_the_old_text_again_ends_a_draft(desk: Desk, number: int, sentence: int) -> None:
    browser = desk.browser("editor")
    old = box(browser, number, sentence)
    browser.submit(f"{at(number, sentence)}/typed", text=RIGHT, revision=0)
    assert set(desk.room.store.drafts.of(number, 1)) == {sentence}
    browser.submit(f"{at(number, sentence)}/typed", text=old, revision=0)
    assert desk.room.store.drafts.of(number, 1) == {}


def test_a_draft_that_a_colleague_overtook_is_kept_and_shown_beside_theirs(
    desk: Desk, number: int, sentence: int
) -> None:
    slow, quick = desk.browser("editor"), desk.browser("operator")
    quick.submit(at(number, sentence), text=WRONG, revision=0, act="draft")
    answer = slow.submit(f"{at(number, sentence)}/typed", text=RIGHT, revision=0)
    assert answer.status_code == 409
    assert "Operator" in answer.text
    shown = page(slow, number).select_one(f"#s{sentence}")
    assert shown.select_one(".shown").text.strip() == WRONG
    assert shown.textarea.text == RIGHT
    assert "Operator" in shown.select_one("[role=alert]").text


def test_typing_in_an_approved_segment_does_not_end_its_approval(desk: Desk, number: int, sentence: int) -> None:
    browser = desk.browser("editor")
    browser.submit(at(number, sentence), text=RIGHT, revision=0, act="approve")
    browser.submit(f"{at(number, sentence)}/typed", text=WRONG, revision=1)
    assert desk.room.store.translations.with_id(number).targets[sentence].state is State.REVIEWED
    assert box(browser, number, sentence) == WRONG


def test_approving_the_rest_leaves_what_one_is_typing(desk: Desk, number: int, sentence: int) -> None:
    browser = desk.browser("editor")
    for segment_id in desk.room.store.translations.with_id(number).targets:
        browser.submit(at(number, segment_id), text=RIGHT, revision=0, act="draft")
    browser.submit(f"{at(number, sentence)}/typed", text=f"{RIGHT}完", revision=1)
    browser.submit(f"/translations/{number}/approve", sure="yes")
    assert desk.room.store.translations.with_id(number).targets[sentence].state is State.TRANSLATED


def test_repairs_of_the_whole_article_come_for_their_places(desk: Desk, number: int, sentence: int) -> None:
    browser = desk.browser("editor")
    browser.submit(at(number, sentence), text=WRONG, revision=0, act="draft")
    answer = BeautifulSoup(browser.get(f"/translations/{number}/repairs").text, "lxml")
    place = answer.select_one(f"ul#f{sentence}")
    assert place["hx-swap-oob"] == "true"
    assert place.select_one("button.repair ins").text == "48"


def test_what_changed_of_the_machines_text_is_marked(desk: Desk, number: int, sentence: int) -> None:
    browser = desk.browser("editor")
    assert page(browser, number).select_one(f"#s{sentence} .changes") is None
    machine = box(browser, number, sentence)
    browser.submit(at(number, sentence), text=f"{machine}完", revision=0, act="draft")
    assert [each.text for each in page(browser, number).select(f"#s{sentence} .changes ins")] == ["完"]


def test_colleagues_at_the_article_see_each_other_for_a_minute(desk: Desk, number: int, sentence: int) -> None:
    one, other = desk.browser("editor"), desk.browser("operator")
    assert one.submit(f"/translations/{number}/presence", segment=sentence).text.strip() == ""
    assert "Editor" in (seen := other.submit(f"/translations/{number}/presence").text)
    assert "writing at segment 2" in seen
    assert "Operator" in one.submit(f"/translations/{number}/presence").text
    desk.wait(seconds=61)
    assert one.submit(f"/translations/{number}/presence").text.strip() == ""


def test_presence_at_what_is_not_there_is_refused(desk: Desk, number: int) -> None:
    browser = desk.browser("editor")
    assert browser.submit("/translations/999/presence").status_code == 404
    assert browser.submit(f"/translations/{number}/presence", segment=999).status_code == 200
    [seen] = desk.room.store.presence.at([number, 999], NOON)[number]
    assert seen.segment_id is None


def test_remarks_on_the_article_and_readers_reports_are_counted_and_settled(desk: Desk, number: int) -> None:
    browser = desk.browser("editor")
    browser.submit(f"/translations/{number}/remarks", text="Wer liest gegen?")
    desk.room.store.history.comment(Comment(0, number, None, NOON, "", "48, not 49 <b>cities</b>"))
    shown = page(browser, number)
    assert "2 open remarks" in shown.select_one("#progress").text
    assert "A reader" in shown.select_one("#remarks .reader").text
    assert "<b>cities</b>" in shown.select_one("#remarks .reader .said").text
    for comment in desk.room.store.history.comments(number):
        browser.submit(f"/translations/{number}/remarks/{comment.id}/settle")
    assert "open remark" not in page(browser, number).select_one("#progress").text
    deeds = [change.deed for _, change in desk.room.store.history.latest(9, translation_id=number)]
    assert deeds == [Deed.SETTLE, Deed.SETTLE, Deed.COMMENT]


def test_a_remark_is_settled_at_its_own_translation_alone(desk: Desk, number: int) -> None:
    [other] = {each.translation_id for each in desk.room.store.queue.page(QueueFilter(), 9, now=NOON)} - {number}
    comment = desk.room.store.history.comment(Comment(0, number, None, NOON, "", "x"))
    answer = desk.browser("editor").submit(f"/translations/{other}/remarks/{comment}/settle")
    assert answer.status_code == 404
    assert desk.room.store.history.comments(number)[0].settled_by == ""


@pytest.mark.parametrize("act", ["approve", "hold", "release", "reject", "waive", "remarks", "remarks/1/settle"])
def test_an_act_on_what_is_not_there_is_a_404(desk: Desk, act: str) -> None:
    fields = {"reason": "x", "until": "2026-12-01T10:00", "text": "x", "sure": "yes"}
    answer = desk.browser("editor").submit(f"/translations/999/{act}", **fields)
    assert answer.status_code == 404
    assert "no such" in answer.text


def test_pictures_that_come_unencrypted_are_links_and_keep_their_credit() -> None:
    content = (
        '<p>A</p><figure><img src="http://x.example/a.jpg" alt="Rathaus"><figcaption>Foto: X</figcaption></figure>'
        '<p><img src="https://x.example/b.jpg" alt="B"> und mehr &amp; so</p>'
    )
    shown, count = without_plain_pictures(content)
    tree = BeautifulSoup(shown, "lxml")
    assert count == 1
    assert [image["src"] for image in tree.find_all("img")] == ["https://x.example/b.jpg"]
    assert tree.select_one("figure a[href='http://x.example/a.jpg']").text == "Rathaus"
    assert tree.figcaption.text == "Foto: X"
    assert "und mehr & so" in tree.text
    assert without_plain_pictures("<p>kein Bild</p>") == ("<p>kein Bild</p>", 0)
