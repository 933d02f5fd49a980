"""Archived feeds (RFC 5005): the feed itself holds the newest entries, each complete month is a document of its own.

Each document names the one before it, so that a reader that was away finds what it missed.
"""

from dataclasses import dataclass
from typing import Any

from feeds.item import Sibling
from feeds.namespace import add

HISTORY = "http://purl.org/syndication/history/1.0"
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Page:
    """Which part of a feed a document is.

    Attributes:
        month: `2026-03`; "" for the feed itself.
        previous: the newest month before it that has a document, "" where there is none.
    """

    month: str = ""
    previous: str = ""


THE_FEED = Page()
"""The feed itself, without an archive."""


@dataclass(frozen=True)
class Links:
    """Public addresses that a document names, each "" where there is none.

    Attributes:
        own: of the document itself.
        current: of the feed, in the document of a month.
        previous: of the month before.
        hub: the WebSub hub that announces the feed.
        siblings: the same feed in other languages, in the same format.
    """

    own: str = ""
    current: str = ""
    previous: str = ""
    hub: str = ""
    siblings: tuple[Sibling, ...] = ()


NO_LINKS = Links()
"""Of a document that lies nowhere yet."""


def add_paging(parent: Any, links: Links, media_type: str) -> None:
    """Append to the element of a feed or channel what RFC 5005 asks for."""
    if links.current:
        add(parent, f"{{{HISTORY}}}archive")
        add(parent, f"{{{_ATOM}}}link", rel="current", type=media_type, href=links.current)
    if links.previous:
        add(parent, f"{{{_ATOM}}}link", rel="prev-archive", type=media_type, href=links.previous)


def add_relations(parent: Any, links: Links, media_type: str) -> None:
    """Append to the element of a feed or channel its hub (WebSub, section 4) and the same feed in other languages."""
    if links.hub:
        add(parent, f"{{{_ATOM}}}link", rel="hub", href=links.hub)
    for other in links.siblings:
        add(parent, f"{{{_ATOM}}}link", rel="alternate", type=media_type, hreflang=other.tag, href=other.url)
