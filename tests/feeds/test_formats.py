"""Atom and JSON Feed: golden files, their schemas, and the same content as the RSS feed.

`WRITE_GOLDEN=1 pytest tests/feeds/test_formats.py` writes the golden files anew; read the difference before you commit
it, for it is what every subscriber will see.
"""

import json
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import struct_time
from typing import Any

import feedparser
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from feeds.formats import SUFFIXES, build, own_address
from feeds.identity import Authority
from feeds.item import newest_items
from model.feed import FeedFormat, FeedProfile
from model.languages import Language
from model.translation import State

HERE = Path(__file__).parent
ATOM = etree.RelaxNG(etree.parse(HERE / "data" / "atom.rng"))
JSON_FEED = jsonschema.Draft202012Validator(json.loads((HERE / "data" / "jsonfeed.schema.json").read_text()))
AUTHORITY = Authority("isa-portal.de", "2026")
NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "nb": "https://isa-portal.de/ns/newsbridge/1.0",
}
ALL = tuple(Language)
Profile = Callable[..., FeedProfile]


def document(form: FeedFormat, profile: FeedProfile, stories: Sequence[Any], **entry: Any) -> bytes:
    entries = [story.entry(profile.language, **entry) for story in stories]
    return build(form, profile, newest_items(profile, entries), AUTHORITY)


def atom(profile: FeedProfile, stories: Sequence[Any], **entry: Any) -> Any:
    """Build, validate and parse."""
    root = etree.fromstring(document(FeedFormat.ATOM, profile, stories, **entry))
    assert ATOM.validate(root), ATOM.error_log
    return root


def json_feed(profile: FeedProfile, stories: Sequence[Any], **entry: Any) -> Any:
    """Build, validate and parse."""
    feed = json.loads(document(FeedFormat.JSON, profile, stories, **entry))
    JSON_FEED.validate(feed)
    return feed


@pytest.mark.parametrize("form", [FeedFormat.ATOM, FeedFormat.JSON])
@pytest.mark.parametrize("language", ALL, ids=lambda language: language.short)
def test_the_feed_is_the_golden_one(
    form: FeedFormat, language: Language, stories: Sequence[Any], profile: Profile
) -> None:
    states = [State.TRANSLATED, State.TRANSLATED, State.FINAL]
    entries = [story.entry(language, state) for story, state in zip(stories, states, strict=True)]
    data = build(form, profile(language), newest_items(profile(language), entries), AUTHORITY)
    golden = HERE / "golden" / f"{language.short}{SUFFIXES[form]}"
    if os.environ.get("WRITE_GOLDEN"):
        golden.write_bytes(data)
    assert data.decode() == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ALL, ids=lambda language: language.short)
def test_each_format_says_the_same(language: Language, stories: Sequence[Any], profile: Profile) -> None:
    rss, as_atom = (
        # Untouched: feedparser's own cleaning writes attributes in another order.
        feedparser.parse(document(form, profile(language), stories), sanitize_html=False, resolve_relative_uris=False)
        for form in (FeedFormat.RSS, FeedFormat.ATOM)
    )
    assert (rss.version, as_atom.version) == ("rss20", "atom10")
    assert not rss.bozo
    assert not as_atom.bozo
    told = [_told(entry) for entry in rss.entries]
    assert [_told(entry) for entry in as_atom.entries] == told
    assert [_from_json(item) for item in json_feed(profile(language), stories)["items"]] == told


def _told(entry: Any) -> tuple[object, ...]:
    tags = [tag.term for tag in entry.get("tags", [])]
    when = _moment(entry.published_parsed)
    return entry.id, entry.title, entry.link, entry.summary, entry.content[0].value, tags, when


def _from_json(item: dict[str, Any]) -> tuple[object, ...]:
    when = datetime.fromisoformat(item["date_published"]).timestamp()
    return (
        item["id"],
        item["title"],
        item.get("url"),
        item["summary"],
        item["content_html"],
        item.get("tags", []),
        when,
    )


def _moment(parsed: struct_time) -> float:
    return datetime(*parsed[:6], tzinfo=UTC).timestamp()


