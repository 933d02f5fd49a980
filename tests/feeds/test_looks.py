"""One release as different partners want it: headline, teaser, traditional script, pictures, label, siblings."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import pytest
from lxml import etree

from feeds.checking import check_document
from feeds.formats import build
from feeds.gate import waits
from feeds.headline import headline
from feeds.identity import Authority
from feeds.item import Item, Sibling, newest_items
from feeds.pages import Place
from feeds.pictures import Picture, raster_suffix
from feeds.selection import passes_over
from feeds.site import build_site
from model.article import Article, Block, BlockKind
from model.feed import Extent, FeedFormat, FeedProfile, Images, Script
from model.languages import Language
from model.richtext import RichText
from model.translation import State

AUTHORITY = Authority("isa-portal.de", "2026")
ZH, EN = Language.ZH, Language.EN
Profile = Callable[..., FeedProfile]
NAMES = {"a": "http://www.w3.org/2005/Atom", "nb": "https://isa-portal.de/ns/newsbridge/1.0"}
PICTURE = "https://presse.example/bilder/anlage.jpg"
COPY = Picture("https://news.example/images/ab.jpg", "image/jpeg", 4711)


def documents(profile: FeedProfile, items: Sequence[Item], **more: Any) -> dict[FeedFormat, bytes]:
    """Build all formats and hold each against the rules."""
    built = {form: build(form, profile, items, AUTHORITY, **more) for form in FeedFormat}
    for form, data in built.items():
        assert check_document(form, data, profile.name) == []
    return built


def test_a_headline_goes_out_with_its_label_its_original_and_nothing_of_the_text(
    hydrogen: Any, profile: Profile
) -> None:
    one = profile()
    (item,) = newest_items(one, [headline(hydrogen.entry(ZH))])
    assert item.title == "中德工业城市联盟成员城市共商氢能发展"
    assert item.summary == "正文经人工审校后发布。（本文由机器翻译，未经人工审校）"
    assert "本文由机器翻译" in item.content
    assert "presse.example/2026/wasserstoff.html" in item.content
    assert "视频会议" not in item.content
    built = documents(one, [item])
    told = etree.fromstring(built[FeedFormat.RSS]).find(".//nb:translation", NAMES)
    assert (told.get("extent"), told.get("uncertain")) == ("headline", "0")
    made = json.loads(built[FeedFormat.JSON])["items"][0]["_newsbridge"]["translation"]
    assert made["extent"] == "headline"


def test_a_teaser_has_summary_and_link_in_every_format(hydrogen: Any, profile: Profile) -> None:
    one = profile(text=Extent.TEASER)
    (item,) = newest_items(one, [hydrogen.entry(ZH)])
    built = documents(one, [item])
    for form in (FeedFormat.RSS, FeedFormat.ATOM):
        (entry,) = feedparser.parse(built[form]).entries
        assert "content" not in entry
        assert (entry.summary, entry.link) == (item.summary, item.url)
        assert entry.summary.endswith("（本文由机器翻译，未经人工审校）")
    (found,) = json.loads(built[FeedFormat.JSON])["items"]
    assert (found["content_text"], "content_html" in found) == (item.summary, False)


def test_traditional_script_exchanges_characters_and_no_words(story: Any, profile: Profile) -> None:
    told = story().title("双方签署文件").paragraph(("Software", "software", "研究对象为软件和信息技术，台湾头发后方。"))
    one = profile(script=Script.TRADITIONAL)
    (simplified,) = newest_items(profile(), [told.entry(ZH)])
    (item,) = newest_items(one, [told.entry(ZH)])
    assert item.title == "雙方簽署文件"
    assert "研究對象為軟件和信息技術，臺灣頭髮後方。" in item.content
    assert "本文由機器翻譯，未經人工審校" in item.content
    assert '<div lang="zh-TW">' in item.content
    assert simplified.guid.endswith("/zh-Hans")
    assert item.guid == simplified.guid.removesuffix("zh-Hans") + "zh-Hant"
    built = documents(one, [item])
    assert "<language>zh-tw</language>" in built[FeedFormat.RSS].decode()
    assert etree.fromstring(built[FeedFormat.ATOM]).get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-TW"
    assert json.loads(built[FeedFormat.JSON])["items"][0]["language"] == "zh-TW"


def test_the_pages_of_both_scripts_link_each_other(hydrogen: Any, profile: Profile) -> None:
    one = profile(pages=True, pages_url="https://news.example/")
    other = replace(one, name="tw", script=Script.TRADITIONAL)
    third = replace(one, name="topic")
    site = {each.name: (each, newest_items(each, [hydrogen.entry(ZH)])) for each in (one, other, third)}
    pages = {path: data.decode() for path, data in build_site(site, Place("https://news.example/", "../feeds/"))}
    (page,) = [text for path, text in pages.items() if path.startswith("tw/") and "index" not in path]
    assert '<html lang="zh-TW">' in page
    assert 'hreflang="zh-CN" href="https://news.example/zh/' in page
    # One link for each language, although two feeds show the release in simplified characters.
    assert page.count('<link rel="alternate" hreflang=') == 2
    assert "繁體中文" in page
    assert "訂閱：" in page


@pytest.mark.parametrize("form", [FeedFormat.RSS, FeedFormat.ATOM])
def test_siblings_are_named_and_the_link_of_the_item_stays_its_own(
    form: FeedFormat, hydrogen: Any, profile: Profile
) -> None:
    one = profile(pages=True, pages_url="https://news.example/")
    (item,) = newest_items(one, [hydrogen.entry(ZH)])
    english = Sibling("en", "https://news.example/en/1.html")
    linked = replace(item, siblings=(Sibling("de", "https://news.example/de/1.html"), english))
    built = documents(one, [linked], others=[profile(EN), profile(Language.DE)])
    feed = feedparser.parse(built[form])
    (entry,) = feed.entries
    pages = [link for link in entry.links if link.rel == "alternate"]
    # feedparser takes the last, SimplePie the first.
    assert entry.link == pages[0].href == item.url
    assert {link.get("hreflang") for link in pages} >= {"de", "en"}
    suffix = ".xml" if form is FeedFormat.RSS else ".atom"
    assert {link.href for link in feed.feed.links} >= {f"https://feeds.example/{tag}{suffix}" for tag in ("en", "de")}
    assert feed.feed.link == "https://www.example/"


def test_the_german_original_as_link_leaves_room_for_no_second_german_page(hydrogen: Any, profile: Profile) -> None:
    (item,) = newest_items(profile(), [hydrogen.entry(ZH)])
    others = (Sibling("de", "https://news.example/de/1.html"), Sibling("en", "https://news.example/en/1.html"))
    built = documents(profile(), [replace(item, siblings=others)])
    links = etree.fromstring(built[FeedFormat.ATOM]).findall("a:entry/a:link[@rel='alternate']", NAMES)
    assert [link.get("hreflang") for link in links] == ["de", "en", None]


def test_a_hub_is_named_in_every_format_but_not_in_archives(hydrogen: Any, profile: Profile) -> None:
    one = profile(hub="https://hub.example/")
    built = documents(one, newest_items(one, [hydrogen.entry(ZH)]))
    assert b'<atom:link rel="hub" href="https://hub.example/"/>' in built[FeedFormat.RSS]
    assert b'<link rel="hub" href="https://hub.example/"/>' in built[FeedFormat.ATOM]
    assert json.loads(built[FeedFormat.JSON])["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]


def test_pictures_are_linked_left_out_or_copied_with_their_length(figures: Any, profile: Profile) -> None:
    entry = figures.entry(ZH)
    (linked,) = newest_items(profile(), [entry])
    (none,) = newest_items(profile(images=Images.NONE), [entry])
    one = profile(images=Images.COPY, pages_url="https://news.example/")
    (copied,) = newest_items(one, [entry], {PICTURE: COPY})
    (failed,) = newest_items(one, [entry])
    assert linked.picture == Picture(PICTURE, "image/jpeg")
    assert (none.picture, failed.picture, copied.picture) == (None, None, COPY)
    for item in (none, failed):
        assert "<img" not in item.content
        assert "港口的回收设施" not in item.content
    assert f'<img src="{COPY.url}"' in copied.content
    assert "presse.example/bilder" not in copied.content
    built = documents(one, [copied])
    assert f'<enclosure url="{COPY.url}" length="4711" type="image/jpeg"/>' in built[FeedFormat.RSS].decode()


@pytest.mark.parametrize(
    ("body", "suffix"),
    [
        (b"\xff\xd8\xff\xe0" + bytes(9), ".jpg"),
        (b"\x89PNG\r\n\x1a\n", ".png"),
        (b"GIF89a", ".gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", ".webp"),
        (b"\x00\x00\x00\x1cftypavif", ".avif"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ""),
        (b"<!doctype html>", ""),
        (b"RIFF\x00\x00\x00\x00WAVE", ""),
        (b"", ""),
    ],
)
def test_a_picture_is_known_by_its_first_bytes(body: bytes, suffix: str) -> None:
    assert raster_suffix(body) == suffix


def test_the_operators_label_replaces_the_sentence_and_keeps_what_is_doubtful(hydrogen: Any, profile: Profile) -> None:
    own = "本译文由人工智能（机器翻译：{engines}）生成，来源：{publisher}，仅供参考"
    (item,) = newest_items(profile(label_machine=own), [hydrogen.entry(ZH)])
    said = "本译文由人工智能（机器翻译：argos de-zh 0.1）生成，来源：Stadt Musterhausen，仅供参考。其中2处译文存疑"
    assert said in item.content
    assert "翻译引擎" not in item.content
    assert item.provenance is not None
    assert item.provenance.responsible == "machine"
    (reviewed,) = newest_items(profile(label_machine=own), [hydrogen.entry(ZH, State.FINAL)])
    assert "本文由机器翻译，经人工审校" in reviewed.content


def test_a_reader_finds_where_to_report_an_error(hydrogen: Any, profile: Profile) -> None:
    for language, words in ((ZH, "译文有误？"), (EN, "Report an error"), (Language.DE, "Fehler melden")):
        entry = replace(hydrogen.entry(language), report_url="https://desk.example/r?a=1&b=2")
        (item,) = newest_items(profile(language), [entry])
        assert f'<a href="https://desk.example/r?a=1&amp;b=2">{words}</a>' in item.content
        built = documents(profile(language), [item])
        report = etree.fromstring(built[FeedFormat.ATOM]).find("a:entry/nb:report", NAMES)
        assert report.get("href") == "https://desk.example/r?a=1&b=2"
        (found,) = json.loads(built[FeedFormat.JSON])["items"]
        assert found["_newsbridge"]["report_url"] == "https://desk.example/r?a=1&b=2"


@pytest.mark.parametrize(
    ("text", "belongs"),
    [
        ("Die Stadt setzt auf Grünwasserstoffs Zukunft.", True),
        ("Ein Zentrum für Wasserstofftechnik", True),
        ("Die Elektrolysen laufen.", True),
        ("Wasser und Stoffe", False),
        ("Wasserstoff im Sport", False),
    ],
)
def test_a_topic_is_found_in_all_forms_of_its_words(text: str, belongs: bool, profile: Profile) -> None:
    one = profile(words=("Wasserstoff", "Elektrolyse"), exclude=("Sport",))
    article = Article((Block(BlockKind.TITLE, RichText("Meldung")), Block(BlockKind.PARAGRAPH, RichText(text))))
    assert (passes_over(one, article) == "") is belongs


def test_a_topic_is_found_in_the_categories_and_a_feed_without_words_takes_all(profile: Profile) -> None:
    article = Article((Block(BlockKind.TITLE, RichText("Meldung")),), categories=("Hafen",))
    assert passes_over(profile(words=("Hafen",)), article) == ""
    assert passes_over(profile(exclude=("Hafen",)), article) == "excluded: Hafen"
    assert passes_over(profile(words=("Messe",)), article) == "holds none of the feed's words"
    assert passes_over(profile(), article) == ""


def test_a_delay_gives_the_press_office_time_and_an_approval_ends_it(hydrogen: Any, profile: Profile) -> None:
    one, version = profile(delay=90), hydrogen.version()
    seen = version.release.first_seen
    raw, approved = hydrogen.translation(ZH), hydrogen.translation(ZH, State.FINAL)
    assert waits(one, version, raw, seen + timedelta(minutes=89)) == "waits until 2026-03-26 11:00"
    assert waits(one, version, None, seen + timedelta(minutes=89)) == "waits until 2026-03-26 11:00"
    assert waits(one, version, raw, seen + timedelta(minutes=90)) == ""
    assert waits(one, version, approved, seen) == ""


def test_nothing_goes_out_before_its_own_date_and_the_embargo_after_it(hydrogen: Any, profile: Profile) -> None:
    version = hydrogen.version()
    dated = datetime(2026, 3, 27, 8, 0, tzinfo=UTC)
    ahead = replace(version, article=replace(version.article, published=dated))
    approved = hydrogen.translation(ZH, State.FINAL)
    assert waits(profile(), ahead, approved, dated - timedelta(minutes=1)) == "waits until 2026-03-27 09:00"
    assert waits(profile(), ahead, approved, dated) == ""
    assert waits(profile(embargo=24), ahead, approved, dated) == "waits until 2026-03-28 09:00"
