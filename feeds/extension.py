"""Elements that feedgen does not write, through feedgen's own extension interface.

feedgen calls `extend_ns` once for the document and `extend_rss` for the channel and for each item. Its own dates are
not used: feedgen formats them by changing the locale of the whole process.
"""

from datetime import datetime
from email.utils import format_datetime
from typing import Any

from lxml import etree

from feeds.assembly import is_reviewed
from feeds.label import original_address, uncertain
from feeds.text import one_line
from model.berlin import BERLIN
from model.feed import Entry
from model.languages import Language
from model.translation import Translation

NAMESPACE = "https://isa-portal.de/ns/newsbridge/1.0"
_ATOM = "http://www.w3.org/2005/Atom"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


class ChannelExtension:
    """`lastBuildDate` of the channel; feedgen makes one instance for each feed."""

    def __init__(self) -> None:
        self.built: datetime | None = None

    def extend_ns(self) -> dict[str, str]:
        """Return the namespaces that channel and items use, by prefix."""
        return {"dc": _DUBLIN_CORE, "nb": NAMESPACE}

    def extend_rss(self, rss: Any) -> Any:
        """Add to the channel of the document `rss`."""
        if self.built:
            _add(rss[0], "lastBuildDate", rfc822(self.built))
        return rss


class ItemExtension:
    """Dates, publisher and origin of an item; feedgen makes one instance for each item."""

    def __init__(self) -> None:
        self.entry: Entry | None = None

    def extend_rss(self, item: Any) -> Any:
        """Add what is known of the entry to `item`."""
        if self.entry is None:
            return item
        publication, translation = self.entry.publication, self.entry.translation
        _add(item, "pubDate", rfc822(publication.published))
        if modified := modified_at(self.entry):
            _add(item, f"{{{_ATOM}}}updated", _berlin(modified).isoformat(timespec="seconds"))
        if publisher := one_line(self.entry.publisher):
            _add(item, f"{{{_DUBLIN_CORE}}}creator", publisher)
        if translation is not None:
            if address := original_address(self.entry):
                _add(item, f"{{{_DUBLIN_CORE}}}source", address)
            _add_translation(item, self.entry, translation)
        if publication.withdrawn_at:
            _add(item, f"{{{NAMESPACE}}}withdrawn", _berlin(publication.withdrawn_at).isoformat(timespec="seconds"))
        return item


def modified_at(entry: Entry) -> datetime | None:
    """Return when the entry changed after it was published, None where it never did."""
    publication = entry.publication
    latest = max(publication.updated, publication.withdrawn_at or publication.updated)
    return latest if latest > publication.published else None


def rfc822(moment: datetime) -> str:
    """Return `moment` as RSS wants it (RFC 822 with a year of four digits), in the time of Berlin."""
    return format_datetime(_berlin(moment))


def _add_translation(item: Any, entry: Entry, translation: Translation) -> None:
    element = _add(item, f"{{{NAMESPACE}}}translation")
    element.set("responsible", "editor" if is_reviewed(translation) else "machine")
    element.set("state", translation.state.value)
    element.set("sourceLanguage", Language.DE.html)
    if engines := translation.engines():
        element.set("engine", one_line(", ".join(engines)))
    element.set("uncertain", str(uncertain(translation)))
    original = _add(element, f"{{{NAMESPACE}}}original", one_line(entry.version.article.title))
    original.set("{http://www.w3.org/XML/1998/namespace}lang", Language.DE.html)
    if address := original_address(entry):
        original.set("href", address)


def _add(parent: Any, name: str, text: str | None = None) -> Any:
    element = etree.SubElement(parent, name)
    element.text = text
    return element


def _berlin(moment: datetime) -> datetime:
    return moment.astimezone(BERLIN)
