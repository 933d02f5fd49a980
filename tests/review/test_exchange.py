"""XLIFF at the desk: an article taken along, a file brought back, what was left shown with both texts."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest
from bs4 import BeautifulSoup

from model.article import Article, Block, BlockKind
from model.languages import Language
from model.richtext import RichText
from model.translation import State
from pipeline.approving import approve
from pipeline.translate import translate
from tests.review.conftest import Browser, Desk
from translators.splitting import segment

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TITLE = "Rathaus schließt"
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def browser(desk: Desk) -> Browser:
    """An editor's browser, at a desk with one article of two sentences in two languages."""
    config = desk.room.settings.home / "config"
    config.mkdir()
    for name in ("feeds.toml", "terms.tsv"):
        shutil.copy(ROOT / "config" / name, config)
    (config / "sources.toml").write_text("")
    blocks = (Block(BlockKind.TITLE, RichText(TITLE)), Block(BlockKind.PARAGRAPH, RichText("Am Montag ist zu.")))
    article = Article(blocks, published=NOON, url="https://presse.example/1")
    desk.room.store.releases.add("musterstadt", ["1"], article.url, article, segment(article), NOON)
    translate(desk.room)
    return desk.browser("editor")


def chinese(desk: Desk) -> int:
    [release] = desk.room.store.releases.search()
    found = desk.room.store.translations.get(release.version_id, Language.ZH)
    assert found
    return found.id


def taken(browser: Browser, desk: Desk) -> str:
    answer = browser.get(f"/translations/{chinese(desk)}/xliff")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/xliff+xml"
    assert answer.headers["content-disposition"] == 'attachment; filename="musterstadt-1.zh.xlf"'
    return answer.text


def changed(content: str, *words: str, state: str = "final") -> str:
    """Write `words` into the targets, one after the other, as a translation program does."""
    place = 0
    for each in words:
        place = content.index("<segment", place)
        start = content.index("<target>", place) + len("<target>")
        end = content.index("</target>", start)
        before = content[place:start].replace('state="translated"', f'state="{state}"')
        content = content[:place] + before + each + content[end:]
        place += len(before)
    return content


def bring(browser: Browser, *contents: str | bytes, **ticks: str) -> BeautifulSoup:
    files = [("files", (f"{number}.xlf", content)) for number, content in enumerate(contents)]
    answer = browser.post("/xliff", data={"csrf": browser.csrf(), **ticks}, files=files)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "lxml")


def test_an_article_goes_out_and_comes_back_approved_into_the_feed(browser: Browser, desk: Desk) -> None:
    page = browser.get(f"/translations/{chinese(desk)}").text
    assert f'href="/translations/{chinese(desk)}/xliff"' in page
    told = bring(browser, changed(taken(browser, desk), "市政厅关闭", "周一关闭。"), approve="true")
    assert "0 drafts, 2 approved, 0 unchanged, 0 conflicts, 0 not taken" in told.text
    translation = desk.room.store.translations.with_id(chinese(desk))
    assert translation.state is State.FINAL
    assert {target.edited_by for target in translation.targets.values()} == {"Editor"}
    feed = feedparser.parse((desk.room.settings.output_path / "zh.xml").read_bytes())
    assert [entry.title for entry in feed.entries] == ["市政厅关闭"]


def test_without_a_tick_it_is_drafts_and_a_look_changes_nothing(browser: Browser, desk: Desk) -> None:
    content = changed(taken(browser, desk), "市政厅关闭")
    before = desk.room.store.translations.with_id(chinese(desk))
    looked = bring(browser, content, dry_run="true")
    assert "Nothing was changed" in looked.text
    assert "1 drafts" in looked.text
    assert desk.room.store.translations.with_id(chinese(desk)) == before
    assert "1 drafts" in bring(browser, content).text
    assert desk.room.store.translations.with_id(chinese(desk)).state is State.TRANSLATED


def test_what_was_left_is_shown_with_both_texts_and_as_text(browser: Browser, desk: Desk) -> None:
    content = changed(taken(browser, desk), EVIL.replace("<", "&lt;"))
    first = min(desk.room.store.translations.with_id(chinese(desk)).targets)
    approve(desk.room, chinese(desk), first, "别的译文", "Petra", State.TRANSLATED)
    page = bring(browser, content, b"<xliff version='1.2'/>", b"PK")
    row = page.select_one("table tbody tr")
    assert row is not None
    cells = [cell.get_text(" ", strip=True) for cell in row.select("td")]
    assert cells[0].isdigit()
    assert cells[1].startswith("Petra has edited this segment since the export")
    assert cells[2:] == [TITLE, EVIL, "别的译文"]
    assert row.a is not None
    assert row.a["href"] == f"/translations/{chinese(desk)}#s{first}"
    wrong = [each.text for each in page.select(".wrong")]
    assert len(wrong) == 2
    assert "1.xlf: this is XLIFF 1.2" in wrong[0]
    assert "2.xlf: not an XLIFF file" in wrong[1]
    assert EVIL not in str(page)


def test_reasons_are_said_in_the_language_of_the_editor(desk: Desk, browser: Browser) -> None:
    desk.person("petra", language=Language.DE)
    petra = desk.browser("petra")
    content = taken(petra, desk).replace(f"<source>{TITLE}", "<source>Anderes")
    page = bring(petra, content)
    assert "das Deutsche ist nicht, was ausgegeben wurde" in page.text
    assert "Nicht übernommen" in page.text


def test_all_that_waits_in_a_language_goes_out_as_one_file(browser: Browser, desk: Desk) -> None:
    page = BeautifulSoup(browser.get("/xliff").text, "lxml")
    assert [option["value"] for option in page.select("select[name=language] option")] == ["en", "zh-Hans"]
    answer = browser.get("/xliff/export?language=zh-Hans&source=musterstadt")
    assert answer.headers["content-disposition"] == 'attachment; filename="newsbridge.zh.xlf"'
    assert answer.text.count("<file ") == 1
    for query in ("language=fr", "language=zh-Hans&source=nobody"):
        empty = browser.get(f"/xliff/export?{query}")
        assert (empty.status_code, empty.headers["location"]) == (303, "/xliff")
    assert "There is nothing to take along." in browser.get("/xliff").text


def test_only_people_of_the_desk_come_near(browser: Browser, desk: Desk) -> None:
    stranger = desk.browser()
    for path in ("/xliff", "/xliff/export?language=en", f"/translations/{chinese(desk)}/xliff"):
        assert stranger.get(path).headers["location"].startswith("/login")
    content = changed(taken(browser, desk), "市政厅关闭")
    before = desk.room.store.translations.with_id(chinese(desk))
    assert browser.post("/xliff", files={"files": ("a.xlf", content)}).status_code == 403, "without the token"
    assert (
        stranger.post("/xliff", data={"csrf": stranger.csrf()}, files={"files": ("a.xlf", content)}).status_code == 303
    )
    assert desk.room.store.translations.with_id(chinese(desk)) == before
    assert browser.get("/translations/999/xliff").status_code == 404


def test_a_large_file_is_taken_from_people_of_the_desk_alone(browser: Browser, desk: Desk) -> None:
    large = b" " * 3_000_000
    assert "not an XLIFF file" in bring(browser, large).text
    answer = desk.browser().post("/xliff", data={"csrf": "x"}, files={"files": ("a.xlf", large)})
    assert answer.status_code == 413
    assert "2 MB" in answer.text
