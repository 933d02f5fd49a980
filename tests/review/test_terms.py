"""An editor keeps the termbase in the browser, and puts right what was called wrongly before."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from model.article import Article, Block, BlockKind
from model.languages import Language
from model.people import Deed
from model.richtext import Mark, MarkKind, RichText
from model.translation import Origin, OriginKind, SegmentTarget, State
from pipeline.wiring import Newsroom
from review.headers import LARGEST_BODY, LARGEST_UPLOAD
from store.queue import QueueFilter
from tests.review.conftest import NOON, Browser, Desk
from translators.splitting import segment

ZH = Language.ZH
ROOT = Path(__file__).parents[2]
FILE = (
    "# ours\nde\ten\tzh\tzh_also\tzh_forbidden\tkind\nKöln\tCologne\t科隆\t\t\tplace\n"
    "Beirat\tadvisory board\t顾问委员会\t\t议会\tterm\nIndustriebeirat\tindustry board\t工业理事会\t\t\tterm\n"
)


@dataclass
class Work:
    """A termbase, three translated articles, and an editor's browser."""

    desk: Desk
    browser: Browser

    @property
    def room(self) -> Newsroom:
        return self.desk.room

    @property
    def file(self) -> str:
        return self.room.settings.terms_path.read_text(encoding="utf-8")

    def page(self, path: str) -> BeautifulSoup:
        answer = self.browser.get(path)
        assert answer.status_code == 200, answer.text
        return BeautifulSoup(answer.text, "lxml")

    def form(self, path: str, form: str = "form.termform") -> dict[str, str]:
        """Return what a form of a page would send."""
        fields = self.page(path).select_one(form).select("input, textarea")
        chosen = self.page(path).select_one(form).select("option[selected]")
        given = {str(each["name"]): str(each.get("value", each.text)) for each in fields if each.get("name")}
        return given | {str(each.parent["name"]): each.text for each in chosen}

    def article(self, german: str, chinese: str | RichText, state: State = State.TRANSLATED) -> int:
        """Put a translated article of one sentence into the store and return its translation."""
        article = Article((Block(BlockKind.PARAGRAPH, RichText(german)),), published=NOON, url="https://x.example/")
        release = self.room.store.releases.add("musterstadt", [german], article.url, article, segment(article), NOON)
        translation = self.room.store.translations.start(release.version_id, ZH, NOON)
        version = self.room.store.releases.version(release.version_id)
        text = chinese if isinstance(chinese, RichText) else RichText(chinese)
        origin = Origin(OriginKind.MACHINE, "fake")
        targets = {each.id: SegmentTarget(text, origin, State.TRANSLATED) for each in version.segments}
        self.room.store.translations.save(translation.id, targets, NOON)
        self.room.store.translations.finish(translation.id, State.TRANSLATED, NOON)
        if state is not State.TRANSLATED:
            for each in version.segments:
                self.room.store.translations.edit(translation.id, each.id, text, "Petra", NOON, state)
        return translation.id

    def text(self, translation: int) -> RichText:
        [target] = self.target(translation)
        return target.text

    def target(self, translation: int) -> list[SegmentTarget]:
        return list(self.room.store.translations.with_id(translation).targets.values())


@pytest.fixture
def work(desk: Desk, tmp_path: Path) -> Work:
    config = tmp_path / "config"
    config.mkdir()
    (config / "terms.tsv").write_text(FILE, encoding="utf-8")
    (config / "feeds.toml").write_bytes((ROOT / "config" / "feeds.toml").read_bytes())
    (config / "sources.toml").write_text("")
    return Work(desk, desk.browser("editor"))


def listed(page: BeautifulSoup) -> list[str]:
    return [each.text for each in page.select("table.list a.opens")]


def said(page: BeautifulSoup) -> str:
    return page.select_one("#told").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Köln", "Beirat", "Industriebeirat"]),
        ("text=die+Beir%C3%A4te", ["Beirat"]),
        ("text=%E5%B7%A5%E4%B8%9A", ["Industriebeirat"]),
        ("kind=place", ["Köln"]),
        ("doubtful=true", []),
    ],
)
def test_terms_are_searched(work: Work, query: str, found: list[str]) -> None:
    assert listed(work.page(f"/terms?{query}")) == found


