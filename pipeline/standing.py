"""How a feed would stand if it were written now: what is in, and what the gate keeps out."""

from dataclasses import dataclass

from feeds.item import Item, newest_items
from model.feed import Entry, FeedProfile
from pipeline.entries import entries_of
from pipeline.items import all_of
from pipeline.reports import FeedReport, Problem
from pipeline.wiring import Newsroom


@dataclass(frozen=True)
class Standing:
    """A feed as it would be written.

    Attributes:
        entries: with what formats say of each, the newest first.
        held: releases that the gate keeps out, with the reason.
        problems: releases of which no entry can be made.
    """

    entries: list[tuple[Entry, Item]]
    held: list[Problem]
    problems: list[Problem]


def standing(newsroom: Newsroom, profile: FeedProfile) -> Standing:
    """Return how a feed would stand; nothing is stored or written."""
    report = FeedReport(profile.name)
    entries = {each.publication.guid: each for each in entries_of(newsroom, profile, report, dry_run=True)}
    told = list(entries.values())
    items = newest_items(all_of(profile, told), told)
    return Standing([(entries[item.guid], item) for item in items], report.held, report.problems)
