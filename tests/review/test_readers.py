"""Reports of readers: from the link in a feed to an open remark at the desk, and what does not get through."""

import html
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from httpx import Response
from sqlalchemy import text as sql

from model.article import Article, Block, BlockKind
from model.errors import BadConfiguration
from model.languages import Language
from model.people import Comment
from model.richtext import RichText
from pipeline import readers
from pipeline.approving import approve
from pipeline.publish import publish
from pipeline.reader_links import report_token
from pipeline.reviewing import FOR_GOOD, hold
from pipeline.rollback import roll_back
from pipeline.settings import Settings
from pipeline.translate import translate
from review.access import OWN_TOKENS
from tests.review.conftest import Browser, Desk
from translators.splitting import segment

ROOT = Path(__file__).parents[2]
TITLE = "Rathaus zieht um"
SENTENCES = ("Die Stadt zieht im März um.", "Das neue Rathaus hat 21 Räume.")
TOP = 'authority = "isa-portal.de"\nsince = "2026"\n'
FEED = """[[feed]]
name = "{name}"
language = "{language}"
title = "t"
description = "d"
site = "https://a.example/"
gate = "{gate}"
"""
LINK = "https://desk.example/report/{token}"
Newsroom = Callable[..., "Paper"]


class Paper:
    """One release in the feeds, and what its readers do."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.room = desk, desk.room
        self.collect(*SENTENCES)

    def collect(self, *sentences: str) -> None:
        kinds = [BlockKind.TITLE] + [BlockKind.PARAGRAPH] * len(sentences)
        blocks = tuple(Block(kind, RichText(said)) for kind, said in zip(kinds, (TITLE, *sentences), strict=True))
        article = Article(blocks, published=self.desk.time, url="https://stadt.example/1")
        known = self.room.store.releases.find("stadt", ["1"])
        if known is None:
            self.room.store.releases.add("stadt", ["1"], article.url, article, segment(article), self.desk.time)
        else:
            self.room.store.releases.add_version(known, article.url, article, segment(article), self.desk.time)
        translate(self.room)

    def publish(self) -> None:
        assert [report.problems for report in publish(self.room)] == [[]] * len(self.room.profiles)

    def bytes(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.room.settings.output_path.iterdir()}

    def link(self, feed: str = "zh") -> str:
        """Return the way to the page, as the feed says it."""
        (item,) = json.loads(self.bytes()[f"{feed}.json"])["items"]
        address: str = item["_newsbridge"]["report_url"]
        assert address in html.unescape(item["content_html"])
        return address.removeprefix("https://desk.example")

    def comments(self, language: Language = Language.ZH) -> list[Comment]:
        release = self.room.store.releases.find("stadt", ["1"])
        assert release is not None
        found = self.room.store.translations.get(release.version_id, language)
        assert found is not None
        return list(self.room.store.history.comments(found.id))


@pytest.fixture
def newsroom(desk: Desk) -> Newsroom:
    def make(*feeds: tuple[str, str, str], report_url: str = LINK) -> Paper:
        config = desk.room.settings.home / "config"
        config.mkdir()
        rows = [FEED.format(name=name, language=language, gate=gate) for name, language, gate in feeds]
        (config / "feeds.toml").write_text(TOP + "".join(rows), encoding="utf-8")
        (config / "sources.toml").write_text("", encoding="utf-8")
        wanted = {"terms": ROOT / "config" / "terms.tsv", "report_url": report_url}
        desk.room.settings = desk.room.settings.model_copy(update=wanted)
        paper = Paper(desk)
        paper.publish()
        return paper

    return make


@pytest.fixture
def paper(newsroom: Newsroom) -> Paper:
    return newsroom(("zh", "zh", "machine"), ("de", "de", "machine"))


def opened(browser: Browser, link: str) -> str:
    found = re.search(r'name="opened" value="([^"]+)"', browser.get(link).text)
    assert found
    return found[1]


def send(paper: Paper, browser: Browser, link: str, **fields: object) -> Response:
    """Fill in the form as somebody would, who takes ten seconds."""
    given = {"opened": opened(browser, link), "text": "Da stimmt etwas nicht.", **fields}
    paper.desk.wait(seconds=10)
    return browser.post(link, data=given)


def passages(browser: Browser, link: str) -> dict[str, str]:
    found = re.findall(r'name="passage" value="(\d+)"[^>]*><span>([^<]+)</span>', browser.get(link).text)
    return {html.unescape(words): number for number, words in found}


def test_a_report_becomes_a_remark_that_an_editor_settles(paper: Paper) -> None:
    reader, link = paper.desk.browser(), paper.link()
    page = reader.get(link)
    assert page.status_code == 200
    assert '<html lang="zh-CN">' in page.text
    assert "本文由机器翻译，未经人工审校" in page.text
    assert 'href="https://stadt.example/1"' in page.text
    number = list(passages(reader, link).values())[2]
    done = send(
        paper, reader, link, passage=number, text=" 应为22个房间。\r\n不是21个。\r\n", better="新市政厅有22个房间。"
    )
    assert (done.status_code, done.headers["location"]) == (303, f"{link}?lang=zh&sent=1")
    assert "感谢您的反馈" in reader.get(done.headers["location"]).text
    (comment,) = paper.comments()
    assert (comment.by, comment.segment_id, comment.text) == (
        "",
        int(number),
        "应为22个房间。\n不是21个。\n→ 新市政厅有22个房间。",
    )
    editor = paper.desk.browser("editor")
    assert "应为22个房间" in editor.get(f"/translations/{comment.translation_id}").text
    assert f"/translations/{comment.translation_id}" in editor.get("/queue?language=zh-Hans&reports=on").text
    assert "A reader" in editor.get(f"/translations/{comment.translation_id}/history").text
    settle = f"/translations/{comment.translation_id}/remarks/{comment.id}/settle"
    assert editor.submit(settle).status_code == 303
    assert paper.comments()[0].settled_by == "Editor"


def test_nothing_about_the_reader_is_kept(paper: Paper) -> None:
    reader, link = paper.desk.browser(address="203.0.113.77"), paper.link()
    answers = [reader.get(link), send(paper, reader, link), reader.get(f"{link}?sent=1"), reader.get(f"{link}x")]
    assert [answer.headers.get("set-cookie") for answer in answers] == [None] * 4
    assert ["<script" in answer.text for answer in answers] == [False] * 4
    with paper.room.store._database.reading() as session:
        kept = [row[0] for row in session.execute(sql("select subject from attempt"))]
    assert len(kept) == 1
    assert "203.0.113.77" not in kept[0]


def test_feeds_are_the_same_in_every_run_and_say_nothing_where_nobody_listens(newsroom: Newsroom) -> None:
    paper = newsroom(("zh", "zh", "machine"), report_url="")
    assert b"report" not in paper.bytes()["zh.xml"].replace(b"xmlns:nb", b"")
    assert not (paper.room.settings.home / "var" / "desk.secret").exists()
    paper.room.settings.report_url = LINK
    del paper.room.profiles
    paper.publish()
    first = paper.bytes()
    assert b"https://desk.example/report/zh.1." in first["zh.xml"]
    paper.desk.wait(days=1)
    del paper.room.desk_secret
    paper.publish()
    assert paper.bytes() == first


def test_a_link_outlives_versions(paper: Paper) -> None:
    link = paper.link()
    paper.desk.wait(days=300)
    paper.collect("Die Stadt zieht im April um.", SENTENCES[1])
    paper.publish()
    assert paper.link() == link
    assert send(paper, paper.desk.browser(), link).status_code == 303
    assert len(paper.comments()) == 1


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("", "哪里有误？"),
        ("de", "Was ist falsch?"),
        ("en", "What is wrong?"),
        ("zh", "哪里有误？"),
        ("fr", "哪里有误？"),
    ],
)
def test_the_page_speaks_the_language_of_the_feed_unless_the_reader_chooses(
    paper: Paper, lang: str, words: str
) -> None:
    assert words in paper.desk.browser().get(f"{paper.link()}?lang={lang}").text


def test_what_is_wrong_with_the_german_is_told_too(paper: Paper) -> None:
    reader, link = paper.desk.browser(), paper.link("de")
    assert "Was ist falsch?" in reader.get(link).text
    number = passages(reader, link)[SENTENCES[1]]
    assert send(paper, reader, link, passage=number, text="Es sind 22.").status_code == 303
    (comment,) = paper.comments(Language.EN)
    assert (comment.segment_id, comment.text) == (int(number), "[de] Es sind 22.")


def test_a_headline_shows_no_more_than_the_headline(newsroom: Newsroom) -> None:
    paper = newsroom(("kurz", "zh", "headline"), ("voll", "zh", "machine"))
    reader = paper.desk.browser()
    assert len(passages(reader, paper.link("kurz"))) == 1
    assert len(passages(reader, paper.link("voll"))) == 3


def test_while_a_change_waits_readers_report_on_what_they_see(newsroom: Newsroom) -> None:
    """The report goes to the version that editors have before them: on its sentence, or with the old one quoted."""
    paper = newsroom(("zh", "zh", "reviewed"))
    (waiting,) = [each.translation_id for each in paper.room.store.queue.page(_zh(), 10, now=paper.desk.time)]
    for number, segment_id in enumerate(paper.room.store.translations.with_id(waiting).targets):
        approve(paper.room, waiting, segment_id, f"第{number}句。", "Editor")
    paper.publish()
    paper.collect("Die Stadt zieht erst im April um, nicht früher.", SENTENCES[1])
    paper.publish()
    reader, link = paper.desk.browser(), paper.link()
    shown = passages(reader, link)
    assert list(shown) == ["第0句。", "第1句。", "第2句。"]
    assert send(paper, reader, link, passage=shown["第1句。"], text="错了。").status_code == 303
    assert send(paper, reader, link, passage=shown["第2句。"], text="错了。").status_code == 303
    changed, same = paper.comments()
    assert (changed.segment_id, changed.text) == (None, "»第1句。«\n错了。")
    assert (same.segment_id is not None, same.text) == (True, "错了。")


def _zh() -> object:
    from store.queue import QueueFilter

    return QueueFilter(language=Language.ZH)


def test_a_feed_that_was_rolled_back_lets_nothing_newer_out(paper: Paper) -> None:
    link = paper.link()
    paper.desk.wait(hours=1)
    paper.collect("Die Stadt zieht im April um.", SENTENCES[1])
    paper.publish()
    (zh,) = [each for each in paper.room.profiles if each.name == "zh"]
    roll_back(paper.room, zh.name)
    reader = paper.desk.browser()
    page = reader.get(link)
    assert (page.status_code, "<h2>" in page.text, passages(reader, link)) == (200, False, {})
    assert send(paper, reader, link).status_code == 303
    assert len(paper.comments()) == 1


def test_what_is_not_out_is_not_there(newsroom: Newsroom) -> None:
    paper = newsroom(("zh", "zh", "machine"), ("streng", "zh", "reviewed"))
    reader, link = paper.desk.browser(), paper.link()
    release = paper.room.store.releases.find("stadt", ["1"])
    assert release is not None
    secret = paper.room.desk_secret
    for token in [
        "x",
        "zh.1.AAAAAAAAAAAAAAAAAAAAAA",
        link.rpartition("/")[2].replace("zh.1.", "zh.2."),
        link.rpartition("/")[2].replace("zh.", "streng."),
        report_token(secret, "streng", release),
        report_token(secret, "nirgends", release),
        f"zh.{'9' * 18}.AAAAAAAAAAAAAAAAAAAAAA",
        f"zh.{'9' * 9}.AAAAAAAAAAAAAAAAAAAAAA",
    ]:
        answer = reader.get(f"/report/{token}")
        assert (answer.status_code, "no such text" in answer.text, TITLE in answer.text) == (404, True, False), token
        assert reader.post(f"/report/{token}", data={"text": "x"}).status_code == 404
    translation = paper.room.store.translations.get(release.version_id, Language.ZH)
    assert translation is not None
    hold(paper.room, translation.id, FOR_GOOD, "wrong", "Editor")
    assert reader.get(link).status_code == 404
    paper.room.store.releases.withdraw(release.id, paper.desk.time)
    gone = reader.get(link, headers={"accept-language": "de"})
    assert (gone.status_code, "zurückgezogen" in gone.text, TITLE in gone.text) == (410, True, False)
    paper.publish()
    assert b"/report/" not in paper.bytes()["zh.xml"]


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"text": " \r\n"}, 400, "Please say what is wrong."),
        ({"text": "x" * 2001}, 400, "at most 2,000 characters"),
        ({"better": "x" * 2001}, 400, "at most 2,000 characters"),
        ({"topic": "buy now"}, 400, "That was very quick."),
        ({"opened": ""}, 400, "open for too long"),
        ({"opened": "1795000000.AAAAAAAAAAAAAAAAAAAAAA"}, 400, "open for too long"),
        ({"opened": "ü.ü"}, 400, "open for too long"),
        ({"passage": "999999"}, 409, "Please choose the passage again."),
        ({"passage": "x"}, 409, "Please choose the passage again."),
        ({"passage": "٣"}, 409, "Please choose the passage again."),
    ],
)
def test_what_cannot_be_taken_comes_back_as_it_was_typed(
    paper: Paper, fields: dict[str, str], status: int, said: str
) -> None:
    reader, link = paper.desk.browser(), f"{paper.link()}?lang=en"
    typed = {"text": "<b>21 & 22</b>", "better": "22", **fields}
    answer = send(paper, reader, link, **typed)
    assert (answer.status_code, said in answer.text) == (status, True)
    assert html.escape(typed["text"], quote=False).replace("\r\n", "\r\n") in answer.text
    assert paper.comments() == []


def test_a_program_is_too_quick_and_a_page_is_not_open_for_ever(paper: Paper) -> None:
    reader, link = paper.desk.browser(), f"{paper.link()}?lang=en"
    given = {"opened": opened(reader, link), "text": "Falsch."}
    assert "That was very quick" in reader.post(link, data=given).text
    paper.desk.wait(seconds=3)
    assert reader.post(link, data=given).status_code == 303
    paper.desk.wait(hours=25)
    late = reader.post(link, data=given)
    assert (late.status_code, "open for too long" in late.text) == (400, True)


def test_a_page_is_good_for_its_own_entry_alone(paper: Paper) -> None:
    reader = paper.desk.browser()
    theirs = opened(reader, paper.link("de"))
    assert send(paper, reader, paper.link(), opened=theirs).status_code == 400


def test_the_same_again_is_kept_once_an_hour(paper: Paper) -> None:
    link = paper.link()
    for number in range(3):
        reader = paper.desk.browser(address=f"192.0.2.{number}")
        assert send(paper, reader, link, text="21  ist falsch").status_code == 303
    assert len(paper.comments()) == 1
    assert send(paper, paper.desk.browser(), link, text="Anders falsch").status_code == 303
    paper.desk.wait(hours=1)
    assert send(paper, paper.desk.browser(), link, text="21 ist falsch").status_code == 303
    assert len(paper.comments()) == 3


def test_one_network_cannot_flood_the_desk(paper: Paper) -> None:
    link = f"{paper.link()}?lang=en"
    for number in range(readers.MOST_OF_A_NETWORK):
        reader = paper.desk.browser(address=f"2001:db8::{number + 1}")
        assert send(paper, reader, link, text=f"Falsch {number}").status_code == 303
    answer = send(paper, paper.desk.browser(address="2001:db8::ffff"), link, text="Noch einer")
    assert (answer.status_code, "Noch einer" in answer.text, "in an hour" in answer.text) == (429, True, True)
    assert send(paper, paper.desk.browser(), link, text="Noch einer").status_code == 303
    assert paper.desk.browser("editor").get("/queue").status_code == 200, "signing in is counted apart"


def test_one_text_cannot_be_flooded_from_everywhere(paper: Paper) -> None:
    link = paper.link()
    for number in range(readers.MOST_OF_A_TRANSLATION):
        reader = paper.desk.browser(address=f"192.0.2.{number}")
        assert send(paper, reader, link, text=f"Falsch {number}").status_code == 303
    assert send(paper, paper.desk.browser(address="198.51.100.1"), link, text="Noch einer").status_code == 429


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a\x00b\x07\ud800".encode("utf-8", "replace").decode()])
def test_what_a_reader_writes_is_text(paper: Paper, text: str) -> None:
    assert send(paper, paper.desk.browser(), paper.link(), text=text).status_code == 303
    (comment,) = paper.comments()
    assert "\x00" not in comment.text
    page = paper.desk.browser("editor").get(f"/translations/{comment.translation_id}").text
    assert "<script>alert" not in page


def test_no_other_form_does_without_the_token_of_a_session() -> None:
    assert {"/report/{token}"} == OWN_TOKENS


@pytest.mark.parametrize("value", ["/report/{token}", "https://desk.example/{tokn}", "https://desk.example/{token"])
def test_an_address_that_leads_nowhere_is_said_at_once(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSBRIDGE_REPORT_URL", value)
    with pytest.raises(BadConfiguration, match="NEWSBRIDGE_REPORT_URL"):
        Settings()
