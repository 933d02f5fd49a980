"""The operators' pages, as an operator uses them."""

import os
import re
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from httpx import Response

from model.article import Article, Block, BlockKind
from model.failure import Failure
from model.languages import Language
from model.people import Deed
from model.richtext import RichText
from model.source import Source, SourceKind, Trouble, Visit
from pipeline.health import Condition
from pipeline.orders import Verb
from pipeline.prefect_server import FlowRun, PrefectServer, RunTable
from pipeline.recording import broken_page
from pipeline.triggering import Runs, RunState
from review.names import NAMES
from review.operating_view import gathered, named_in, sparkline
from translators.splitting import segment

from .conftest import NOON as NOW
from .conftest import Browser, Desk

ROOT = Path(__file__).parents[2]
CATALOGUE = """
[[source]]
name = "eingang"
kind = "folder"
url = "{inbox}"
publisher = "Stadt Musterstadt"

[[source]]
name = "stadt"
kind = "listing"
url = "https://stadt.example/presse"
publisher = "Stadt <b>Beispiel</b>"
include = "/presse/"
note = "vom Amt"
enabled = false
"""


class NoPrefect(PrefectServer):
    """A server that is told of in the environment and has gone."""

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1:9/api")


@pytest.fixture
def house(desk: Desk) -> Desk:
    """A desk with a drop folder, a source that is off, feeds, and no Prefect server."""
    home = desk.room.settings.home
    (home / "config").mkdir()
    (home / "inbox").mkdir()
    for name in ("feeds.toml", "terms.tsv"):
        (home / "config" / name).write_bytes((ROOT / "config" / name).read_bytes())
    (home / "config" / "sources.toml").write_text(CATALOGUE.format(inbox=home / "inbox"), encoding="utf-8")
    desk.app.state.runs = Runs(lambda: None)
    return desk


def drop(desk: Desk, title: str = "Neues Zentrum") -> None:
    path = desk.room.settings.home / "inbox" / f"{title}.md"
    path.write_text(
        f"# {title}\n\nBerlin, den 22.05.2026\n\nDie Stadt eröffnet gemeinsam mit ihren Partnern: {title} für"
        " Wasserstofftechnik. Das Vorhaben kostet 2,5 Mio. Euro.\n",
        encoding="utf-8",
    )
    os.utime(path, (0, 0))


def visited(desk: Desk, source: str, *found: int | None, **fields: object) -> None:
    """Record visits, an hour apart, the last one now."""
    for number, each in enumerate(found):
        at = desk.time - timedelta(hours=len(found) - 1 - number)
        error = {"error": "stadt.example: nein <b>", "trouble": Trouble.REFUSED} if each is None and fields else {}
        desk.room.store.visits.add(Visit(source, at, 1.5, found=each, **error), at - timedelta(days=9))  # type: ignore[arg-type]


def finished(browser: Browser, answer: Response) -> str:
    """Follow to a run and ask for its progress, as its page does, until it has ended; return all that was shown."""
    address = answer.headers["location"]
    shown = part = browser.get(address).text
    for _ in range(500):
        if "hx-trigger" not in part:
            return shown + part
        time.sleep(0.02)
        part = browser.get(address, headers={"hx-request": "true"}).text
    raise AssertionError(part)


def deeds(desk: Desk) -> list[str]:
    return [change.subject for _, change in desk.room.store.history.latest(20) if change.deed is Deed.TRIGGER]


def test_sources_are_listed_with_what_must_be_looked_at_first(house: Desk) -> None:
    house.room.store.sources.switch("stadt", True)
    visited(house, "stadt", 5, 5, None, None, failed=True)
    visited(house, "eingang", 3, 3, 3, 3, 3)
    page = house.browser("operator").get("/sources").text
    assert page.index('href="/sources/stadt"') < page.index('href="/sources/eingang"')
    assert 'class="state blocked">blocked' in page
    assert "It turns us away: stadt.example: nein &lt;b&gt;" in page
    assert "Stadt &lt;b&gt;Beispiel&lt;/b&gt;" in page
    assert "Found at the last visits: 5 5 ! !" in page
    only = house.browser("operator").get("/sources?state=ok").text
    assert ('href="/sources/eingang"' in only, 'href="/sources/stadt"' in only) == (True, False)


def test_a_source_is_switched_off_and_on(house: Desk) -> None:
    browser = house.browser("operator")
    assert browser.submit("/sources/eingang/switch", enabled="false").headers["location"] == "/sources/eingang"
    page = browser.get("/sources/eingang").text
    assert "eingang is not collected any more." in page
    assert "It is switched off." in page
    assert browser.submit("/sources/eingang/switch", enabled="true").status_code == 303
    assert house.room.store.sources.switches() == {"eingang": True}
    assert deeds(house) == ["newsbridge sources enable eingang", "newsbridge sources disable eingang"]


