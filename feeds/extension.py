"""Elements that feedgen does not write, through feedgen's own extension interface.

feedgen calls `extend_ns` once for the document and `extend_rss` for the channel and for each item. Its own dates are
not used: feedgen formats them by changing the locale of the whole process.
"""

from datetime import datetime
from email.utils import format_datetime
from typing import Any

from feeds.item import Item, Sibling
from feeds.namespace import NAMESPACE, add, add_provenance, alternate
from feeds.paging import HISTORY, NO_LINKS, add_paging, add_relations
from model.berlin import in_berlin

_ATOM = "http://www.w3.org/2005/Atom"
_MEDIA_TYPE = "application/rss+xml"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


class ChannelExtension:
    """`lastBuildDate`, archives and relations of the channel; feedgen makes one instance for each feed."""

    def __init__(self) -> None:
        self.built: datetime | None = None
        self.links = NO_LINKS
        self.site = ""

    def extend_ns(self) -> dict[str, str]:
        """Return the namespaces that channel and items use, by prefix."""
        return {"dc": _DUBLIN_CORE, "fh": HISTORY, "nb": NAMESPACE}

    def extend_rss(self, rss: Any) -> Any:
        """Add to the channel of the document `rss`."""
        if self.built:
            add(rss[0], "lastBuildDate", rfc822(self.built))
        add_paging(rss[0], self.links, _MEDIA_TYPE)
        if self.links.siblings:
            # SimplePie takes the first link for that of the channel.
            rss[0].append(alternate(Sibling("", self.site)))
        add_relations(rss[0], self.links, _MEDIA_TYPE)
        return rss


class ItemExtension:
    """Dates, publisher and origin of an item; feedgen makes one instance for each item."""

    def __init__(self) -> None:
        self.item: Item | None = None

    def extend_rss(self, element: Any) -> Any:
        """Add what is known of the item to its `element`."""
        if self.item is None:
            return element
        add(element, "pubDate", rfc822(self.item.published))
        if self.item.modified:
            add(element, f"{{{_ATOM}}}updated", in_berlin(self.item.modified).isoformat(timespec="seconds"))
        if self.item.publisher:
            add(element, f"{{{_DUBLIN_CORE}}}creator", self.item.publisher)
        if self.item.provenance and self.item.original_url:
            add(element, f"{{{_DUBLIN_CORE}}}source", self.item.original_url)
        add_provenance(element, self.item)
        self._add_siblings(element, self.item)
        return element

    def _add_siblings(self, element: Any, item: Item) -> None:
        """Put the pages in other languages first, after our own.

        Of several links SimplePie (WordPress, FreshRSS) takes the first for the item's, feedparser the last: `link`.
        """
        if item.siblings:
            own = Sibling("", item.url)
            for place, other in enumerate([own, *item.siblings]):
                element.insert(place, alternate(other))


def rfc822(moment: datetime) -> str:
    """Return `moment` as RSS wants it (RFC 822 with a year of four digits), in the time of Berlin."""
    return format_datetime(in_berlin(moment))
