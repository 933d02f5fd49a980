"""What is demanded of elements of other namespaces in RSS 2.0, and of what stands beside them."""

from collections.abc import Iterator
from typing import Any

from feeds.rules.elements import more_than_one, not_a, text
from feeds.rules.rule import REPUBLISH, Place, Rule
from feeds.rules.values import is_web

_VALIDATOR = "W3C feed validator"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


def _items(root: Any) -> Iterator[tuple[str, Any]]:
    return ((f"item {number}", item) for number, item in enumerate(root.iterfind("channel/item"), start=1))


def _text_once(root: Any) -> Iterator[Place]:
    for where, item in _items(root):
        yield from more_than_one(item, [_CONTENT], where)


def _creators(root: Any) -> Iterator[Place]:
    for where, item in _items(root):
        if any(not (each.text or "").strip() for each in item.findall(_CREATOR)):
            yield f"{where}: dc:creator", "empty"
        if item.findall(_CREATOR) and text(item, "author"):
            yield where, "author and dc:creator"


def _documentation(root: Any) -> Iterator[Place]:
    yield from not_a(is_web, [("channel: docs", each.text or "") for each in root.iterfind("channel/docs")])


RSS_MODULE_RULES = (
    Rule(
        "rss-text-once",
        f"{_VALIDATOR}, DuplicateElement",
        "an item has one content:encoded at most",
        REPUBLISH,
        _text_once,
    ),
    Rule(
        "rss-creator",
        f"{_VALIDATOR}, NotBlank and DuplicateItemSemantics",
        "dc:creator names somebody, and author does not stand beside it",
        REPUBLISH,
        _creators,
    ),
    Rule("rss-docs", f"{_VALIDATOR}, InvalidFullLink", "docs is a whole address on the web", REPUBLISH, _documentation),
)
"""In the order in which they are looked for."""