def test_a_source_shows_its_visits_failures_and_the_page_that_broke(house: Desk) -> None:
    visited(house, "stadt", 20, None)
    house.room.store.failures.record("collect", "https://stadt.example/presse/7", "HTTP 404 <i>", house.time)
    path = broken_page(house.room.settings, "stadt", "overview")
    path.parent.mkdir(parents=True)
    path.write_bytes("<script>alert('ü')</script>".encode())
    browser = house.browser("operator")
    page = browser.get("/sources/stadt").text
    assert "not modified" in page
    assert "HTTP 404 &lt;i&gt;" in page
    assert "vom Amt" in page
    assert "1 attempt" in page
    kept = browser.get("/sources/stadt/broken/overview")
    assert kept.headers["content-type"].startswith("text/plain")
    assert kept.headers["content-disposition"] == 'attachment; filename="stadt-overview.html"'
    assert kept.content == path.read_bytes()
    assert browser.get("/sources/stadt/broken/article").status_code == 404
    assert browser.get("/sources/stadt/broken/..%2fdesk").status_code in {404, 422}
    assert browser.get("/sources/nix").status_code == 404


def test_a_dry_run_shows_what_is_recognised_and_stores_nothing(house: Desk) -> None:
    drop(house)
    browser = house.browser("operator")
    page = finished(browser, browser.submit("/sources/eingang/try"))
    assert "Announced: 1. Read: 1. Nothing was stored." in page
    assert "Neues Zentrum" in page
    assert (house.room.store.counts()["releases"], deeds(house)) == (0, [])


def test_the_whole_newsroom_runs_from_a_button(house: Desk) -> None:
    drop(house)
    browser = house.browser("operator")
    page = finished(browser, browser.submit("/runs", verb="run"))
    assert 'class="state done">done' in page
    for words in ("Collected", "Translated", "Feeds and pages", "eingang", "zh-Hans"):
        assert words in page
    assert (house.room.settings.home / "public" / "feeds" / "zh.xml").exists()
    assert deeds(house) == ["newsbridge run"]
    listed = browser.get("/runs").text
    assert "Collect, translate, publish" in listed
    assert "this desk, for Operator" in listed


def test_a_page_that_is_open_asks_for_the_progress_alone(house: Desk) -> None:
    browser = house.browser("operator")
    address = browser.submit("/runs", verb="collect", source="eingang").headers["location"]
    browser.submit("/sources/eingang/switch", enabled="false")
    part = browser.get(address, headers={"hx-request": "true"}).text
    assert "not collected any more" in browser.get("/sources").text, "a message waits for a whole page"
    assert part.lstrip().startswith('<div id="run"')
    assert "<html" not in part


