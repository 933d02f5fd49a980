"""The RSS documents: golden files, the rules of RSS, and what must never get into one.

`WRITE_GOLDEN=1 pytest tests/feeds/test_rss.py` writes the golden files anew; read the difference before
you commit it, for it is what every subscriber will see.
"""

import locale
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import feedparser
import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from feeds.item import newest_items
from feeds.rss import build_rss as build_from_items
from model.article import BlockKind, Image
from model.errors import PublishError
from model.feed import Entry, FeedProfile
from model.languages import Language
from model.richtext import Mark, MarkKind, RichText
from model.translation import State

GOLDEN = Path(__file__).parent / "golden"
NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "nb": "https://isa-portal.de/ns/newsbridge/1.0",
}
ALL = tuple(Language)
Profile = Callable[..., FeedProfile]


def build_rss(profile: FeedProfile, entries: Sequence[Entry]) -> bytes:
    return build_from_items(profile, newest_items(profile, entries))


def items(data: bytes) -> list[Any]:
    return list(etree.fromstring(data).findall("channel/item"))


def text(element: Any, path: str) -> str:
    return str(element.findtext(path, namespaces=NAMES))


@pytest.mark.parametrize("language", ALL, ids=lambda language: language.short)
def test_the_feed_is_the_golden_one(language: Language, stories: Sequence[Any], profile: Profile) -> None:
    states = [State.TRANSLATED, State.TRANSLATED, State.FINAL]
    entries = [story.entry(language, state) for story, state in zip(stories, states, strict=True)]
    data = build_rss(profile(language), entries)
    golden = GOLDEN / f"{language.short}.xml"
    if os.environ.get("WRITE_GOLDEN"):
        golden.write_bytes(data)
    assert data.decode() == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ALL)
def test_feedparser_reads_it_without_complaint(language: Language, stories: Sequence[Any], profile: Profile) -> None:
    data = build_rss(profile(language), [story.entry(language) for story in stories])
    read = feedparser.parse(data)
    assert not read.bozo
    assert read.version == "rss20"
    assert read.feed.language == language.rss
    assert [len(entry.content) for entry in read.entries] == [1, 1, 1]
    assert all(entry.title and entry.link and entry.id.startswith("tag:") for entry in read.entries)


def test_the_same_entries_give_the_same_bytes_in_any_order(stories: Sequence[Any], profile: Profile) -> None:
    entries = [story.entry(Language.ZH) for story in stories]
    assert build_rss(profile(), entries) == build_rss(profile(), entries[::-1])


def test_two_releases_of_the_same_second_keep_their_order(story: Any, profile: Profile) -> None:
    entries = [story(key=key).title(key).paragraph("x").entry(Language.EN) for key in ("a", "b", "c")]
    assert build_rss(profile(Language.EN), entries) == build_rss(profile(Language.EN), entries[::-1])


def test_items_are_the_newest_first_and_no_more_than_the_feed_holds(stories: Sequence[Any], profile: Profile) -> None:
    data = build_rss(profile(Language.DE, size=2), [story.entry(Language.DE) for story in stories])
    assert [text(item, "title") for item in items(data)] == [
        "Kreislaufwirtschaft in Zahlen",
        "ISA-Städte beraten über Wasserstoff",
    ]


def test_the_build_date_is_the_newest_change_and_never_now(stories: Sequence[Any], profile: Profile) -> None:
    data = build_rss(profile(), [story.entry(Language.ZH) for story in stories])
    built = parsedate_to_datetime(text(etree.fromstring(data), "channel/lastBuildDate"))
    assert built == max(story.updated for story in stories)
    assert b"lastBuildDate" not in build_rss(profile(), [])


def test_an_empty_feed_is_a_valid_feed(profile: Profile) -> None:
    read = feedparser.parse(build_rss(profile(), []))
    assert not read.bozo
    assert read.feed.title == "中德工业城市联盟新闻"
    assert read.entries == []