def test_atom_says_in_which_language_the_original_is(stories: Sequence[Any], profile: Profile) -> None:
    entry = atom(profile(), stories).findall("a:entry", NAMES)[1]
    links = {link.get("rel"): dict(link.attrib) for link in entry.findall("a:link", NAMES)}
    original = "https://presse.example/2026/wasserstoff.html"
    assert links["via"] == {"rel": "via", "type": "text/html", "href": original, "hreflang": "de"}
    assert links["alternate"]["hreflang"] == "de"
    assert entry.find("nb:translation", NAMES).get("responsible") == "machine"
    assert entry.findtext("a:author/a:name", namespaces=NAMES) == "Stadt Musterhausen"


def test_an_entry_without_publisher_has_the_feed_as_its_author(from_file: Any, profile: Profile) -> None:
    feed = atom(profile(), [from_file])
    assert feed.find("a:entry/a:author", NAMES) is None
    assert feed.findtext("a:author/a:name", namespaces=NAMES) == "中德工业城市联盟新闻"


def test_an_empty_feed_is_valid_in_every_format(profile: Profile) -> None:
    assert atom(profile(), []).findtext("a:updated", namespaces=NAMES) == "2026-01-01T01:00:00+01:00"
    assert json_feed(profile(), [])["items"] == []


def test_a_change_shows_in_every_format(story: Any, profile: Profile) -> None:
    told = story().title("t").paragraph("p")
    told.updated = told.published + timedelta(hours=1)
    assert atom(profile(), [told]).findtext("a:entry/a:updated", namespaces=NAMES) == "2026-03-26T10:30:00+01:00"
    (item,) = json_feed(profile(), [told])["items"]
    assert item["date_modified"] == "2026-03-26T10:30:00+01:00"


def test_what_was_taken_back_is_a_tombstone_in_atom_and_a_notice_in_json(story: Any, profile: Profile) -> None:
    told = story(withdrawn=story().published + timedelta(days=1)).title("Geheim").paragraph("Streng geheim.")
    feed = atom(profile(Language.EN), [told])
    (grave,) = feed.findall("at:deleted-entry", NAMES)
    guid = told.entry(Language.EN).publication.guid
    assert (grave.get("ref"), grave.get("when")) == (guid, "2026-03-27T09:30:00+01:00")
    assert feed.findall("a:entry", NAMES) == []
    (item,) = json_feed(profile(Language.EN), [told])["items"]
    assert (item["id"], item["title"]) == (guid, "Withdrawn: Geheim")
    assert item["_newsbridge"]["withdrawn"] == "2026-03-27T09:30:00+01:00"
    assert "Streng" not in json.dumps(item)


def test_json_feed_says_how_the_translation_was_made(hydrogen: Any, profile: Profile) -> None:
    (item,) = json_feed(profile(), [hydrogen])["items"]
    assert item["_newsbridge"]["translation"] == {
        "responsible": "machine",
        "state": "translated",
        "engines": "argos de-zh 0.1",
        "uncertain": 2,
        "original_title": "ISA-Städte beraten über Wasserstoff",
        "original_url": "https://presse.example/2026/wasserstoff.html",
        "source_language": "de",
    }


def test_the_german_feed_says_nothing_of_translation(hydrogen: Any, profile: Profile) -> None:
    (item,) = json_feed(profile(Language.DE), [hydrogen])["items"]
    assert "_newsbridge" not in item


@pytest.mark.parametrize(
    ("url", "atom_url"),
    [
        ("https://feeds.example/zh.xml", "https://feeds.example/zh.atom"),
        ("https://feeds.example/zh.xml?token=a", "https://feeds.example/zh.atom?token=a"),
        ("https://feeds.example/zh", ""),
        ("", ""),
    ],
)
def test_the_formats_lie_side_by_side(url: str, atom_url: str, profile: Profile) -> None:
    assert own_address(profile(url=url), FeedFormat.ATOM) == atom_url


def _texts() -> st.SearchStrategy[str]:
    return st.text(st.characters(exclude_categories=()), max_size=60)


@given(title=_texts(), body=_texts(), category=_texts(), engine=_texts())
@settings(max_examples=100, deadline=None)
def test_any_text_makes_valid_documents(
    story: Any, profile: Profile, title: str, body: str, category: str, engine: str
) -> None:
    told = story(publisher=category, categories=(category,), engine=engine).title(f"t{title}").paragraph(f"p{body}")
    entry = atom(profile(), [told]).find("a:entry", NAMES)
    (item,) = json_feed(profile(), [told])["items"]
    assert entry.findtext("a:title", namespaces=NAMES) == item["title"]
    assert entry.findtext("a:content", namespaces=NAMES) == item["content_html"]
