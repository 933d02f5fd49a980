"""Publishing: what the gate admits, newest first, into each feed's file."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from feeds.formats import SUFFIXES, build
from feeds.history import History, Version
from feeds.namespace import STYLESHEET
from feeds.packing import put_out
from feeds.paging import Page
from feeds.site import static
from model.errors import BadConfiguration, PublishError
from model.feed import FeedProfile
from pipeline.archive import update_archive
from pipeline.items import Shown, items_of, same_elsewhere
from pipeline.latecomers import keep_time
from pipeline.reports import FeedReport, Problem
from pipeline.subscribing import folder_of, hand_out, is_packed
from pipeline.wiring import Newsroom

STAGE = "publish"
PATIENCE_SECONDS = 60.0
"""How long to wait for another run that is writing the same feed; building one takes about a second."""


@dataclass(frozen=True)
class PublishOrder:
    """What an operator asks for.

    Attributes:
        feeds: names; None: all.
        dry_run: build, write nothing.
    """

    feeds: Sequence[str] | None = None
    dry_run: bool = False


def publish(newsroom: Newsroom, order: PublishOrder = PublishOrder()) -> list[FeedReport]:
    """Write the feeds of `order`; a feed that fails is reported and the next one is written."""
    shown = Shown(newsroom)
    return [publish_feed(newsroom, profile, order, shown) for profile in profiles_of(newsroom, order)]


def profiles_of(newsroom: Newsroom, order: PublishOrder) -> list[FeedProfile]:
    """Return the feeds of `order`.

    Raises:
        BadConfiguration: one is not in config/feeds.toml.
    """
    known = {profile.name: profile for profile in newsroom.profiles}
    for name in order.feeds or ():
        if name not in known:
            reason = f"no feed is called {name}; known are {', '.join(known)}"
            raise BadConfiguration(where=str(newsroom.settings.feeds_path), reason=reason)
    return list(known.values()) if order.feeds is None else [known[name] for name in order.feeds]


def publish_feed(
    newsroom: Newsroom, profile: FeedProfile, order: PublishOrder = PublishOrder(), shown: Shown | None = None
) -> FeedReport:
    """Build one feed and write it where it differs from what is there.

    Args:
        newsroom: where.
        profile: of the feed.
        order: what the operator asks for.
        shown: by pages, where other feeds are published with this one.
    """
    folder = folder_of(newsroom, profile)
    report = FeedReport(profile.name, str(folder / f"{profile.name}{SUFFIXES[profile.formats[0]]}"))

    def write() -> None:
        if held := history_of(newsroom, profile).held():
            _keep_back(newsroom, profile, folder, held, report, order)
        else:
            _write(newsroom, profile, folder, report, order, shown)
        if not order.dry_run:
            report.written |= hand_out(newsroom, profile)

    return written_in_turn(newsroom, report, publish_turn(newsroom, profile), "this feed", write)


def written_in_turn(
    newsroom: Newsroom, report: FeedReport, ours: AbstractContextManager[bool], what: str, write: Callable[[], None]
) -> FeedReport:
    """Call `write` when the turn is `ours`, and return the report; what fails is told there and to the operator."""
    with ours as mine:
        if not mine:
            report.problems.append(Problem(report.feed, f"another run has been writing {what} for a minute"))
            return report
        try:
            write()
        except PublishError as error:
            report.problems.append(Problem(report.feed, str(error)))
            newsroom.store.failures.record(STAGE, report.feed, str(error), newsroom.now())
    return report


def history_of(newsroom: Newsroom, profile: FeedProfile) -> History:
    """Return the earlier publications of a feed."""
    return History(newsroom.settings.history_path, profile.name, profile.keep)


def publish_turn(newsroom: Newsroom, profile: FeedProfile) -> AbstractContextManager[bool]:
    """Wait for our turn at the files of a feed, as `turn` does."""
    return turn(newsroom, f"publish:{newsroom.settings.output_path / profile.name}")


@contextmanager
def turn(newsroom: Newsroom, name: str) -> Iterator[bool]:
    """Wait for our turn at a feed: two runs must not write the older state over the newer one."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        with newsroom.claim(name) as mine:
            if mine or time.monotonic() > deadline:
                yield mine
                return
        time.sleep(0.1)


def _write(
    newsroom: Newsroom,
    profile: FeedProfile,
    folder: Path,
    report: FeedReport,
    order: PublishOrder,
    shown: Shown | None,
) -> None:
    began = newsroom.now()
    items = items_of(newsroom, profile, report, order.dry_run, shown)
    page = Page(previous=update_archive(newsroom, profile, folder, order.dry_run))
    report.entries = len(items)
    # All are built before the first is written: what cannot be said in one format goes out in none.
    others = same_elsewhere(newsroom, profile)
    files = {
        f"{profile.name}{SUFFIXES[form]}": build(form, profile, items, newsroom.authority, page, others)
        for form in profile.formats
    }
    if order.dry_run:
        return
    history_of(newsroom, profile).add(files)
    report.written = put_out(folder, {STYLESHEET: static(STYLESHEET), **files}, is_packed(newsroom, profile))
    keep_time(newsroom, profile, began)
    newsroom.store.failures.clear(STAGE, profile.name)


def _keep_back(
    newsroom: Newsroom, profile: FeedProfile, folder: Path, held: Version, report: FeedReport, order: PublishOrder
) -> None:
    """Leave a feed that was rolled back as it is; finish the work where rolling back was interrupted."""
    reason = f"held at version {held.number}; `newsbridge feeds release {report.feed}` lets it go on"
    report.held.append(Problem(report.feed, reason))
    if not order.dry_run:
        report.written = put_out(folder, held.files(), is_packed(newsroom, profile))
