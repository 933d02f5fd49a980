from datetime import date, timedelta

from prefect import State, flow
from prefect.states import Failed

from flows.collect import collect_one
from flows.parameters import Limit, SourceName, newsroom, since_midnight
from flows.reporting import conclude, join
from flows.translate import translate
from pipeline.collect import CollectOrder


@flow(name="backfill")
def backfill(
    source: SourceName,
    since: date,
    until: date | None = None,
    limit: Limit = None,
    translated: bool = True,
    dry_run: bool = False,
) -> State[object]:
    """Fetch older releases of one source, as after it was added or repaired; the next publication takes them in.

    Only what the source still announces can be found; `pages` in the catalogue says how far its overview is followed.

    Args:
        source: Name in the catalogue, switched on or not.
        since: First day.
        until: Last day; empty: today.
        limit: Releases at most; empty: as the catalogue says.
        translated: Translate them as well.
        dry_run: Look and read, store nothing.
    """
    if until is not None and until < since:
        return Failed(message=f"until {until} lies before since {since}; exchange the two")
    end = since_midnight(until + timedelta(days=1)) if until else None
    order = CollectOrder([source], since_midnight(since), limit, dry_run, end)
    with newsroom() as room:
        room.source(source)
    states = [conclude([collect_one(source, order)])]
    if translated and not dry_run:
        states.append(translate(sources=[source], since=since, return_state=True))
    return join(states)
