"""Items -> Atom 1.0 (RFC 4287), with tombstones for what was taken back (RFC 6721).

Written with lxml: feedgen 1.0 loses `rel`, `type` and `hreflang` of an entry's links.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from feeds.identity import Authority, feed_id
from feeds.item import Item, Sibling, last_change
from feeds.namespace import NAMESPACE, XML_LANGUAGE, add, add_provenance, alternate, styled
from feeds.paging import HISTORY, NO_LINKS, Links, add_paging, add_relations
from feeds.text import one_line, web_address
from model.berlin import in_berlin
from model.feed import Extent, FeedProfile
from model.languages import Language

ATOM = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
MEDIA_TYPE = "application/atom+xml"

# An empty feed must have a date as well (RFC 4287, section 4.1.1); this one is no reader's news.
_BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


def build_atom(profile: FeedProfile, items: Sequence[Item], authority: Authority, links: Links = NO_LINKS) -> bytes:
    """Return the Atom document of a feed in UTF-8; the same input gives the same bytes.

    A withdrawn item is a tombstone: readers that know RFC 6721 remove the entry, others pass over it.

    Args:
        profile: the feed.
        items: what it holds, newest first.
        authority: who mints the id of the feed.
        links: addresses of this document and its neighbours.
    """
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM, "at": TOMBSTONES, "fh": HISTORY, "nb": NAMESPACE})
    feed.set(XML_LANGUAGE, profile.tag)
    _atom(feed, "id", feed_id(authority, profile.name))
    _atom(feed, "title", one_line(profile.title))
    _atom(feed, "subtitle", one_line(profile.description))
    _atom(feed, "updated", _date(last_change(items) or _BEGINNING))
    # An entry without an author of its own takes the feed's (RFC 4287, section 4.1.1).
    _author(feed, one_line(profile.title))
    if links.own:
        _atom(feed, "link", rel="self", type=MEDIA_TYPE, href=links.own)
    add_paging(feed, links, MEDIA_TYPE)
    if site := web_address(profile.site):
        _atom(feed, "link", rel="alternate", type="text/html", href=site)
    add_relations(feed, links, MEDIA_TYPE)
    _atom(feed, "generator", "newsbridge")
    for item in items:
        _tombstone(feed, item) if item.withdrawn else _entry(feed, item, profile.text)
    etree.indent(feed)
    return styled(bytes(etree.tostring(feed, encoding="UTF-8", xml_declaration=True)) + b"\n")


def _entry(feed: Any, item: Item, extent: Extent) -> None:
    entry = _atom(feed, "entry")
    _atom(entry, "id", item.guid)
    _atom(entry, "title", item.title)
    _atom(entry, "published", _date(item.published))
    _atom(entry, "updated", _date(item.modified or item.published))
    if item.publisher:
        _author(entry, item.publisher)
    for category in item.categories:
        _atom(entry, "category", term=category)
    for link in _alternates(item):
        entry.append(alternate(link))
    if item.original_url:
        _atom(entry, "link", rel="via", type="text/html", href=item.original_url, hreflang=Language.DE.html)
    if item.picture:
        length = {"length": str(item.picture.length)} if item.picture.length else {}
        _atom(entry, "link", rel="enclosure", type=item.picture.media_type, href=item.picture.url, **length)
    _atom(entry, "summary", item.summary)
    if extent is Extent.FULL:
        content = _atom(entry, "content", item.content, type="html")
        content.set(XML_LANGUAGE, item.tag)
    add_provenance(entry, item)


def _alternates(item: Item) -> list[Sibling]:
    """Return the links of an entry to its text: our own first and last, the other languages between.

    Of several links SimplePie (WordPress, FreshRSS) takes the first for the entry's, feedparser the last; two with the
    same type and language are forbidden (RFC 4287, section 4.1.2), so only one of ours says its language.
    """
    if not item.url:
        return []
    german = item.url == item.original_url
    first = Sibling(Language.DE.html if german else "", item.url)
    others = [other for other in item.siblings if other.tag not in {first.tag, item.tag}]
    last = Sibling("" if german else item.tag, item.url)
    return [first, *others, last] if others else [first]


def _tombstone(feed: Any, item: Item) -> None:
    grave = add(feed, f"{{{TOMBSTONES}}}deleted-entry", ref=item.guid, when=_date(item.withdrawn or item.published))
    add(grave, f"{{{TOMBSTONES}}}comment", item.summary)


def _author(parent: Any, name: str) -> None:
    _atom(_atom(parent, "author"), "name", name)


def _atom(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    return add(parent, f"{{{ATOM}}}{name}", text, **attributes)


def _date(moment: datetime) -> str:
    return in_berlin(moment).isoformat(timespec="seconds")
