"""The page of figures: what editors changed over some months, drawn, in tables, and for a spreadsheet."""

import csv
import re
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from model.article import Article, Block, BlockKind
from model.languages import Language
from model.richtext import RichText
from pipeline.approving import approve
from pipeline.translate import translate
from tests.review.conftest import Desk
from translators.splitting import segment

ROOT = Path(__file__).parents[2]
TITLE = "=Rathaus zieht um"
SENTENCES = ("Die Stadt zieht im März um, zum {n}. Mal.", "Das neue Rathaus Nummer {n} hat 21 Räume.")
"""Other ones in each release: what the memory knows is not the machine's."""


@pytest.fixture(autouse=True)
def with_terms(desk: Desk) -> None:
    """Translating needs a termbase."""
    desk.room.settings = desk.room.settings.model_copy(update={"terms": ROOT / "config" / "terms.tsv"})


def release(desk: Desk, number: int, source: str) -> dict[Language, int]:
    """Collect and translate a release; return its translations."""
    kinds = [BlockKind.TITLE] + [BlockKind.PARAGRAPH] * len(SENTENCES)
    texts = (f"{TITLE} {number}", *(sentence.format(n=number) for sentence in SENTENCES))
    blocks = tuple(Block(kind, RichText(text)) for kind, text in zip(kinds, texts, strict=True))
    article = Article(blocks, published=desk.time, url=f"https://stadt.example/{number}")
    stored = desk.room.store.releases.add(source, [str(number)], article.url, article, segment(article), desk.time)
    translate(desk.room)
    found = {language: desk.room.store.translations.get(stored.version_id, language) for language in Language}
    return {language: each.id for language, each in found.items() if each is not None}


def review(desk: Desk, translation: int, text: str | None) -> None:
    """Approve all segments of a translation: as they are, or with another text."""
    for segment_id in desk.room.store.translations.with_id(translation).targets:
        approve(desk.room, translation, segment_id, text, "Editor")


@pytest.fixture
def year(desk: Desk) -> Desk:
    """Three releases: in January the machine was wrong, in March right, and in November nobody has looked yet."""
    now = desk.time
    desk.time = now - timedelta(days=310)
    first = release(desk, 1, "stadt-jena")
    desk.wait(hours=3)
    review(desk, first[Language.ZH], "市政厅搬迁")
    review(desk, first[Language.EN], "The town hall moves.")
    desk.time = now - timedelta(days=250)
    second = release(desk, 2, "stadt-kassel")
    desk.wait(hours=1)
    review(desk, second[Language.ZH], None)
    desk.time = now - timedelta(days=2)
    release(desk, 3, "stadt-kassel")
    desk.time = now
    return desk


def page(desk: Desk, address: str = "/statistics") -> BeautifulSoup:
    answer = desk.browser("editor").get(address)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "lxml")


def words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def rows(found: BeautifulSoup, table: str) -> list[str]:
    return [words(row) for row in found.select(f"table.{table} tbody tr")]


def tiles(found: BeautifulSoup) -> dict[str, str]:
    return {words(tile.dt): " ".join(map(words, tile.select("dd"))) for tile in found.select(".tiles > div") if tile.dt}


def test_a_year_of_work_is_told_by_month_engine_and_source(year: Desk) -> None:
    found = page(year)
    assert tiles(found) == {
        "Translations approved": "3",
        "Segments approved": "9",
        "Approved unchanged": "33%",
        "Half approved within": "3 hr",
        "Waiting: English": "2 the oldest for 250 days",
        "Waiting: Chinese": "1 the oldest for 2 days",
    }
    months = rows(found, "by-month")
    assert [row[:16] for row in months] == ["Mar 2026 Chinese", "Jan 2026 Chinese", "Jan 2026 English"]
    assert months[0].startswith("Mar 2026 Chinese 1 3 100% 60 min 60 min 0.00 100.0")
    assert months[1].startswith("Jan 2026 Chinese 1 3 0% 3 hr 3 hr")
    assert [row.split(" ")[:2] for row in rows(found, "by-source")] == [
        *(["stadt-jena", "English"], ["stadt-jena", "Chinese"], ["stadt-kassel", "Chinese"])
    ]
    assert len(rows(found, "by-engine")) == 2


def test_each_plot_is_drawn_described_and_a_table_too(year: Desk) -> None:
    found = page(year)
    plots = found.select("figure.plot")
    assert len(plots) == 5
    for plot in plots:
        drawing = plot.svg
        assert drawing is not None
        assert drawing["role"] == "img"
        for name in ("aria-labelledby", "aria-describedby"):
            assert found.find(id=drawing[name]) is not None
        assert drawing.title is not None
        assert drawing.desc is not None
        assert plot.select("table tbody tr")
    approved, unchanged = plots[0], plots[1]
    assert [words(mark) for mark in approved.select("rect title")] == [
        *("Jan 2026, English: 1", "Jan 2026, Chinese: 1", "Mar 2026, Chinese: 1")
    ]
    assert [words(row) for row in approved.select("tbody tr")] == ["Jan 2026 1 1", "Feb 2026 – –", "Mar 2026 – 1"]
    chinese = [line["points"] for line in unchanged.select("figure > svg polyline.s2")]
    assert len(chinese) == 2, "February has no figure, so the line has a gap"


