"""The items of a feed: its entries with their pictures and the pages of the same releases in other languages."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from feeds.item import Item, Sibling, newest_items, page_url, work_of
from feeds.pages import WITHDRAWN
from model.feed import Entry, FeedProfile
from pipeline.entries import entries_of
from pipeline.pictures import copies_of
from pipeline.reports import FeedReport
from pipeline.wiring import Newsroom

Pages = Sequence[tuple[FeedProfile, frozenset[str]]]
"""Feeds that have pages, one for each language, with the works that each shows."""


class Shown:
    """The releases that the pages of each feed show, looked up once for all feeds that are published together."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._works: dict[str, frozenset[str]] = {}

    def works(self, profile: FeedProfile) -> frozenset[str]:
        """Return the releases whose pages the next publication will write, whether or not it has been here already."""
        if profile.name not in self._works:
            self._works[profile.name] = _works(self._newsroom, profile)
        return self._works[profile.name]


def items_of(
    newsroom: Newsroom, profile: FeedProfile, report: FeedReport, dry_run: bool, shown: Shown | None = None
) -> list[Item]:
    """Return what a feed holds now, the newest first; what is held back stands in `report`.

    Args:
        newsroom: where.
        profile: of the feed.
        report: of the run.
        dry_run: change nothing.
        shown: by pages, where other feeds are published with this one.

    Raises:
        PublishError: an entry cannot be built.
    """
    entries = entries_of(newsroom, profile, report, dry_run)
    items = newest_items(all_of(profile, entries), entries, copies_of(newsroom, profile, entries, fetch=not dry_run))
    linked = _linking(newsroom, _pages_elsewhere(newsroom, profile, shown or Shown(newsroom)))
    return [item if item.withdrawn else replace(item, siblings=linked(item)) for item in items]


def all_of(profile: FeedProfile, entries: Sequence[Entry]) -> FeedProfile:
    """Return the profile of a feed with room for `entries`: what changed lately stands there beside the newest."""
    return replace(profile, size=len(entries))


def same_elsewhere(newsroom: Newsroom, profile: FeedProfile) -> list[FeedProfile]:
    """Return the open feeds that choose the same releases in other languages, the first of each language."""
    first: dict[str, FeedProfile] = {profile.tag: profile}
    for other in newsroom.profiles:
        if not other.is_closed and _choice(other) == _choice(profile):
            first.setdefault(other.tag, other)
    return [other for tag, other in first.items() if tag != profile.tag]


def _choice(profile: FeedProfile) -> tuple[object, ...]:
    return frozenset(profile.sources), frozenset(profile.words), frozenset(profile.exclude)


def _pages_elsewhere(newsroom: Newsroom, profile: FeedProfile, shown: Shown) -> Pages:
    first: dict[str, FeedProfile] = {profile.tag: profile}
    for other in newsroom.profiles:
        if other.pages and other.pages_url:
            first.setdefault(other.tag, other)
    return [(other, shown.works(other)) for tag, other in first.items() if tag != profile.tag]


def _works(newsroom: Newsroom, profile: FeedProfile) -> frozenset[str]:
    entries: Sequence[Entry] = entries_of(newsroom, profile, FeedReport(profile.name), dry_run=True)
    return frozenset(work_of(entry.version.release) for entry in entries if not entry.publication.withdrawn_at)


def _linking(newsroom: Newsroom, pages: Pages) -> Callable[[Item], tuple[Sibling, ...]]:
    def linked(item: Item) -> tuple[Sibling, ...]:
        return tuple(
            Sibling(other.tag, page_url(other, item.work))
            for other, works in pages
            if item.work in works or _has_page(newsroom, other, item.work)
        )

    return linked


def _has_page(newsroom: Newsroom, profile: FeedProfile, work: str) -> bool:
    """Whether the page of a release that has left the feed is still there, and no notice of its withdrawal."""
    path = newsroom.settings.pages_path / profile.name / f"{work}.html"
    return path.is_file() and WITHDRAWN not in path.read_bytes()
