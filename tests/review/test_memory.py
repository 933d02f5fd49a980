"""An editor looks after the memory in the browser."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from httpx import Response

from model.article import Article, Block, BlockKind
from model.languages import Language
from model.people import Deed
from model.richtext import Mark, MarkKind, RichText
from model.terms import TranslationUnit
from store.pairs import PairFilter
from tests.review.conftest import NOON, Browser, Desk
from translators.splitting import segment

ZH = Language.ZH
LINKED = RichText("佛山开会。", (Mark(0, 2, MarkKind.LINK, "https://foshan.example/"),))
PAIR = '<tuv xml:lang="de"><seg>{german}</seg></tuv><tuv xml:lang="zh-CN"><seg>{chinese}</seg></tuv>'
TMX = f"""<tmx version="1.4"><header srclang="de"/><body>
<tu changedate="20261001T000000Z">{PAIR.format(german="Neu ist das.", chinese="这是新的。")}</tu>
<tu changedate="20200101T000000Z">{PAIR.format(german="Der Beirat tagt.", chinese="旧。")}</tu>
<tu><tuv xml:lang="fr"><seg>Bonjour</seg></tuv></tu>
</body></tmx>"""
BOMB = '<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + TMX.replace("Neu ist das.", "&b;")


@dataclass
class Work:
    """A memory of three pairs, and an editor's browser."""

    desk: Desk
    browser: Browser

    def page(self, path: str) -> BeautifulSoup:
        answer = self.browser.get(path)
        assert answer.status_code == 200, answer.text
        return BeautifulSoup(answer.text, "lxml")

    def number(self, words: str) -> int:
        [pair] = self.desk.room.store.pairs.page(PairFilter(words=words), 2)
        return pair.id

    def send(self, path: str, page: str, **fields: str) -> Response:
        """Send a form of a page with what the page says of its pair."""
        return self.browser.submit(path, seen=self.page(page).select_one("[name=seen]")["value"], **fields)

    def upload(self, content: bytes, name: str = "agency.tmx") -> Response:
        files = {"file": (name, content)}
        return self.browser.post("/memory/import", data={"csrf": self.browser.csrf()}, files=files)


@pytest.fixture
def work(desk: Desk, tmp_path: Path) -> Work:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "terms.tsv").write_text("de\ten\tzh\tkind\nBeirat\tboard\t顾问委员会\tterm\n", "utf-8")
    units = [
        TranslationUnit("Der Beirat tagt.", ZH, RichText("议会开会。"), "Li Na", NOON),
        TranslationUnit("Foshan tagt.", ZH, LINKED, "Petra", NOON - timedelta(days=1)),
        TranslationUnit("Der Beirat tagt.", Language.EN, RichText("The board meets."), "Li Na", NOON),
    ]
    desk.room.store.memory.add_all(units)
    return Work(desk, desk.browser("editor"))


def sources(page: BeautifulSoup) -> list[str]:
    return [each.text for each in page.select(".pairs a.opens")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 3),
        ("text=tagt", 3),
        ("text=tagt&language=en", 1),
        ("text=%E8%AE%AE%E4%BC%9A", 1),
        ("text=Der+Beirat+tagt.&mode=exact", 2),
        ("text=Beirat&mode=exact", 0),
        ("text=Der+Beirat+tagte.&mode=alike", 2),
        ("text=Ganz+anderes&mode=alike", 0),
        ("by=Petra", 1),
        ("page=2", 0),
    ],
)
def test_pairs_are_searched(work: Work, query: str, found: int) -> None:
    assert len(sources(work.page(f"/memory?{query}"))) == found


def test_a_pair_says_who_approved_it_and_what_the_checks_say_today(work: Work) -> None:
    page = work.page(f"/memory/{work.number('议会')}")
    assert "Li Na" in page.select_one(".meta bdi").text
    assert "顾问委员会" in page.select_one(".doubts").text


def test_a_pair_is_corrected_with_its_link(work: Work) -> None:
    number = work.number("佛山")
    answer = work.send(f"/memory/{number}", f"/memory/{number}", text="佛山市正在开会。")
    assert answer.headers["location"] == f"/memory/{number}"
    [unit] = work.desk.room.store.memory.exact(["Foshan tagt."], ZH)
    assert (unit.target.text, unit.reviewer, unit.reviewed_at) == ("佛山市正在开会。", "Editor", NOON)
    assert [mark.href for mark in unit.target.marks] == ["https://foshan.example/"]
    ((_, change),) = work.desk.room.store.history.latest(9)
    assert (change.deed, change.subject, change.before) == (Deed.CHANGE_PAIR, "Foshan tagt.", "佛山开会。")


def test_two_editors_of_one_pair_see_each_other(work: Work) -> None:
    number = work.number("议会")
    seen = str(work.page(f"/memory/{number}").select_one("[name=seen]")["value"])
    work.send(f"/memory/{number}", f"/memory/{number}", text="顾问委员会开会。")
    answer = work.browser.submit(f"/memory/{number}", text="委员会开会。", seen=seen)
    assert (answer.status_code, "顾问委员会开会。" in answer.text, "委员会开会。" in answer.text) == (409, True, True)
    assert work.browser.submit(f"/memory/{number}/delete", seen=seen, sure="yes").status_code == 409
    assert work.number("顾问委员会开会") == number