def test_a_term_is_added_and_found_from_then_on(work: Work) -> None:
    given = work.form("/terms/new?de=Bonn") | {"en": "Bonn", "zh": "波恩", "kind": "place"}
    answer = work.browser.submit("/terms/save", **given)
    assert answer.headers["location"] == "/terms?text=Bonn"
    page = work.page("/terms?text=Bonn")
    assert (listed(page), "»Bonn« is kept" in said(page)) == (["Bonn"], True)
    assert (
        work.file
        == FILE.replace("kind\n", "kind\tbasis\n").replace("place\n", "place\t\n").replace("term\n", "term\t\n")
        + "Bonn\tBonn\t波恩\t\t\tplace\tusual\n"
    )


def test_what_is_wrong_stands_beside_its_field_with_what_was_typed(work: Work) -> None:
    given = work.form("/terms/new") | {"de": "Köln", "en": "", "zh": "波恩", "note": '"><b>x'}
    answer = work.browser.submit("/terms/save", **given)
    page = BeautifulSoup(answer.text, "lxml")
    assert answer.status_code == 400
    assert "stands in line 3 already" in page.select_one("#de-said").text
    assert "missing" in page.select_one("#en-said").text
    assert [page.select_one(f"#{name}")["value"] for name in ("de", "zh", "note")] == ["Köln", "波恩", '"><b>x']
    assert page.select_one("#en")["aria-describedby"] == "en-said"
    assert work.file == FILE


def test_two_editors_of_one_line_see_each_other(work: Work) -> None:
    given = work.form("/terms/edit?term=Beirat") | {"zh": "咨询委员会"}
    work.room.settings.terms_path.write_text(FILE.replace("顾问委员会", "参事会"), encoding="utf-8")
    answer = work.browser.submit("/terms/save", **given)
    page = BeautifulSoup(answer.text, "lxml")
    assert (answer.status_code, "参事会" in page.select_one(".warning").text) == (400, True)
    assert page.select_one("#zh")["value"] == "咨询委员会"
    again = given | {"seen": page.select_one("input[name=seen]")["value"]}
    assert work.browser.submit("/terms/save", **again).status_code == 303
    assert work.file == FILE.replace("顾问委员会", "咨询委员会")


def test_a_term_is_deleted_only_once_somebody_has_said_so_twice(work: Work) -> None:
    given = work.form("/terms/edit?term=Beirat", "details.delete form")
    work.browser.submit("/terms/delete", **(given | {"sure": ""}))
    assert work.file == FILE
    assert work.browser.submit("/terms/delete", **given).headers["location"] == "/terms"
    assert "\nBeirat" not in work.file
    assert [change.deed for _, change in work.room.store.history.latest(9)] == [Deed.DELETE_TERM]
    assert work.browser.get("/terms/edit?term=Beirat").status_code == 404


def test_a_new_term_shows_where_else_it_occurs_and_is_put_right(work: Work) -> None:
    mark = Mark(0, 4, MarkKind.LINK, "https://isa.example/")
    open_ = work.article("Der Stadtrat hat die Elektrolyseure bestellt.", RichText("电解设备已订购。", (mark,)))
    done = work.article("Mit Elektrolyseuren aus Essen.", "来自埃森的电解设备。", State.REVIEWED)
    right = work.article("Ein Elektrolyseur.", "一个电解槽。")
    other = work.article("Die Elektrolyse ist teuer.", "电解设备很贵。")
    form = work.form(f"/translations/{open_}/term?german=Elektrolyseure&target=%E7%94%B5%E8%A7%A3%E8%AE%BE%E5%A4%87")
    assert (form["de"], form["zh"], form["en"]) == ("Elektrolyseure", "电解设备", "-")
    given = form | {"de": "Elektrolyseur", "zh": "电解槽", "zh_forbidden": "电解设备"}
    page = BeautifulSoup(work.browser.submit(f"/translations/{open_}/term", **given).text, "lxml")
    boxes = {int(str(box["value"]).split("-")[0]): box.has_attr("checked") for box in page.select("[name=segment]")}
    assert boxes == {open_: True, done: False}
    assert [finding.check for finding in work.target(open_)[0].findings] == ["terms", "terms"]
    assert "terms" not in [
        finding.check for finding in (*work.target(right)[0].findings, *work.target(other)[0].findings)
    ]
    keys = [str(box["value"]) for box in page.select("[name=segment]")]
    fields = {each: page.select_one(f"[name={each}]")["value"] for each in ("term", "language", "back")}
    answer = work.browser.submit("/terms/occurrences", segment=keys[:1], **fields)
    first = int(keys[0].split("-")[0])
    assert answer.headers["location"] == f"/translations/{open_}"
    assert "电解槽" in work.text(first).text
    second = int(keys[1].split("-")[0])
    assert "电解设备" in work.text(second).text, "was not ticked"
    work.browser.submit("/terms/occurrences", segment=keys[1:], **fields)
    assert work.text(open_) == RichText("电解槽已订购。", (Mark(0, 3, MarkKind.LINK, "https://isa.example/"),))
    [target] = work.target(done)
    assert (target.text.text, target.state, target.edited_by) == ("来自埃森的电解槽。", State.REVIEWED, "Editor")
    assert "terms" not in [finding.check for finding in target.findings]
    changes = [(change.deed, change.by) for _, change in work.room.store.history.latest(9, translation_id=done)]
    assert changes[0] == (Deed.APPROVE, "Editor")
    waiting = work.room.store.queue.page(QueueFilter(check="terms"), 9, now=NOON)
    assert waiting == []