def test_the_same_form_sent_twice_is_one_run(house: Desk) -> None:
    browser = house.browser("operator")
    once = re.search(r'name="once" value="([^"]+)"', browser.get("/newsroom").text)
    assert once
    first, second = (browser.submit("/runs", verb="collect", source="", once=once[1]) for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    assert "This was started already" in finished(browser, second)
    assert deeds(house) == ["newsbridge collect"]


def test_what_does_not_exist_is_said(house: Desk) -> None:
    browser = house.browser("operator")
    for fields in ({"verb": "collect", "source": "nix"}, {"verb": "publish", "feed": "nix"}):
        answer = browser.submit("/runs", **fields)
        assert (answer.status_code, "nix" in answer.text) == (404, True)
    assert browser.submit("/runs", verb="translate", release="99").status_code == 404
    assert browser.submit("/runs", verb="format").status_code == 422
    assert browser.get("/runs/nix").status_code == 404
    assert browser.get("/runs/prefect/nix").status_code == 404
    assert deeds(house) == []


def test_an_article_is_translated_again_and_the_editors_words_stay(house: Desk) -> None:
    article = Article(
        (Block(BlockKind.TITLE, RichText("Ein Titel")), Block(BlockKind.PARAGRAPH, RichText("Ein Satz."))),
        published=house.time,
    )
    release = house.room.store.releases.add("eingang", ["a"], "https://x.example/a", article, segment(article), NOW)
    browser = house.browser("operator")
    finished(browser, browser.submit("/runs", verb="translate", language="zh-Hans", release=""))
    translation = house.room.store.translations.get(release.version_id, Language.ZH)
    assert translation
    house.room.store.translations.edit(translation.id, max(translation.targets), RichText("编者"), "Li", house.time)
    assert "Translate again" in browser.get(f"/translations/{translation.id}").text
    assert "Translate again" not in house.browser("editor").get(f"/translations/{translation.id}").text

    page = finished(browser, browser.submit("/runs", verb="translate", language="zh-Hans", release=release.id))

    assert 'class="state done"' in page
    again = house.room.store.translations.get(release.version_id, Language.ZH)
    assert again
    assert str(again.targets[max(again.targets)].text.text) == "编者"
    assert deeds(house)[0] == f"newsbridge translate --language zh-Hans --release {release.id} --again"


def test_a_feed_is_put_back_held_and_let_go_on(house: Desk) -> None:
    browser = house.browser("operator")
    feed = house.room.settings.output_path / "zh.xml"
    drop(house)
    finished(browser, browser.submit("/runs", verb="run"))
    first = feed.read_bytes()
    drop(house, "Zweites Zentrum")
    finished(browser, browser.submit("/runs", verb="run"))
    assert feed.read_bytes() != first

    assert browser.submit("/newsroom/feeds/zh/rollback", version="1").status_code == 303
    assert feed.read_bytes() != first, "nobody has said »sure«"
    assert browser.submit("/newsroom/feeds/zh/rollback", version="1", sure="yes").status_code == 303
    assert feed.read_bytes() == first
    page = browser.get("/newsroom").text
    assert "zh is at version 1 again" in page
    assert "held at version 1" in page
    assert browser.submit("/newsroom/feeds/zh/release").status_code == 303
    assert "held at version" not in browser.get("/newsroom").text
    finished(browser, browser.submit("/runs", verb="publish", feed="zh"))
    assert feed.read_bytes() != first
    assert browser.submit("/newsroom/feeds/zh/rollback", version="77", sure="yes").status_code == 404
    assert browser.submit("/newsroom/feeds/nix/release").status_code == 404
    assert deeds(house)[1:3] == ["newsbridge feeds release zh", "newsbridge feeds rollback zh --to 1"]


def test_failures_are_listed_with_their_source(house: Desk) -> None:
    store = house.room.store
    store.failures.record("collect", "https://stadt.example/presse/7", "HTTP 500 <i>", house.time)
    store.failures.record("publish", "zh", "disk full", house.time)
    page = house.browser("operator").get("/failures").text
    assert "HTTP 500 &lt;i&gt;" in page
    assert 'href="/sources/stadt"' in page
    assert "disk full" in page


def test_a_prefect_that_has_gone_is_said_and_replaced(house: Desk) -> None:
    house.app.state.runs = Runs(NoPrefect)
    browser = house.browser("operator")
    assert "does not answer" in browser.get("/runs").text
    assert "what you start runs here" in browser.get("/newsroom").text
    page = finished(browser, browser.submit("/runs", verb="collect"))
    assert "It runs here instead." in page


def test_runs_at_prefect_are_shown_in_our_words(house: Desk) -> None:
    run = FlowRun("7", "otter", "collect", "FAILED", "Failed: HTTP 403", NOW, NOW, 61.0, {}, "https://p.example/7")
    rows = [{"source": "stadt", "found": 3, "note": ""}, {"failed": "stadt", "reason": "HTTP 403 <b>"}]

    class Server(NoPrefect):
        def runs(self, now: datetime, limit: int) -> list[FlowRun]:
            return [run]

        def run(self, run_id: str) -> FlowRun:
            return run

        def tables(self, run_id: str) -> list[RunTable]:
            return [RunTable("stadt", rows)]

    house.app.state.runs = Runs(Server)
    browser = house.browser("operator")
    listed = browser.get("/runs").text
    assert 'href="/runs/prefect/7">Collect' in listed
    assert "1 min 1 s" in listed
    page = browser.get("/runs/prefect/7").text
    assert 'class="state failed">failed' in page
    assert "HTTP 403 &lt;b&gt;" in page
    assert 'href="https://p.example/7"' in page


def test_tables_of_a_run_are_joined() -> None:
    left = [
        RunTable("a", [{"source": "a", "found": 1, "note": ""}]),
        RunTable("b", [{"source": "b", "found": 2, "note": ""}, {"failed": "b", "reason": "HTTP 404"}]),
        RunTable("zh", [{"feed": "zh", "entries": 2}]),
    ]
    tables, problems = gathered(left)
    assert [table.title for table in tables] == ["Collected", "Feeds and pages"]
    assert tables[0].rows == [{"source": "a", "found": 1}, {"source": "b", "found": 2}]
    assert [problem.reason for problem in problems] == ["HTTP 404"]


def test_a_line_of_visits_shows_figures_and_failures() -> None:
    latest_first = [
        Visit("a", NOW, 1, error="nein"),
        Visit("a", NOW, 1, found=None),
        Visit("a", NOW, 1, found=5, failed=2),
        Visit("a", NOW, 1, found=10),
    ]
    line = sparkline(latest_first)
    assert line.figures == "10 5 - !"
    assert [bar.kind for bar in line.bars] == ["good", "part", "same", "bad"]
    assert [bar.height for bar in line.bars] == [24, 12, 3, 24]
    assert all(bar.x >= 0 and bar.x + bar.width <= line.width for bar in line.bars)
    assert sparkline([]).bars == []


@pytest.mark.parametrize(
    ("subject", "source"),
    [
        ("stadt", "stadt"),
        ("stadt/Ein Titel (zh-Hans)", "stadt"),
        ("https://stadt.example/rat/9", "rat"),
        ("https://stadt.example/presse/9", "stadt"),
        ("https://anders.example/9", ""),
        ("zh", ""),
    ],
)
def test_a_failure_is_told_its_source(subject: str, source: str) -> None:
    catalogue = [
        Source("stadt", SourceKind.LISTING, "https://stadt.example/presse"),
        Source("rat", SourceKind.LISTING, "https://stadt.example/rat"),
    ]
    assert named_in(Failure("collect", subject, "nein", NOW, NOW, 1), catalogue) == source


def test_everything_is_named() -> None:
    assert {*Condition, *Verb, *RunState} <= set(NAMES)
