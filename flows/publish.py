from prefect import State, flow, task
from prefect.cache_policies import NO_CACHE

from flows.parameters import FeedNames, newsroom
from flows.reporting import conclude, report_feed
from pipeline.deliver import go_out
from pipeline.publish import PublishOrder
from pipeline.publish import publish as publish_feeds
from pipeline.reports import FeedReport
from pipeline.site import publish_site


@flow(name="publish")
def publish(feeds: FeedNames = None, dry_run: bool = False) -> State[object]:
    """Write the feeds, and the pages beside them.

    Args:
        feeds: Names in config/feeds.toml; empty: all, and the pages.
        dry_run: Build, write nothing.
    """
    with newsroom() as room:
        names = feeds or [profile.name for profile in room.profiles]
        with_pages = not feeds and any(profile.pages for profile in room.profiles)
    reports = [publish_one(name, dry_run) for name in names]
    if with_pages:
        reports.append(publish_pages(dry_run))
    if not dry_run:
        reports += deliver()
    return conclude(reports)


@task(task_run_name="publish {name}", cache_policy=NO_CACHE)
def publish_one(name: str, dry_run: bool) -> FeedReport:
    """Write one feed."""
    with newsroom() as room:
        [report] = publish_feeds(room, PublishOrder([name], dry_run))
    report_feed(report)
    return report


@task(cache_policy=NO_CACHE)
def publish_pages(dry_run: bool) -> FeedReport:
    """Write the pages of all feeds that have some."""
    with newsroom() as room:
        report = publish_site(room, PublishOrder(dry_run=dry_run))
    report_feed(report)
    return report


@task(cache_policy=NO_CACHE)
def deliver() -> list[FeedReport]:
    """Bring what was published to where else it goes, and tell the hubs."""
    with newsroom() as room:
        reports = go_out(room)
    for report in reports:
        report_feed(report)
    return reports