def test_dates_are_those_of_berlin_and_do_not_touch_the_locale(
    story: Any, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the locale belongs to the whole process")

    monkeypatch.setattr(locale, "setlocale", refuse)
    winter, summer = datetime(2026, 1, 5, 23, 30, tzinfo=UTC), datetime(2026, 7, 6, 8, tzinfo=UTC)
    told = story(published=winter, updated=summer).title("a").paragraph("b")
    (item,) = items(build_rss(profile(Language.DE), [told.entry(Language.DE)]))
    assert text(item, "pubDate") == "Tue, 06 Jan 2026 00:30:00 +0100"
    assert text(item, "atom:updated") == "2026-07-06T10:00:00+02:00"


def test_an_item_that_never_changed_has_no_date_of_change(hydrogen: Any, profile: Profile) -> None:
    assert b"atom:updated" not in build_rss(profile(), [hydrogen.entry(Language.ZH)])


@pytest.mark.parametrize("language", ALL)
def test_the_feed_keeps_the_best_practices(language: Language, stories: Sequence[Any], profile: Profile) -> None:
    """Rules of the RSS Advisory Board's Best Practices Profile that a program can check."""
    root = etree.fromstring(build_rss(profile(language), [story.entry(language) for story in stories]))
    channel = root.find("channel")
    (own,) = channel.findall("atom:link", NAMES)
    assert dict(own.attrib) == {
        "href": f"https://feeds.example/{language.short}.xml",
        "rel": "self",
        "type": "application/rss+xml",
    }
    single = ["title", "link", "description", "language", "lastBuildDate", "docs", "generator", "ttl"]
    assert [len(channel.findall(name)) for name in single] == [1] * len(single)
    for item in channel.findall("item"):
        names = [child.tag for child in item]
        assert names.index("description") < names.index("{http://purl.org/rss/1.0/modules/content/}encoded")
        assert len(names) - names.count("category") == len({name for name in names if name != "category"})
        assert item.find("guid").get("isPermaLink") == "false"
        assert text(item, "link").startswith("https://")
        assert "<" not in text(item, "title") + text(item, "description")
        for enclosure in item.findall("enclosure"):
            assert enclosure.get("length").isdigit()
            assert enclosure.get("type").startswith("image/")


def test_a_translation_names_its_state_its_engine_and_its_original(hydrogen: Any, profile: Profile) -> None:
    (item,) = items(build_rss(profile(), [hydrogen.entry(Language.ZH)]))
    translation = item.find("nb:translation", NAMES)
    assert dict(translation.attrib) == {
        "responsible": "machine",
        "state": "translated",
        "sourceLanguage": "de",
        "engine": "argos de-zh 0.1",
        "uncertain": "2",
    }
    original = translation.find("nb:original", NAMES)
    assert original.text == "ISA-Städte beraten über Wasserstoff"
    assert original.get("href") == "https://presse.example/2026/wasserstoff.html"
    assert original.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    assert text(item, "dc:source") == original.get("href")


def test_a_reviewed_translation_says_so_in_text_and_metadata(hydrogen: Any, profile: Profile) -> None:
    (item,) = items(build_rss(profile(), [hydrogen.entry(Language.ZH, State.REVIEWED)]))
    translation = item.find("nb:translation", NAMES)
    assert translation.get("responsible") == "editor"
    assert translation.get("uncertain") == "0"
    assert text(item, "description").endswith("（本文由机器翻译，经人工审校）")
    assert "本文由机器翻译，经人工审校。" in text(item, "content:encoded")


def test_the_german_original_carries_no_label(hydrogen: Any, profile: Profile) -> None:
    data = build_rss(profile(Language.DE), [hydrogen.entry(Language.DE)])
    assert b"nb:translation" not in data
    assert b"nb:original" not in data


def test_a_release_without_address_links_the_site(from_file: Any, profile: Profile) -> None:
    (item,) = items(build_rss(profile(), [from_file.entry(Language.ZH)]))
    assert text(item, "link") == "https://www.example/"
    assert item.find("dc:source", NAMES) is None
    assert "Neue Mitgliedsstadt" in text(item, "content:encoded")


def test_a_withdrawn_release_becomes_a_notice_under_the_same_guid(hydrogen: Any, profile: Profile) -> None:
    withdrawn = replace(hydrogen, withdrawn=hydrogen.published + timedelta(days=3))
    before, after = hydrogen.entry(Language.ZH), withdrawn.entry(Language.ZH)
    (item,) = items(build_rss(profile(), [after]))
    assert text(item, "guid") == before.publication.guid
    assert text(item, "title") == "【撤稿】中德工业城市联盟成员城市共商氢能发展"
    assert text(item, "description") == "发布方已于2026年3月29日撤回本新闻稿。"
    assert "氢能发展进行了磋商" not in text(item, "content:encoded")
    assert text(item, "atom:updated") == text(item, "nb:withdrawn") == "2026-03-29T10:30:00+02:00"


def test_every_language_can_say_that_a_release_is_withdrawn(hydrogen: Any, profile: Profile) -> None:
    told = replace(hydrogen, withdrawn=hydrogen.published)
    said = [text(items(build_rss(profile(tag), [told.entry(tag)]))[0], "description") for tag in ALL]
    assert said == [
        "Der Herausgeber hat diese Pressemitteilung am 26. März 2026 zurückgezogen.",
        "The publisher withdrew this press release on 26 March 2026.",
        "发布方已于2026年3月26日撤回本新闻稿。",
    ]


def test_the_first_picture_with_a_known_type_is_the_enclosure(story: Any, profile: Profile) -> None:
    told = story().title("t")
    for url in ("https://a.example/image?id=1", "/relative.png", "https://a.example/Foto ä.PNG?w=9", "https://a/b.jpg"):
        told.tell(BlockKind.FIGURE, "caption", image=Image(url))
    (item,) = items(build_rss(profile(Language.DE), [told.entry(Language.DE)]))
    assert dict(item.find("enclosure").attrib) == {
        "url": "https://a.example/Foto%20%C3%A4.PNG?w=9",
        "length": "0",
        "type": "image/png",
    }


def test_a_category_stands_once_and_on_one_line(story: Any, profile: Profile) -> None:
    told = story(categories=("Wirtschaft", "Kunst &\nKultur", "Wirtschaft", " ")).title("t").paragraph("p")
    (item,) = items(build_rss(profile(Language.DE), [told.entry(Language.DE)]))
    assert [category.text for category in item.findall("category")] == ["Wirtschaft", "Kunst & Kultur"]


def test_an_entry_of_another_language_is_refused(hydrogen: Any, profile: Profile) -> None:
    with pytest.raises(PublishError, match=r"zh: the entry tag:\S+/en is in en, the feed in zh-Hans"):
        build_rss(profile(), [hydrogen.entry(Language.EN)])


def test_a_feed_without_any_address_is_refused(profile: Profile) -> None:
    with pytest.raises(PublishError, match="give the feed a `site`"):
        build_rss(profile(site="", url=""), [])


def test_a_feed_without_an_address_of_its_own_has_no_link_to_itself(profile: Profile) -> None:
    assert b"rel=" not in build_rss(profile(url=""), [])


NASTY = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "]]></content:encoded><item>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\x00\x08\x1f\ufffe\ud800 rest",
    '"><svg/onload=alert(1)>',
]


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_no_text_becomes_markup(nasty: str, story: Any, profile: Profile) -> None:
    told = story(publisher=nasty, categories=(nasty,), engine=nasty).title(nasty)
    told.paragraph(nasty).tell(BlockKind.FIGURE, nasty, image=Image("https://a.example/b.png", nasty, nasty))
    (item,) = items(build_rss(profile(), [told.entry(Language.ZH)]))
    fragment = etree.HTML(text(item, "content:encoded"))
    assert {element.tag for element in fragment.iter()} <= {
        *("html", "body", "div", "p", "small", "a", "figure", "img", "figcaption")
    }
    assert not [name for element in fragment.iter() for name in element.attrib if name.startswith("on")]
    assert "alert" not in nasty or "alert(1)" in "".join(fragment.itertext())


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "\x01javascript:alert(1)", "data:text/html,x", "java\nscript:x"],
)
def test_no_link_runs_a_script(href: str, story: Any, profile: Profile) -> None:
    link = RichText("click", (Mark(0, 5, MarkKind.LINK, href),))
    told = story(url=href).title("t").paragraph(link).tell(BlockKind.FIGURE, "c", image=Image(href))
    (item,) = items(build_rss(profile(), [told.entry(Language.ZH)]))
    assert "<p>click</p>" in text(item, "content:encoded")
    assert "script:" not in text(item, "content:encoded")
    assert text(item, "link") == "https://www.example/"


