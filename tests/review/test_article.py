"""An editor's morning: the queue, the riskiest article, an edit, an approval, and the feed that carries it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from bs4 import BeautifulSoup
from fastapi import Request
from starlette.testclient import TestClient

from model.article import Article, Block, BlockKind
from model.languages import Language
from model.people import Deed, Duty, Person
from model.richtext import Mark, MarkKind, RichText
from model.translation import SegmentTarget, State
from pipeline.settings import Settings
from pipeline.translate import translate
from pipeline.wiring import Newsroom
from review.access import visitor
from review.app import create_app
from store.queue import QueueFilter
from translators.splitting import segment

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ZH = Language.ZH
LI_NA = Person(1, "li.na", "Li Na", Duty.EDITOR)
PETRA = Person(2, "petra", "Petra Muster", Duty.EDITOR)

TITLE = "ISA-Städte beraten über Wasserstoff"
FIGURE = "Vertreter von 48 Industriestädten haben am 26. März über 2,5 Mio. Euro beraten."
LINKED = "Mehr auf der Seite der ISA."


@dataclass
class Browser:
    """What somebody sees and does at the desk."""

    client: TestClient
    room: Newsroom
    who: Person = LI_NA
    forms: dict[str, str] = field(default_factory=dict)

    def see(self, path: str) -> BeautifulSoup:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        page = BeautifulSoup(answer.text, "lxml")
        if token := page.find("meta", attrs={"name": "csrf"}):
            self.forms["csrf"] = str(token["content"])
        return page

    def send(self, path: str, **values: object) -> BeautifulSoup:
        data = {**self.forms, **{key: str(value) for key, value in values.items()}}
        answer = self.client.post(path, data=data, headers={"HX-Request": "true"} if "/segments/" in path else {})
        assert answer.status_code == 200, answer.text
        return BeautifulSoup(answer.text, "lxml")

    def translation(self, number: int = 1) -> int:
        waiting = self.see("/queue").select("table.queue tbody a")
        return int(re.sub(r"\D", "", str(waiting[number - 1]["href"])))

    def segment(self, translation: int, german: str) -> str:
        page = self.see(f"/translations/{translation}")
        found = next(each for each in page.select(".segment") if german in each.select_one(".german").text)
        return str(found["id"]).removeprefix("s")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    config = tmp_path / "config"
    config.mkdir()
    (config / "feeds.toml").write_bytes((ROOT / "config" / "feeds.toml").read_bytes())
    (config / "sources.toml").write_text("")
    settings = Settings(home=tmp_path, engine="fake", terms=ROOT / "config" / "terms.tsv")
    with Newsroom(settings) as newsroom:
        newsroom.now = lambda: NOON  # type: ignore[method-assign]
        yield newsroom


@pytest.fixture
def collect(room: Newsroom) -> Callable[..., None]:
    def add(title: str, *texts: str | RichText) -> None:
        rich = [RichText(text) if isinstance(text, str) else text for text in texts]
        blocks = [Block(BlockKind.TITLE, RichText(title)), *(Block(BlockKind.PARAGRAPH, text) for text in rich)]
        article = Article(tuple(blocks), published=NOON - timedelta(days=1), url=f"https://presse.example/{title}")
        room.store.releases.add("musterstadt", [title], article.url, article, segment(article), NOON)

    return add


@pytest.fixture
def browser(room: Newsroom, collect: Callable[..., None]) -> Iterator[Browser]:
    mark = Mark(LINKED.index("Seite"), LINKED.index("."), MarkKind.LINK, "https://isa.example/")
    collect(TITLE, FIGURE, RichText(LINKED, (mark,)))
    collect("Kleine Meldung", "Das Rathaus bleibt geschlossen.")
    translate(room)
    app = create_app(room, b"0" * 32)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        made = Browser(client, room)

        def signed_in(request: Request) -> Person:
            request.state.person = made.who
            return made.who

        app.dependency_overrides[visitor] = signed_in
        yield made


def chinese(browser: Browser, title: str = TITLE) -> int:
    for waiting in browser.room.store.queue.page(_filter(), 10, now=NOON):
        if waiting.german == title:
            return waiting.translation_id
    raise AssertionError(title)


def _filter() -> QueueFilter:
    return QueueFilter(language=ZH)


def target(browser: Browser, translation: int, segment_id: str) -> SegmentTarget:
    return browser.room.store.translations.with_id(translation).targets[int(segment_id)]


def test_the_queue_shows_the_riskiest_first_with_what_waits(browser: Browser) -> None:
    rows = browser.see("/queue").select("table.queue tbody tr")
    assert len(rows) == 4
    risks = [float(row.meter["value"]) for row in rows]
    assert risks == sorted(risks, reverse=True)
    assert {"ISA-Städte beraten über Wasserstoff", "Kleine Meldung"} == {row.a.text for row in rows}


@pytest.mark.parametrize(
    ("query", "count"),
    [("language=zh-Hans", 2), ("text=kleine", 2), ("source=nobody", 0), ("mine=true", 0), ("state=reviewed", 0)],
)
def test_the_queue_is_filtered(browser: Browser, query: str, count: int) -> None:
    assert len(browser.see(f"/queue?{query}").select("table.queue tbody tr")) == count


def test_next_leads_to_the_riskiest_that_is_not_this_one(browser: Browser) -> None:
    first = browser.translation()
    answer = browser.client.get(f"/next?after={first}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/translations/{browser.translation(2)}"


def test_the_article_shows_german_and_target_with_doubts_and_terms(browser: Browser) -> None:
    page = browser.see(f"/translations/{chinese(browser)}")
    sections = page.select(".segment")
    assert TITLE in sections[0].select_one(".german").text
    assert FIGURE in sections[1].select_one(".german").text
    assert sections[0].select(".terms li"), "the ISA is in the termbase"
    assert all(section.textarea.text.strip() for section in sections)


def test_an_edit_is_kept_checked_and_remembered_and_the_machines_text_stays(browser: Browser) -> None:
    number = chinese(browser)
    segment_id = browser.segment(number, FIGURE)
    machine = target(browser, number, segment_id).machine
    words = "3月26日，48座工业城市的代表就250万欧元进行了磋商。"
    answer = browser.send(f"/translations/{number}/segments/{segment_id}", text=words, revision=0, act="approve")
    assert "done" in answer.select_one(".segment")["class"]
    assert "1 of 3" in answer.select_one("#progress").text
    kept = target(browser, number, segment_id)
    assert (kept.text.text, kept.machine, kept.state, kept.edited_by) == (words, machine, State.REVIEWED, "Li Na")
    assert [unit.target.text for unit in browser.room.store.memory.exact([FIGURE], ZH)] == [words]


def test_a_contact_line_that_a_rule_keeps_blocks_nothing_when_it_is_approved(
    browser: Browser, collect: Callable[..., None]
) -> None:
    collect("Kurz gemeldet", "www.musterstadt.example")
    translate(browser.room)
    number = chinese(browser, "Kurz gemeldet")
    segment_id = browser.segment(number, "musterstadt.example")
    text = target(browser, number, segment_id).text.text
    browser.send(f"/translations/{number}/segments/{segment_id}", text=text, revision=0, act="approve")
    assert target(browser, number, segment_id).findings == ()


def test_a_wrong_number_that_an_editor_types_is_found_at_once(browser: Browser) -> None:
    number = chinese(browser)
    segment_id = browser.segment(number, FIGURE)
    answer = browser.send(
        f"/translations/{number}/segments/{segment_id}",
        text="3月26日，49座工业城市的代表就250万欧元进行了磋商。",
        revision=0,
        act="draft",
    )
    assert "49" in answer.select_one(".doubts").text
    assert [mark.text for mark in answer.select(".shown mark")] == ["49"]


def test_a_link_stays_on_its_words_while_these_are_edited(browser: Browser) -> None:
    number = chinese(browser)
    segment_id = browser.segment(number, LINKED)
    browser.send(f"/translations/{number}/segments/{segment_id}", text="更多信息请见ISA网站。", revision=0, act="draft")
    kept = target(browser, number, segment_id).text
    assert [mark.href for mark in kept.marks] == ["https://isa.example/"]


def test_the_last_approval_publishes_and_the_feed_carries_the_editors_words(browser: Browser) -> None:
    number = chinese(browser)
    segment_id = browser.segment(number, TITLE)
    browser.send(f"/translations/{number}/segments/{segment_id}", text="联盟城市共商氢能", revision=0, act="approve")
    for german in (FIGURE, LINKED):
        other = browser.segment(number, german)
        text = target(browser, number, other).text.text
        browser.send(f"/translations/{number}/segments/{other}", text=text, revision=0, act="approve")
    feed = feedparser.parse(str(browser.room.settings.output_path / "zh.xml"))
    titles = {entry.title: entry for entry in feed.entries}
    assert "联盟城市共商氢能" in titles
    assert "经人工审校" in titles["联盟城市共商氢能"].summary
    assert len(browser.see("/queue?state=reviewed").select("table.queue tbody tr")) == 1


def test_of_two_editors_the_second_sees_both_texts_and_loses_none(browser: Browser) -> None:
    number = chinese(browser)
    segment_id = browser.segment(number, FIGURE)
    at = f"/translations/{number}/segments/{segment_id}"
    browser.send(at, text="李娜的译文48，3月26日，250万欧元。", revision=0, act="draft")
    browser.who = PETRA
    answer = browser.send(at, text="佩特拉的译文", revision=0, act="approve")
    assert "Li Na" in answer.select_one("[role=alert]").text
    assert "李娜的译文" in answer.select_one(".shown").text
    assert answer.textarea.text == "佩特拉的译文"
    revision = answer.find("input", attrs={"name": "revision"})["value"]
    browser.send(at, text="两人的译文", revision=revision, act="draft")
    assert target(browser, number, segment_id).text.text == "两人的译文"


def test_the_rest_is_approved_only_when_asked_twice_and_only_without_warnings(browser: Browser) -> None:
    number = chinese(browser)
    browser.see(f"/translations/{number}")
    browser.send(f"/translations/{number}/approve")
    assert browser.room.store.translations.with_id(number).state is State.TRANSLATED
    browser.send(f"/translations/{number}/approve", sure="yes")
    states = browser.room.store.translations.with_id(number).targets.values()
    assert all((each.state is State.REVIEWED) is not each.doubtful for each in states)


def test_a_hold_a_rejection_and_their_end_reach_the_feed_and_the_history(browser: Browser) -> None:
    number = chinese(browser)
    browser.see(f"/translations/{number}")
    browser.send(f"/translations/{number}/hold", until="2026-11-23T10:00", reason="Sperrfrist")
    assert "Sperrfrist" in browser.see(f"/translations/{number}").select_one(".warning").text
    feed = browser.room.settings.output_path / "zh.xml"
    assert len(feedparser.parse(str(feed)).entries) == 1
    browser.send(f"/translations/{number}/release")
    assert len(feedparser.parse(str(feed)).entries) == 2
    browser.send(f"/translations/{number}/reject", reason="Falscher Verein")
    assert len(feedparser.parse(str(feed)).entries) == 1
    deeds = [change.deed for _, change in browser.room.store.history.latest(9, translation_id=number)]
    assert deeds == [Deed.REJECT, Deed.RELEASE, Deed.HOLD]
    assert "Falscher Verein" in browser.see(f"/translations/{number}/history").select_one(".history").text


def test_a_remark_is_shown_at_its_segment_and_settled(browser: Browser) -> None:
    number = chinese(browser)
    segment_id = browser.segment(number, FIGURE)
    answer = browser.send(f"/translations/{number}/segments/{segment_id}/remarks", text="<b>48</b> oder 49?")
    assert "<b>48</b> oder 49?" in answer.select_one(".remarks").text
    (comment,) = browser.room.store.history.comments(number)
    browser.send(f"/translations/{number}/remarks/{comment.id}/settle")
    assert browser.room.store.history.comments(number)[0].settled_by == "Li Na"


def test_the_memory_and_other_readings_are_offered(browser: Browser) -> None:
    number = chinese(browser)
    segment_id = browser.segment(number, FIGURE)
    browser.send(f"/translations/{number}/segments/{segment_id}", text="记忆48，26，250万", revision=0, act="approve")
    page = browser.see(f"/translations/{number}/segments/{segment_id}/help")
    assert page.select_one(".offers button").text == "记忆48，26，250万"
    assert page.select_one(".readings button")


def test_the_preview_is_what_a_subscriber_will_see(browser: Browser) -> None:
    page = browser.see(f"/translations/{chinese(browser)}/preview")
    assert "本文由机器翻译，未经人工审校" in page.select_one(".preview").text
    assert page.select_one('.preview a[href="https://isa.example/"]')


def test_what_somebody_wrote_never_becomes_markup(browser: Browser, collect: Callable[..., None]) -> None:
    nasty = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    collect(nasty, f"{nasty} ist der Titel.")
    translate(browser.room)
    number = chinese(browser, nasty)
    segment_id = browser.segment(number, "ist der Titel")
    browser.send(f"/translations/{number}/segments/{segment_id}", text=f"</textarea>{nasty}", revision=0, act="draft")
    browser.send(f"/translations/{number}/segments/{segment_id}/remarks", text=nasty)
    for path in (
        "/queue",
        f"/translations/{number}",
        f"/translations/{number}/preview",
        f"/translations/{number}/history",
    ):
        page = browser.see(path)
        assert all(str(script.get("src", "")).startswith("/static/") for script in page.find_all("script")), path
        assert not page.select("[onerror]"), path


@pytest.mark.parametrize(
    "path", ["/translations/999", "/translations/999/preview", "/translations/999/segments/1/help"]
)
def test_what_is_not_there_is_said(browser: Browser, path: str) -> None:
    answer = browser.client.get(path)
    assert answer.status_code == 404
    assert "no such" in answer.text


def test_an_empty_approval_is_refused_in_words(browser: Browser) -> None:
    number = chinese(browser)
    segment_id = browser.segment(number, FIGURE)
    data = {**browser.forms, "text": "  ", "revision": "0", "act": "approve"}
    answer = browser.client.post(f"/translations/{number}/segments/{segment_id}", data=data)
    assert answer.status_code == 400
    assert "empty text cannot be approved" in answer.text
