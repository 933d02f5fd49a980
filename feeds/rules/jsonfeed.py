"""What is demanded of JSON Feed 1.1."""

import json
from collections.abc import Iterator
from typing import Any

from feeds.rules.elements import SHOWN, not_a, repeated
from feeds.rules.fragments import dangers, relative_addresses
from feeds.rules.rule import REPUBLISH, SETTING, Place, Rule
from feeds.rules.values import controls, is_language, is_rfc_3339, is_web
from model.translation import Severity

_TOP = "JSON Feed 1.1, top level"
_ITEMS = "JSON Feed 1.1, items"
_VERSION = "https://jsonfeed.org/version/1.1"
_KNOWN_TOP = frozenset(
    [
        "version",
        "title",
        "home_page_url",
        "feed_url",
        "description",
        "user_comment",
        "next_url",
        "icon",
        "favicon",
        "authors",
        "language",
        "expired",
        "hubs",
        "items",
    ]
)
_KNOWN_ITEM = frozenset(
    [
        "id",
        "url",
        "external_url",
        "title",
        "content_html",
        "content_text",
        "summary",
        "image",
        "banner_image",
        "date_published",
        "date_modified",
        "authors",
        "tags",
        "language",
        "attachments",
    ]
)
_ADDRESSES = ("home_page_url", "feed_url", "next_url", "icon", "favicon", "url", "external_url", "image")