def _texts() -> st.SearchStrategy[str]:
    return st.text(st.characters(), min_size=1, max_size=40)


def expected(raw: str) -> str:
    """`raw` as a line of plain words, by another way than the program's."""

    def kept(character: str) -> bool:
        code = ord(character)
        control = code < 32 or 0x7F <= code <= 0x9F
        no_character = 0xD800 <= code <= 0xDFFF or 0xFDD0 <= code <= 0xFDEF or code in {0xFFFE, 0xFFFF}
        return code in {9, 10, 13, 0x85} or not (control or no_character)

    return " ".join("".join(filter(kept, raw)).split())


@given(title=_texts(), body=_texts(), category=_texts(), engine=_texts())
@settings(max_examples=150, deadline=None)
def test_any_text_survives_the_round_trip(
    story: Any, profile: Profile, title: str, body: str, category: str, engine: str
) -> None:
    told = story(publisher=category, categories=(category,), engine=engine).title(f"t{title}").paragraph(f"p{body}")
    data = build_rss(profile(), [told.entry(Language.ZH)])
    (item,) = items(data)
    assert text(item, "title") == expected(f"t{title}")
    assert [found.text for found in item.findall("category")] == list(filter(None, [expected(category)]))
    paragraphs = etree.HTML(text(item, "content:encoded").replace("<br>", "\n")).findall("body/div/p")
    assert expected("".join(paragraphs[1].itertext())) == expected(f"p{body}")
    assert not feedparser.parse(data).bozo


