from collections.abc import Callable
from datetime import UTC, datetime

from model.source import Source, SourceKind
from sources.inbound_feeds import read_feed
from sources.listing import read_listing
from sources.pages import Discovery, Page
from sources.sitemap import read_sitemap

__all__ = ["Discovery", "discover"]

_READERS: dict[SourceKind, Callable[[Source, Page, datetime], Discovery]] = {
    SourceKind.FEED: read_feed,
    SourceKind.LISTING: lambda source, page, _: read_listing(source, page),
    SourceKind.SITEMAP: read_sitemap,
}


def discover(source: Source, page: Page, *, now: datetime | None = None) -> Discovery:
    """Return what `page`, fetched for `source`, announces. Parses only; asks nobody.

    Args:
        source: a source that is not a folder.
        page: its access point, a following overview page or a further sitemap.
        now: dates after this are not believed; the current time if None.

    Raises:
        UnreadableDocument: the page is not what the source's kind says, or nothing in it matches the source's rules.
    """
    return _READERS[source.kind](source, page, now or datetime.now(UTC))
