"""What is kept of a visit: how it went, and the page that broke, for whoever repairs the selectors."""

import logging
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Literal

from model.errors import FetchError, Refused, SourceError, UnreadableDocument
from model.source import Source, Trouble, Visit
from pipeline.reports import CollectReport
from pipeline.settings import Settings
from pipeline.wiring import Newsroom

log = logging.getLogger(__name__)

KEPT = timedelta(days=400)
"""A year's rhythm, with Christmas and the summer, and a month to compare."""
TURNED_AWAY = frozenset({401, 403, 429, 451})
"""Statuses that say: not you, or not now (RFC 9110, RFC 6585, RFC 7725)."""
LARGEST = 4 * 2**20
"""Bytes of a broken page that are kept; a page of a press office has a tenth of that."""

Kind = Literal["overview", "article"]


@dataclass
class VisitClock:
    """A visit in progress.

    Attributes:
        announced: links of the overview, before the order's limits; None: »not modified«.
        lengths: characters of each article that was read.
    """

    started: float = field(default_factory=time.monotonic)
    announced: int | None = None
    lengths: list[int] = field(default_factory=list)


def record_visit(
    newsroom: Newsroom, source: Source, clock: VisitClock, report: CollectReport, error: SourceError | None = None
) -> None:
    """Keep how a visit went; it is not to be called for a dry run.

    Args:
        newsroom: where.
        source: what was visited.
        clock: begun with the visit.
        report: what came of it.
        error: why the access point could not be read, None where it could.
    """
    now = newsroom.now()
    visit = Visit(
        source=source.name,
        at=now,
        seconds=round(time.monotonic() - clock.started, 3),
        found=clock.announced,
        new=report.new,
        changed=report.changed,
        failed=0 if error else len(report.problems),
        length=round(median(clock.lengths)) if clock.lengths else None,
        status=_status(error),
        error=str(error) if error else "",
        trouble=trouble(error),
    )
    newsroom.store.visits.add(visit, now - KEPT)


def trouble(error: SourceError | None) -> Trouble:
    """Return what kind of trouble an error of an access point is."""
    if error is None:
        return Trouble.NONE
    if isinstance(error, Refused) or _status(error) in TURNED_AWAY:
        return Trouble.REFUSED
    return Trouble.UNREADABLE if isinstance(error, UnreadableDocument) else Trouble.UNREACHABLE


def _status(error: SourceError | None) -> int | None:
    status = error.fields.get("status") if isinstance(error, FetchError) else None
    return status if isinstance(status, int) and status else None


def broken_page(settings: Settings, source: str, kind: Kind) -> Path:
    """Return where the last page of a source is kept that broke; it need not be there."""
    return settings.home / "var" / "broken" / f"{source}-{kind}.html"


def keep_broken(newsroom: Newsroom, source: Source, kind: Kind, page: bytes) -> None:
    """Keep a page in which nothing was recognised, the last one only; what is no page of text is left out.

    A disk that is full must not stop the collection: then the page is not kept.
    """
    if not page or page.startswith(b"%PDF-"):
        return
    path = broken_page(newsroom.settings, source.name, kind)
    beside = path.with_suffix(".tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(page[:LARGEST])
        beside.replace(path)
    except OSError as error:
        log.warning("%s: cannot be kept: %s", path, error.strerror)