def _marks(size: int) -> st.SearchStrategy[list[Mark]]:
    edge = st.integers(0, size - 1)
    href = st.sampled_from(["https://a.example/?x=1&y=2", "mailto:a@b.example", "javascript:x", ""])
    return st.lists(
        st.builds(
            lambda a, b, kind, to: Mark(min(a, b), max(a, b) + 1, kind, to), edge, edge, st.sampled_from(MarkKind), href
        ),
        max_size=6,
    )


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_any_marks_give_html_that_a_sanitiser_leaves_alone(story: Any, profile: Profile, data: st.DataObject) -> None:
    words = "Grüße & <Küsse> aus\nFoshan 佛山"
    marks = data.draw(_marks(len(words)))
    told = story().title("t").paragraph(RichText(words, tuple(sorted(marks, key=lambda mark: (mark.start, mark.end)))))
    (item,) = items(build_rss(profile(Language.DE), [told.entry(Language.DE)]))
    fragment = text(item, "content:encoded")
    attributes = {"a": {"href", "lang"}, "div": {"lang"}}
    tags = {"div", "p", "small", "a", "strong", "em", "sub", "sup", "br"}
    assert nh3.clean(fragment, tags=tags, attributes=attributes, link_rel=None) == fragment
    paragraph = etree.HTML(fragment.replace("<br>", "\n")).find("body/div/p")
    assert "".join(paragraph.itertext()) == words
