"""Publishing the pages: for people who have no feed reader, and for search engines."""

import os

from feeds.item import newest_items
from feeds.packing import put_out
from feeds.pages import Place
from feeds.site import build_site
from pipeline.deliver import go_out
from pipeline.entries import entries_of
from pipeline.items import all_of
from pipeline.pictures import copies_of
from pipeline.publish import STAGE, PublishOrder, publish, turn, written_in_turn
from pipeline.reports import FeedReport
from pipeline.wiring import Newsroom

NAME = "pages"


def publish_all(newsroom: Newsroom, order: PublishOrder) -> list[FeedReport]:
    """Write the feeds of `order`, and the pages where no single feed was asked for; then let them go out."""
    reports = publish(newsroom, order)
    if order.feeds is None and any(profile.pages for profile in newsroom.profiles):
        reports.append(publish_site(newsroom, order))
    return reports if order.dry_run else [*reports, *go_out(newsroom)]


def publish_site(newsroom: Newsroom, order: PublishOrder) -> FeedReport:
    """Write the pages of all feeds that have some, together: each links the same release in the other languages."""
    folder = newsroom.settings.pages_path
    report = FeedReport(NAME, str(folder))
    ours = turn(newsroom, f"publish:{folder}")
    return written_in_turn(newsroom, report, ours, "the pages", lambda: _write(newsroom, report, order))


def _write(newsroom: Newsroom, report: FeedReport, order: PublishOrder) -> None:
    folder = newsroom.settings.pages_path
    profiles = [profile for profile in newsroom.profiles if profile.pages]
    # What the gate held back stands in the reports of the feeds.
    unheard = FeedReport(NAME)
    site = {}
    for profile in profiles:
        entries = entries_of(newsroom, profile, unheard, order.dry_run)
        copies = copies_of(newsroom, profile, entries, fetch=not order.dry_run)
        site[profile.name] = profile, newest_items(all_of(profile, entries), entries, copies)
    to_feeds = os.path.relpath(newsroom.settings.output_path, folder / "any")
    place = Place(next((profile.pages_url for profile in profiles), ""), f"{to_feeds}/".replace(os.sep, "/"))
    pages = dict(build_site(site, place))
    report.entries = sum(len(items) for _, items in site.values())
    if not order.dry_run:
        report.written = put_out(folder, pages, newsroom.settings.packed)
        newsroom.store.failures.clear(STAGE, NAME)
