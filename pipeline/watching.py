"""The sources as an operator sees them: each with its health, its last visits and its rhythm."""

from collections.abc import Sequence
from dataclasses import dataclass

from model.source import Source, SourceHealth, Visit
from pipeline.health import Health, Past, judge
from pipeline.recording import KEPT
from pipeline.wiring import Newsroom

VISITS = 60
"""Visits that a source is judged by: about a week at the schedule of prefect.yaml."""
RELEASES = 400
"""Releases that its rhythm is learnt from, of a year at most."""


@dataclass(frozen=True)
class Watched:
    """A source with all that is known of how it is.

    Attributes:
        known: what the store sums up: last success, failures, releases.
        visits: the latest first.
    """

    source: Source
    health: Health
    known: SourceHealth
    visits: Sequence[Visit]


def watch(newsroom: Newsroom, sources: Sequence[Source], visits: int = VISITS) -> list[Watched]:
    """Return how `sources` are, with their last `visits`, as the catalogue orders them; asks nobody but the store."""
    known = newsroom.store.sources.health([source.name for source in sources])
    return [_watched(newsroom, source, known[source.name], visits) for source in sources]


def _watched(newsroom: Newsroom, source: Source, known: SourceHealth, shown: int) -> Watched:
    now = newsroom.now()
    visits = newsroom.store.visits.latest(source.name, max(shown, VISITS))
    published = newsroom.store.sources.publications(source.name, RELEASES)
    recent = [moment for moment in published if moment > now - KEPT]
    # The last news of a source that fell silent long ago is older than the rhythm that it is judged by.
    past = Past(source.enabled, visits[:VISITS], recent or published, now)
    return Watched(source, judge(past), known, visits[:shown])