def test_a_changed_form_is_put_right_where_the_old_one_stands(work: Work) -> None:
    number = work.article("Der Beirat tagt.", "顾问委员会开会。")
    given = work.form("/terms/edit?term=Beirat") | {"zh": "咨询委员会"}
    answer = work.browser.submit("/terms/save", **given)
    where = answer.headers["location"]
    assert where.startswith("/terms/occurrences?term=Beirat&language=zh-Hans&instead=")
    page = work.page(where)
    assert page.select_one(".occurrences del").text == "顾问委员会"
    [key] = [str(box["value"]) for box in page.select("[name=segment]")]
    work.browser.submit("/terms/occurrences", term="Beirat", language="zh-Hans", instead="顾问委员会", segment=key)
    assert work.text(number).text == "咨询委员会开会。"


def test_a_segment_that_somebody_edited_meanwhile_is_left_to_them(work: Work) -> None:
    number = work.article("Der Beirat tagt.", "议会开会。")
    page = work.page("/terms/occurrences?term=Beirat&language=zh-Hans")
    [key] = [str(box["value"]) for box in page.select("[name=segment]")]
    segment_id = int(key.split("-")[1])
    work.room.store.translations.edit(number, segment_id, RichText("议会在开会。"), "Petra", NOON, State.TRANSLATED)
    work.browser.submit("/terms/occurrences", term="Beirat", language="zh-Hans", segment=key)
    assert work.text(number).text == "议会在开会。"
    assert "somebody has edited them" in said(work.page("/terms"))


def test_a_longer_term_is_not_the_shorter_one_and_an_unknown_wrong_form_gets_a_link(work: Work) -> None:
    work.article("Der Industriebeirat tagt.", "工业议会开会。")
    number = work.article("Der Klimabeirat tagt.", "气候小组开会。")
    page = work.page("/terms/occurrences?term=Beirat&language=zh-Hans")
    assert page.select("[name=segment]") == []
    links = [str(each["href"]) for each in page.select(".occurrences a")]
    assert [re.sub(r"#.*", "", link) for link in links] == [f"/translations/{number}"]


@pytest.mark.parametrize("segment_key", ["", "1", "1-2", "a-b-c", "1-2-3-4", "9" * 30 + "-1-1", "-1-2-3"])
def test_a_spoilt_choice_is_refused_and_one_of_nothing_does_nothing(work: Work, segment_key: str) -> None:
    fields = {"term": "Beirat", "language": "zh-Hans", "segment": segment_key}
    assert work.browser.submit("/terms/occurrences", **fields).status_code == 422