def test_an_empty_translation_is_no_correction(work: Work) -> None:
    number = work.number("议会")
    answer = work.send(f"/memory/{number}", f"/memory/{number}", text="  ")
    assert "delete the pair instead" in answer.text
    assert work.number("议会") == number


def test_a_pair_is_deleted_only_once_somebody_has_said_so_twice(work: Work) -> None:
    number = work.number("佛山")
    work.send(f"/memory/{number}/delete", f"/memory/{number}")
    assert work.number("佛山") == number
    work.send(f"/memory/{number}/delete", f"/memory/{number}", sure="yes")
    assert work.browser.get(f"/memory/{number}").status_code == 404
    ((_, change),) = work.desk.room.store.history.latest(9)
    assert (change.deed, change.before) == (Deed.DELETE_PAIR, "佛山开会。")


def test_a_file_is_looked_at_first_and_then_brought_in(work: Work) -> None:
    page = BeautifulSoup(work.upload(TMX.encode(), "../x/agency.tmx").text, "lxml")
    counts = [each.text.split()[0] for each in page.select(".counts li")]
    assert counts == ["1", "0", "1", "1"]
    assert "line 4" in page.text
    assert work.desk.room.store.memory.counts()[ZH] == 2
    token = str(page.select_one("[name=token]")["value"])
    assert work.browser.submit("/memory/import/bring", token=token, name="agency.tmx").status_code == 303
    assert work.desk.room.store.memory.counts()[ZH] == 3
    ((_, change),) = work.desk.room.store.history.latest(9)
    assert (change.deed, change.subject, change.after) == (Deed.IMPORT_PAIRS, "agency.tmx", "1 / 2")
    assert work.browser.submit("/memory/import/bring", token=token).status_code == 410


def test_a_second_upload_takes_the_place_of_the_first(work: Work) -> None:
    first = BeautifulSoup(work.upload(TMX.encode()).text, "lxml").select_one("[name=token]")["value"]
    work.upload(TMX.encode())
    assert work.browser.submit("/memory/import/bring", token=first).status_code == 410
    assert len(list((work.desk.room.settings.home / "var" / "uploads").iterdir())) == 1


@pytest.mark.parametrize("content", [b"", b"<html/>", b"PK\x03\x04", b"de\tzh\n"])
def test_what_is_no_tmx_is_refused_by_its_name(work: Work, content: bytes) -> None:
    answer = work.upload(content, "theirs.tmx")
    problem = BeautifulSoup(answer.text, "lxml").select_one("p.warning").text
    assert (answer.status_code, problem.startswith("theirs.tmx: not a TMX file")) == (400, True)
    assert str(work.desk.room.settings.home) not in answer.text


def test_entities_do_no_harm(work: Work) -> None:
    page = BeautifulSoup(work.upload(BOMB.encode()).text, "lxml")
    token = str(page.select_one("[name=token]")["value"]) if page.select_one("[name=token]") else ""
    work.browser.submit("/memory/import/bring", token=token)
    assert work.desk.room.store.pairs.page(PairFilter(words="aaaa"), 1) == []


def test_what_is_taken_along_holds_one_language_and_can_be_brought_back(work: Work) -> None:
    answer = work.browser.get("/memory/export.tmx?language=zh-Hans")
    assert 'filename="memory-zh.tmx"' in answer.headers["content-disposition"]
    assert ("议会开会。" in answer.text, "The board" in answer.text) == (True, False)
    page = BeautifulSoup(work.upload(answer.content).text, "lxml")
    assert [each.text.split()[0] for each in page.select(".counts li")] == ["0", "0", "2", "0"]


@pytest.mark.parametrize("path", ["/memory", "/memory/1", "/memory/import", "/memory/export.tmx?language=en"])
def test_only_people_of_the_desk_see_the_memory(work: Work, path: str) -> None:
    assert work.desk.browser().get(path).headers["location"].startswith("/login")
    assert work.browser.get(path).status_code == 200


def test_a_pair_leads_to_the_newest_article_with_its_sentence(work: Work) -> None:
    store = work.desk.room.store
    numbers = []
    for name in ("Erste Meldung", "Zweite Meldung"):
        blocks = (Block(BlockKind.TITLE, RichText(name)), Block(BlockKind.PARAGRAPH, RichText("Foshan tagt.")))
        article = Article(blocks, published=NOON, url=f"https://x.example/{name}")
        release = store.releases.add("musterstadt", [name], article.url, article, segment(article), NOON)
        numbers.append(store.translations.start(release.version_id, ZH, NOON).id)
    link = work.page("/memory?text=Foshan").select_one(".pairs .meta a")
    assert (link.text, str(link["href"]).split("#")[0]) == ("Zweite Meldung", f"/translations/{numbers[1]}")
    assert work.page("/memory?text=Beirat").select(".pairs .meta a") == []