def _objects(feed: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the feed and its items; what is no object has its own rule."""
    if isinstance(feed, dict):
        yield "feed", feed
        yield from _items(feed)


def _items(feed: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    items = feed.get("items") if isinstance(feed, dict) else None
    for number, item in enumerate(items if isinstance(items, list) else (), start=1):
        if isinstance(item, dict):
            yield f"item {number} ({item.get('id')})", item


def _values(feed: Any, *names: str) -> Iterator[Place]:
    for where, each in _objects(feed):
        yield from ((f"{where}: {name}", str(each[name])) for name in names if name in each)


def _version(feed: Any) -> Iterator[Place]:
    version = feed.get("version") if isinstance(feed, dict) else type(feed).__name__
    if version != _VERSION:
        yield "feed: version", str(version)


def _complete(feed: Any) -> Iterator[Place]:
    title, items = (feed.get(name) if isinstance(feed, dict) else None for name in ("title", "items"))
    if not (isinstance(title, str) and title.strip()):
        yield "feed: title", str(title)
    if not (isinstance(items, list) and all(isinstance(item, dict) for item in items)):
        yield "feed: items", type(items).__name__


def _ids(feed: Any) -> Iterator[Place]:
    for where, item in _items(feed):
        if not (isinstance(item.get("id"), str) and item["id"]):
            yield f"{where}: id", str(item.get("id"))


def _id_once(feed: Any) -> Iterator[Place]:
    for each in repeated(str(item.get("id")) for _, item in _items(feed)):
        yield "feed", f"the id {each} stands in several items"


def _texts(feed: Any) -> Iterator[Place]:
    for where, item in _items(feed):
        if not any(isinstance(item.get(name), str) and item[name] for name in ("content_html", "content_text")):
            yield where, "neither content_html nor content_text"


def _addresses(feed: Any) -> Iterator[Place]:
    return not_a(is_web, _values(feed, *_ADDRESSES))


def _dates(feed: Any) -> Iterator[Place]:
    return not_a(is_rfc_3339, _values(feed, "date_published", "date_modified"))


def _language(feed: Any) -> Iterator[Place]:
    return not_a(is_language, _values(feed, "language"))


def _authors(feed: Any) -> Iterator[Place]:
    for where, each in _objects(feed):
        authors = each.get("authors", [])
        named = isinstance(authors, list) and all(
            isinstance(author, dict) and author.keys() & {"name", "url", "avatar"} for author in authors
        )
        if not named:
            yield f"{where}: authors", str(authors)[:SHOWN]


def _tags(feed: Any) -> Iterator[Place]:
    for where, item in _items(feed):
        tags = item.get("tags", [])
        if not (isinstance(tags, list) and all(isinstance(tag, str) and tag for tag in tags)):
            yield f"{where}: tags", str(tags)[:SHOWN]


def _known(feed: Any) -> Iterator[Place]:
    for where, each in _objects(feed):
        known = _KNOWN_TOP if where == "feed" else _KNOWN_ITEM
        yield from ((where, name) for name in each if name not in known and not name.startswith("_"))


def _itself(feed: Any) -> Iterator[Place]:
    if isinstance(feed, dict) and not feed.get("feed_url"):
        yield "feed: feed_url", "missing"


def _next(feed: Any) -> Iterator[Place]:
    if isinstance(feed, dict) and feed.get("next_url", "") == feed.get("feed_url"):
        yield "feed: next_url", str(feed["next_url"])


def _hubs(feed: Any) -> Iterator[Place]:
    hubs = feed.get("hubs", []) if isinstance(feed, dict) else []
    for hub in hubs if isinstance(hubs, list) else [hubs]:
        if not (isinstance(hub, dict) and hub.get("type") and is_web(str(hub.get("url", "")))):
            yield "feed: hubs", str(hub)[:SHOWN]


def _whole_addresses(feed: Any) -> Iterator[Place]:
    for where, fragment in _values(feed, "content_html"):
        yield from ((where, address) for address in relative_addresses(fragment))


def _harmless(feed: Any) -> Iterator[Place]:
    for where, fragment in _values(feed, "content_html"):
        yield from ((where, danger) for danger in dangers(fragment))


def _characters(feed: Any) -> Iterator[Place]:
    return (("document", each) for each in controls(json.dumps(feed, ensure_ascii=False)))


JSON_RULES = (
    Rule("json-version", _TOP, "the document is an object that names version 1.1", REPUBLISH, _version),
    Rule("json-complete", _TOP, "the feed has a title and a list of items", SETTING, _complete),
    Rule("json-id", _ITEMS, "each item has an id, a string", REPUBLISH, _ids),
    Rule("json-id-once", _ITEMS, "no two items have the same id", REPUBLISH, _id_once),
    Rule("json-text", _ITEMS, "each item has content_html or content_text", REPUBLISH, _texts),
    Rule("json-link", _TOP, "an address is a whole one on the web", SETTING, _addresses),
    Rule("json-date", _ITEMS, "a date is one of RFC 3339 with its zone", REPUBLISH, _dates),
    Rule("json-language", _TOP, "the language is a language tag", REPUBLISH, _language),
    Rule("json-author", _TOP, "each author has a name, an address or a picture", REPUBLISH, _authors),
    Rule("json-tags", _ITEMS, "tags are a list of words", REPUBLISH, _tags),
    Rule(
        "json-known",
        "JSON Feed 1.1, extensions",
        "a key is one of the specification's or begins with an underscore",
        REPUBLISH,
        _known,
    ),
    Rule(
        "json-self",
        _TOP,
        "the feed names its own address",
        "set `url` of the feed, ending in .xml, in config/feeds.toml and publish again",
        _itself,
        Severity.WARNING,
    ),
    Rule("json-next", _TOP, "the next document is not the same one", REPUBLISH, _next),
    Rule("json-hub", "JSON Feed 1.1, subscribing", "a hub has a type and a whole address", SETTING, _hubs),
    Rule("json-addresses", "JSON Feed 1.1, URLs", "addresses in the text are whole", REPUBLISH, _whole_addresses),
    Rule(
        "json-harmless",
        "JSON Feed 1.1, security considerations",
        "the text holds no scripts, styles or frames",
        REPUBLISH,
        _harmless,
    ),
    Rule(
        "json-characters",
        "W3C feed validator, BadCharacters",
        "the text holds no control characters",
        REPUBLISH,
        _characters,
    ),
)
"""In the order in which they are looked for."""
