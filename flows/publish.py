from prefect import State, flow, task
from prefect.cache_policies import NO_CACHE

from flows.parameters import FeedNames, newsroom
from flows.reporting import conclude, report_feed
from pipeline.publish import PublishOrder
from pipeline.publish import publish as publish_feeds
from pipeline.reports import FeedReport


@flow(name="publish")
def publish(feeds: FeedNames = None, dry_run: bool = False) -> State[object]:
    """Write the feeds.

    Args:
        feeds: Names in config/feeds.toml; empty: all.
        dry_run: Build, write nothing.
    """
    with newsroom() as room:
        names = feeds or [profile.name for profile in room.profiles]
    return conclude([publish_one(name, dry_run) for name in names])


@task(task_run_name="publish {name}", cache_policy=NO_CACHE)
def publish_one(name: str, dry_run: bool) -> FeedReport:
    """Write one feed."""
    with newsroom() as room:
        [report] = publish_feeds(room, PublishOrder([name], dry_run))
    report_feed(report)
    return report