def test_a_file_is_looked_at_first_and_then_brought_in(work: Work) -> None:
    theirs = "de\ten\tzh\tkind\nKöln\tCologne\t科恩\tplace\nBonn\tBonn\t波恩\tplace\n"
    page = upload(work, "/terms/import", theirs.encode(), "../../etc/<b>terms.tsv")
    assert "1 term is new" in page.select_one(".counts").text
    assert "科恩" in page.select_one("table").text
    assert work.file == FILE
    token = str(page.select_one("[name=token]")["value"])
    for wrong in ("../" + token, token[:-1] + "g", "0" * 32):
        assert work.browser.submit("/terms/import/bring", token=wrong).status_code == 410
    foreign = work.desk.browser("operator")
    assert foreign.submit("/terms/import/bring", token=token).status_code == 410
    assert work.browser.submit("/terms/import/bring", token=token, replace="true").status_code == 303
    assert work.file == FILE.replace("科隆", "科恩") + "Bonn\tBonn\t波恩\t\t\tplace\n"
    deeds = {(change.deed, change.subject) for _, change in work.room.store.history.latest(9)}
    assert deeds == {(Deed.ADD_TERM, "Bonn"), (Deed.CHANGE_TERM, "Köln")}
    assert work.browser.submit("/terms/import/bring", token=token).status_code == 410


BOMB = (
    '<!DOCTYPE tbx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    '<tbx type="TBX-Basic"><text><body><conceptEntry><langSec xml:lang="de"><termSec><term>&b;</term>'
    "</termSec></langSec></conceptEntry></body></text></tbx>"
)
SPY = '<!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tbx><text>&a;</text></tbx>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BOMB.encode(), "entities"),
        (SPY.encode(), "entities"),
        (b"<tbx><text>", "not well-formed"),
        (b"<html></html>", "no TBX"),
        (b"", "is empty"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"de\ten\n", "lacks zh, kind"),
        (b"PK\x03\x04 a spreadsheet", "lacks"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_by_the_name_that_its_person_knows(
    work: Work, content: bytes, reason: str
) -> None:
    page = upload(work, "/terms/import", content, "theirs.tbx", status=400)
    problem = page.select_one("p.warning").text
    assert reason in problem
    assert "theirs.tbx" in problem
    assert str(work.room.settings.home) not in problem
    assert work.file == FILE


def test_what_is_taken_along_can_be_brought_back(work: Work) -> None:
    assert work.browser.get("/terms/export.tsv").content == FILE.encode()
    book = work.browser.get("/terms/export.tbx")
    assert 'filename="terms.tbx"' in book.headers["content-disposition"]
    assert "There is nothing to bring in." in upload(work, "/terms/import", book.content, "ours.tbx").text


def test_a_file_may_be_large_only_from_somebody_who_has_signed_in(work: Work) -> None:
    large = b"#" + b"x" * (LARGEST_BODY + 1)
    stranger = work.desk.browser()
    token = stranger.csrf()
    answer = stranger.post("/terms/import", data={"csrf": token}, files={"file": ("x.tsv", large)})
    assert answer.status_code == 413
    upload(work, "/terms/import", FILE.encode() + large, "x.tsv")
    headers = {"content-length": str(LARGEST_UPLOAD + 1)}
    declared = work.browser.post(
        "/terms/import", data={"csrf": work.browser.csrf()}, files={"file": ("x.tsv", b"x")}, headers=headers
    )
    assert (declared.status_code, "64 MB" in declared.text) == (413, True)


@pytest.mark.parametrize(
    "path",
    ["", "/new", "/edit?term=Beirat", "/import", "/export.tsv", "/export.tbx", "/occurrences?term=x&language=en"],
)
def test_only_people_of_the_desk_see_the_termbase(work: Work, path: str) -> None:
    assert work.desk.browser().get(f"/terms{path}").headers["location"].startswith("/login")
    assert work.browser.get(f"/terms{path}").status_code == 200


def test_a_spoilt_termbase_is_said_and_the_article_opens_all_the_same(work: Work) -> None:
    number = work.article("Der Beirat tagt.", "议会开会。")
    work.page(f"/translations/{number}")
    work.room.settings.terms_path.write_text("de\tnonsense\n", encoding="utf-8")
    answer = work.browser.get("/terms")
    assert (answer.status_code, "names no column of ours" in answer.text or "lacks" in answer.text) == (500, True)
    assert work.page(f"/translations/{number}").select(".terms li")


def upload(work: Work, path: str, content: bytes, name: str, status: int = 200) -> BeautifulSoup:
    answer = work.browser.post(path, data={"csrf": work.browser.csrf()}, files={"file": (name, content)})
    assert answer.status_code == status, answer.text
    return BeautifulSoup(answer.text, "lxml")
