"""Items -> JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from feeds.item import Item, Sibling
from feeds.paging import NO_LINKS, Links
from feeds.text import one_line, web_address
from model.berlin import in_berlin
from model.feed import Extent, FeedProfile
from model.languages import Language

VERSION = "https://jsonfeed.org/version/1.1"
MEDIA_TYPE = "application/feed+json"
_ABOUT = "https://isa-portal.de/ns/newsbridge/1.0"


def build_json(profile: FeedProfile, items: Sequence[Item], links: Links = NO_LINKS) -> bytes:
    """Return the JSON Feed document of a feed in UTF-8; the same input gives the same bytes.

    A withdrawn item stands there as a notice without its text: the format cannot delete. Our own object
    `_newsbridge` says how a translation was made.

    Args:
        profile: the feed.
        items: what it holds, newest first.
        links: addresses of this document and its neighbours.
    """
    feed = {
        "version": VERSION,
        "title": one_line(profile.title),
        "description": one_line(profile.description),
        "home_page_url": web_address(profile.site),
        "feed_url": links.own,
        "next_url": links.previous,
        "language": profile.tag,
        "hubs": [{"type": "WebSub", "url": links.hub}] if links.hub else [],
        "_newsbridge": {"about": _ABOUT, "languages": _languages(links.siblings)} if links.siblings else {},
        "items": [_filled(_item(item, profile.text)) for item in items],
    }
    return (json.dumps(_filled(feed) | {"items": feed["items"]}, ensure_ascii=False, indent=2) + "\n").encode()


def _item(item: Item, extent: Extent) -> dict[str, Any]:
    return {
        "id": item.guid,
        "url": item.url,
        "external_url": item.original_url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.content if extent is Extent.FULL else "",
        # The format demands one of the two.
        "content_text": item.summary if extent is Extent.TEASER else "",
        "image": item.picture.url if item.picture else "",
        "date_published": in_berlin(item.published).isoformat(timespec="seconds"),
        "date_modified": in_berlin(item.modified).isoformat(timespec="seconds") if item.modified else "",
        "authors": [{"name": item.publisher}] if item.publisher else [],
        "tags": list(item.categories),
        "language": item.tag,
        "_newsbridge": _filled(_newsbridge(item)),
    }


def _newsbridge(item: Item) -> dict[str, Any]:
    made = asdict(item.provenance) | {"source_language": Language.DE.html} if item.provenance else {}
    withdrawn = in_berlin(item.withdrawn).isoformat(timespec="seconds") if item.withdrawn else ""
    told = {
        "translation": made | ({"extent": "headline"} if made and item.is_headline else {}),
        "withdrawn": withdrawn,
        "report_url": item.report_url,
        "languages": _languages(item.siblings),
    }
    return {"about": _ABOUT} | told if any(told.values()) else {}


def _languages(siblings: Sequence[Sibling]) -> list[dict[str, str]]:
    return [{"language": other.tag, "url": other.url} for other in siblings]


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is empty: in JSON Feed an absent key, not an empty one, says that there is nothing."""
    return {key: value for key, value in values.items() if value not in ("", [], {}, None)}
