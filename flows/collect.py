from datetime import date

from prefect import State, flow, task
from prefect.cache_policies import NO_CACHE

from flows.parameters import Limit, SourceNames, newsroom, since_midnight
from flows.reporting import conclude, report_source
from pipeline.collect import CollectOrder, collect_source
from pipeline.reports import CollectReport


@flow(name="collect")
def collect(
    sources: SourceNames = None, since: date | None = None, limit: Limit = None, dry_run: bool = False
) -> State[object]:
    """Ask the sources and store what is new or changed.

    Args:
        sources: Names in the catalogue; empty: all that are enabled.
        since: Leave out what was published earlier.
        limit: Releases a source at most; empty: as the catalogue says.
        dry_run: Look and read, store nothing.
    """
    order = CollectOrder(sources, since_midnight(since), limit, dry_run)
    with newsroom() as room:
        names = [source.name for source in room.sources(order.sources)]
    return conclude([collect_one(name, order) for name in names])


@task(task_run_name="collect {name}", cache_policy=NO_CACHE)
def collect_one(name: str, order: CollectOrder) -> CollectReport:
    """Collect one source. What fails is in the report: the fetcher has tried again where that can help."""
    with newsroom() as room:
        source = room.source(name)
        with room.fetcher([source]) as fetcher:
            report = collect_source(room, source, fetcher, order)
    report_source(report)
    return report