def test_nothing_in_the_page_breaks_the_policy(year: Desk) -> None:
    text = year.browser("editor").get("/statistics").text
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", text) == []


def test_what_is_chosen_is_what_is_counted(year: Desk) -> None:
    assert tiles(page(year, "/statistics?language=en"))["Translations approved"] == "1"
    assert tiles(page(year, "/statistics?source=stadt-kassel"))["Approved unchanged"] == "100%"
    assert tiles(page(year, "/statistics?since=2026-02&until=2026-03"))["Segments approved"] == "3"
    nothing = page(year, "/statistics?until=2025-12")
    assert "Nothing that you chose" in words(nothing)
    assert not nothing.select("svg")
    chosen = page(year, "/statistics?since=2026-03").select_one('select[name="since"] option[selected]')
    assert chosen is not None
    assert chosen.text == "Mar 2026"
    for wrong in ("2026-13", "March", "2026-3"):
        assert year.browser("editor").get(f"/statistics?since={wrong}").status_code == 422


def test_without_a_choice_the_page_shows_twelve_months(year: Desk) -> None:
    year.wait(days=60)
    assert tiles(page(year))["Segments approved"] == "3", "January is more than twelve months ago"
    assert tiles(page(year, "/statistics?since="))["Segments approved"] == "9"


def test_a_new_desk_says_that_there_is_nothing_yet(desk: Desk) -> None:
    found = page(desk)
    assert "Nothing is counted yet" in words(found)
    assert tiles(found)["Waiting"] == "0"
    assert not found.select("svg")


@pytest.mark.parametrize(
    ("language", "expected"),
    [(Language.DE, ("33 %", "3 Std.", "Jan. 2026")), (Language.ZH, ("33%", "3小时", "2026年1月"))],
)
def test_figures_are_written_as_the_reader_writes_them(
    year: Desk, language: Language, expected: tuple[str, str, str]
) -> None:
    year.person("reader", language=language)
    text = year.browser("reader").get("/statistics").text
    assert all(each in text.replace("\xa0", " ") for each in expected)


def cells(answer: bytes) -> list[dict[str, str]]:
    assert answer.startswith(b"\xef\xbb\xbf"), "spreadsheets take Chinese for something else without this mark"
    return list(csv.DictReader(StringIO(answer.decode("utf-8-sig"), newline="")))


def test_the_figures_go_into_a_spreadsheet(year: Desk) -> None:
    answer = year.browser("editor").get("/statistics.csv?language=zh-Hans")
    assert answer.headers["content-disposition"] == 'attachment; filename="statistics.csv"'
    found = cells(answer.content)
    assert [
        (each["table"], each["month"] or each["source"]) for each in found if each["table"] in {"month", "source"}
    ] == [*(("month", "2026-01"), ("month", "2026-03"), ("source", "stadt-jena"), ("source", "stadt-kassel"))]
    march = found[1]
    assert (march["unchanged_share"], march["median_hours"], march["mean_chrf"]) == ("1.0", "1.0", "100.0")


def test_every_segment_goes_into_a_spreadsheet_and_none_as_a_formula(year: Desk) -> None:
    answer = year.browser("editor").get("/statistics/segments.csv?source=stadt-jena&language=en")
    found = cells(answer.content)
    assert [each["german"] for each in found] == [f"'{TITLE} 1", *(sentence.format(n=1) for sentence in SENTENCES)]
    assert {each["approved"] for each in found} == {"The town hall moves."}
    assert {(each["hours"], each["translated_at"][:13]) for each in found} == {("3.0", "2026-01-16T13")}


def test_a_plot_without_figures_says_so(desk: Desk) -> None:
    begun = release(desk, 1, "stadt-jena")[Language.ZH]
    first = next(iter(desk.room.store.translations.with_id(begun).targets))
    approve(desk.room, begun, first, None, "Editor")
    found = page(desk)
    assert tiles(found)["Segments approved"] == "1"
    empty = [words(plot.h2) for plot in found.select("figure.plot") if plot.h2 and plot.select(".empty")]
    assert empty[:2] == ["Approved per month", "Time to approval"]


def test_only_who_is_signed_in_sees_figures(desk: Desk) -> None:
    for path in ("/statistics", "/statistics.csv", "/statistics/segments.csv"):
        assert desk.browser().get(path).status_code in {303, 401}
