from datetime import date

from prefect import State, flow

from flows.collect import collect
from flows.notify import look_after_run
from flows.parameters import Languages, Limit, SourceNames
from flows.publish import publish
from flows.reporting import join
from flows.translate import translate


@flow(name="newsroom")
def newsroom(
    sources: SourceNames = None,
    languages: Languages = None,
    since: date | None = None,
    limit: Limit = None,
    dry_run: bool = False,
) -> State[object]:
    """Collect, translate and publish: the main job. A part that fails does not stop the next one.

    Args:
        sources: Names in the catalogue; empty: all that are enabled.
        languages: Target languages, `en` and `zh-Hans`; empty: both.
        since: Leave out what was published earlier.
        limit: Releases a source at most; empty: as the catalogue says.
        dry_run: Look, count and build; store and write nothing.
    """
    states = [
        collect(sources, since, limit, dry_run, return_state=True),
        translate(languages, since=since, dry_run=dry_run, return_state=True),
        publish(dry_run=dry_run, return_state=True),
    ]
    if not dry_run:
        look_after_run()
    return join(states)
