"""Every published document passes the rules, however nasty its text; a planted fault breaks the rule that it should."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from feeds.checking import ALIKE, RULES, WHOLE, check_document, check_folder
from feeds.formats import SUFFIXES, build
from feeds.identity import Authority
from feeds.item import Item, newest_items
from feeds.rules.values import is_iri, is_rfc_822, is_rfc_3339, is_web
from model.errors import PublishError
from model.feed import FeedFormat, FeedProfile
from model.languages import Language
from model.severity import Severity
from newsbridge.german import GERMAN

GOLDEN = Path(__file__).parent / "golden"
AUTHORITY = Authority("isa-portal.de", "2026")
RSS, ATOM, JSON = FeedFormat
ALL_RULES = [rule for rules in RULES.values() for rule in rules]
Profile = Callable[..., FeedProfile]

NASTY = [
    "مرحبا \u202bשלום\u202c \u200fend",
    "👩‍👩‍👧‍👦🏳️‍🌈 \U0001f1e8\U0001f1f3 e\u0301",
    "]]> <![CDATA[ <!-- --> <?xml?> &amp; &lt; &#0; &nbsp;",
    "tab\tnull\x00bell\x07escape\x1b\x85\ufffe\ud800 end",
    "<script>alert(\"x\")</script> <b onclick='x'>",
    "javascript:alert(1) \" ' ` \\ {{ }} %s {0}",
    "Größe „x“ ‚y‘ – … €  \u00ad\u2028\u2029",
]


@pytest.fixture(scope="module")
def nasty(story: Any) -> list[Any]:
    """500 releases: the nasty texts in every part, one of 100 kB, one without words for a title, some withdrawn."""
    told = []
    for number in range(500):
        text = NASTY[number % len(NASTY)]
        key = f"https://presse.example/{number}?a=1&b={text[:9]}"
        each = story(key=key, url=key, publisher=text, categories=(text, "", " "), engine=text)
        each.published += timedelta(minutes=number)
        each.updated = each.published + timedelta(hours=number % 3)
        each.withdrawn = each.updated if number % 50 == 7 else None
        each.title(f"{number} {text}" if number % 100 != 3 else "\x07")
        told.append(each.paragraph(text if number != 5 else f"{text} {'漢字 und Wörter. ' * 6000}"))
    return told


@pytest.mark.parametrize("language", [Language.DE, Language.ZH], ids=lambda language: language.short)
def test_nasty_texts_pass_all_rules(language: Language, nasty: list[Any], profile: Profile, tmp_path: Path) -> None:
    feed = profile(language, size=500)
    items = newest_items(feed, [story.entry(language) for story in nasty])
    for form in FeedFormat:
        (tmp_path / f"{feed.name}{SUFFIXES[form]}").write_bytes(build(form, feed, items, AUTHORITY))
    files, faults = check_folder(tmp_path)
    assert (len(files), len(items)) == (3, 500)
    assert [(fault.file, fault.rule.id, fault.where, fault.found) for fault in faults] == []


def test_an_empty_feed_passes_all_rules(profile: Profile) -> None:
    for form in FeedFormat:
        assert check_document(form, build(form, profile(), [], AUTHORITY), "zh") == []


@pytest.fixture(scope="module")
def document(stories: Any, profile: Profile) -> Callable[[FeedFormat], str]:
    """The documents that faults are planted into: three releases, the last of them withdrawn."""

    def make(form: FeedFormat) -> str:
        items: list[Item] = newest_items(profile(), [story.entry(Language.ZH) for story in stories])
        return build(form, profile(), items, AUTHORITY).decode()

    return make


_ID = '"id": "tag:'
# Rule -> (what stands in the document, what is planted in its place); the first occurrence is replaced.
PLANTED = {
    "rss-version": ('version="2.0"', 'version="0.92"'),
    "rss-channel": ("<description>中德工业城市联盟新闻稿，译自德文。</description>", "<description> </description>"),
    "rss-item": ("<item>", "<item><guid>https://x.example/</guid></item><item>"),
    "rss-once": ("<ttl>60</ttl>", "<ttl>60</ttl><ttl>61</ttl>"),
    "rss-known": ("<ttl>60</ttl>", "<ttl>60</ttl><updated>now</updated>"),
    "rss-link": ("<link>https://www.example/</link>", "<link>www.example</link>"),
    "rss-date": ("Thu, 25 Jun 2026", "Fri, 25 Jun 2026"),
    "rss-language": ("<language>zh-cn</language>", "<language>Chinesisch (VR)</language>"),
    "rss-ttl": ("<ttl>60</ttl>", "<ttl>1 hour</ttl>"),
    "rss-guid": ("<item>", "<item><title>x</title></item><item>"),
    "rss-guid-once": (
        "<item>",
        2 * "<item><title>x</title><guid>https://x.example/</guid></item>" + "<item>",
    ),
    "rss-permalink": (' isPermaLink="false"', ""),
    "rss-guid-form": ('<guid isPermaLink="false">tag:', '<guid isPermaLink="false">'),
    "rss-enclosure": ('length="0"', 'length="None"'),
    "rss-one-enclosure": (
        "<enclosure ",
        '<enclosure url="https://x.example/a" length="0" type="image/png"/><enclosure ',
    ),
    "rss-summary-first": ("<description>三项", "<content:encoded>x</content:encoded><description>三项"),
    "rss-category": ("<pubDate>", "<category> </category><pubDate>"),
    "rss-self": ('rel="self"', 'rel="hub"'),
    "rss-archive": ("<ttl>", "<fh:archive/><ttl>"),
    "rss-relation": ("<item>", '<item><atom:link rel="alternate" type="text/html" hreflang="zh_CN" href="/x"/>'),
    "rss-own-page": ("<item>", '<item><atom:link rel="alternate" type="text/html" href="https://x.example/"/>'),
    "rss-addresses": ("&lt;p&gt;", '&lt;a href="/presse"&gt;x&lt;/a&gt;&lt;p&gt;'),
    "rss-harmless": ("&lt;p&gt;", '&lt;p onclick="x()"&gt;'),
    "rss-characters": ("<item>", "<item><title>a\x96b</title>"),
    "rss-text-once": ("<content:encoded>", "<content:encoded>x</content:encoded><content:encoded>"),
    "rss-creator": ("<dc:creator>", "<author>a@b.example</author><dc:creator>"),
    "rss-docs": ("<docs>https://", "<docs>"),
    "atom-root": ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"),
    "atom-complete": ("<title>循环经济：数据一览</title>", ""),
    "atom-once": ("<entry>", "<entry><summary>x</summary>"),
    "atom-known": ("<entry>", "<entry><pubDate>x</pubDate>"),
    "atom-author": ("<name>中德工业城市联盟新闻</name>", "<name/>"),
    "atom-date": ("+02:00</updated>", "</updated>"),
    "atom-id": ("<id>tag:isa-portal.de,2026:feed/zh", "<id>zh"),
    "atom-id-once": ("<entry>", "<entry><id>tag:isa-portal.de,2026:feed/zh</id>"),
    "atom-link": ('href="https://www.example/"', 'href="/index.html"'),
    "atom-alternate": ("<entry>", '<entry><link type="text/html" hreflang="de" href="https://x.example/"/>'),
    "atom-category": ("<entry>", '<entry><category term=""/>'),
    "atom-language": (' xml:lang="zh-CN"', ""),
    "atom-self": ('rel="self"', 'rel="hub"'),
    "atom-archive": ("<generator>", "<fh:archive/><generator>"),
    "atom-hub": ("<generator>", '<link rel="hub" href="/hub"/><generator>'),
    "atom-tombstone": ("<entry>", '<at:deleted-entry ref="tag:x,2026:y" when="2026"/><entry>'),
    "atom-alive-or-dead": (
        "<entry>",
        '<at:deleted-entry ref="tag:x,2026:y" when="2026-01-01T00:00:00Z"/><entry><id>tag:x,2026:y</id>',
    ),
    "atom-addresses": ("&lt;p&gt;", '&lt;img src="bild.jpg"&gt;&lt;p&gt;'),
    "atom-harmless": ("&lt;p&gt;", "&lt;script&gt;x&lt;/script&gt;&lt;p&gt;"),
    "atom-characters": ("<entry>", "<entry><summary>a\x96b</summary>"),
    "atom-text-type": ("<entry>", '<entry><summary type="text/plain">x</summary>'),
    "json-version": ("version/1.1", "version/1"),
    "json-complete": ('"title": "中德工业城市联盟新闻"', '"title": " "'),
    "json-id": (_ID, '"id": 7, "_id": "tag:'),
    "json-id-once": ('"items": [', '"items": [{"id": "a", "content_text": "x"}, {"id": "a", "content_text": "x"},'),
    "json-text": ('"content_html"', '"_content"'),
    "json-link": ('"url": "https://', '"url": "//'),
    "json-date": ("2026-06-24T10:30:00+02:00", "2026-06-24 10:30"),
    "json-language": ('"language": "zh-CN"', '"language": "zh_CN"'),
    "json-author": ('"name": "Region', '"nom": "Region'),
    "json-tags": (_ID, '"tags": "Wirtschaft", "id": "tag:'),
    "json-known": (_ID, '"pubDate": "x", "id": "tag:'),
    "json-self": ('"feed_url"', '"_feed_url"'),
    "json-next": ('"feed_url"', '"next_url": "https://feeds.example/zh.json", "feed_url"'),
    "json-hub": ('"items": [', '"hubs": [{"type": "WebSub"}], "items": ['),
    "json-addresses": ("<p>", "<a href='#top'>x</a><p>"),
    "json-harmless": ("<p>", "<a href='javascript:x()'>x</a><p>"),
    "json-characters": ("<p>", "<p>\ufdd0"),
}


@pytest.mark.parametrize("form", FeedFormat)
def test_the_document_itself_is_good(form: FeedFormat, document: Callable[[FeedFormat], str]) -> None:
    assert check_document(form, document(form).encode(), "zh") == []


@pytest.mark.parametrize(("form", "rule"), [(form, rule) for form, rules in RULES.items() for rule in rules])
def test_a_planted_fault_is_found(form: FeedFormat, rule: Any, document: Callable[[FeedFormat], str]) -> None:
    good, (there, planted) = document(form), PLANTED[rule.id]
    assert there in good
    faults = check_document(form, good.replace(there, planted, 1).encode(), "zh")
    assert rule.id in {fault.rule.id for fault in faults}
    assert all(fault.where and fault.found for fault in faults)


def test_every_rule_has_a_planted_fault_a_source_and_its_german() -> None:
    assert [rule.id for rule in ALL_RULES] == list(PLANTED)
    for rule in [*ALL_RULES, WHOLE, ALIKE]:
        assert rule.source
        assert {rule.demand, rule.way_out} <= GERMAN.keys(), rule.id


@pytest.mark.parametrize(
    ("form", "data"),
    [
        (RSS, b"<rss><channel></rss>"),
        (RSS, "<rss>ö</rss>".encode("latin-1")),
        (ATOM, b"<a>\x07</a>"),
        (ATOM, b""),
        (JSON, b'{"items": [}'),
        (JSON, b'{"a": NaN}'),
    ],
)
def test_a_file_that_no_reader_can_parse_is_one_fault(form: FeedFormat, data: bytes) -> None:
    assert [fault.rule for fault in check_document(form, data, "zh")] == [WHOLE]


@pytest.mark.parametrize("data", [b"[]", b"7", b'{"items": 7}', b'{"items": [7, null]}', b'{"authors": {"a": 1}}'])
def test_json_of_another_shape_is_faults_and_no_traceback(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "zh.json").write_bytes(data)
    assert check_folder(tmp_path)[1]


def test_formats_that_hold_different_items_are_found(tmp_path: Path) -> None:
    for name in ("zh.xml", "zh.atom", "zh.json"):
        (tmp_path / name).write_bytes((GOLDEN / name).read_bytes())
    assert check_folder(tmp_path)[1] == []
    (tmp_path / "zh.json").write_bytes((GOLDEN / "en.json").read_bytes())
    _, faults = check_folder(tmp_path)
    assert {(fault.file, fault.rule.id) for fault in faults} >= {("zh.json", "same-items")}


def test_a_folder_without_feeds_is_named(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=r"holds no feed; `newsbridge publish` writes them"):
        check_folder(tmp_path)
    with pytest.raises(PublishError, match="cannot be read"):
        check_folder(tmp_path / "none")


def test_only_the_missing_address_of_a_feed_is_a_mere_warning() -> None:
    mild = {rule.id for rule in ALL_RULES if rule.severity < Severity.ERROR}
    assert mild == {"rss-self", "atom-self", "json-self"}


@pytest.mark.parametrize(
    ("is_right", "good", "bad"),
    [
        (is_web, "https://x.example/ö?a=1", "https:///x"),
        (is_web, "http://[::1]/", "http://["),
        (is_iri, "tag:x,2026:y", "tag:x y"),
        (is_iri, "mailto:a@b.example", "//x.example"),
        (is_rfc_822, "Thu, 26 Mar 2026 09:30:00 +0100", "Thu, 26 Mar 26 09:30:00 +0100"),
        (is_rfc_822, "Thu, 26 Mar 2026 09:30:00 GMT", "Mon, 32 Mar 2026 09:30:00 +0100"),
        (is_rfc_3339, "2026-03-26T09:30:00Z", "2026-02-30T09:30:00Z"),
    ],
)
def test_forms_of_values(is_right: Callable[[str], bool], good: str, bad: str) -> None:
    assert is_right(good)
    assert not is_right(bad)
