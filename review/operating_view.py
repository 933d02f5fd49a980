"""What the operators' pages show, made ready: lines of visits, tables of reports, names for both."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import Any, get_args
from urllib.parse import urlsplit

from model.failure import Failure
from model.source import Source, Visit
from pipeline.orders import FLOWS
from pipeline.prefect_server import RunTable
from pipeline.recording import Kind, broken_page
from pipeline.reports import CollectReport, FeedReport, Problem, RunReport, TranslateReport
from pipeline.settings import Settings
from pipeline.triggering import RunState
from review.texts import phrase

COLUMNS = {
    "source": phrase("Source"),
    "language": phrase("Language"),
    "feed": phrase("Feed"),
    "found": phrase("Found"),
    "new": phrase("New"),
    "changed": phrase("Changed"),
    "unchanged": phrase("Unchanged"),
    "withdrawn": phrase("Withdrawn"),
    "translations": phrase("Translations"),
    "segments": phrase("Segments"),
    "reused": phrase("Taken over"),
    "flagged": phrase("Doubtful"),
    "engine": phrase("Engine"),
    "elsewhere": phrase("In another run"),
    "entries": phrase("Entries"),
    "written": phrase("Written"),
    "path": phrase("File"),
    "note": phrase("Note"),
    "failed": phrase("Failed"),
    "reason": phrase("Reason"),
}
"""What the counts of a report are called."""
PREFECT_STATES = {
    "SCHEDULED": RunState.WAITING,
    "PENDING": RunState.WAITING,
    "PAUSED": RunState.WAITING,
    "RUNNING": RunState.RUNNING,
    "CANCELLING": RunState.RUNNING,
    "COMPLETED": RunState.DONE,
    "FAILED": RunState.FAILED,
    "CRASHED": RunState.FAILED,
    "CANCELLED": RunState.CANCELLED,
}
"""Types of state at Prefect (https://docs.prefect.io/v3/concepts/states) in our words."""
VERBS = {flow: verb for verb, flow in FLOWS.items()}
STAGES = {
    "collect": phrase("Collect"),
    "translate": phrase("Translate"),
    "publish": phrase("Publish"),
    "picture": phrase("Copy pictures"),
    "deliver": phrase("Deliver"),
    "announce": phrase("Tell the hub"),
}
"""What the steps are called in which something failed."""
SELDOM = frozenset({"note", "engine", "elsewhere"})
"""Counts that are left out where no row has one."""
NARROW, WIDE = 120, 600
"""Widths of a line of visits, in CSS pixels."""
HEIGHT = 24

Report = CollectReport | TranslateReport | FeedReport


@dataclass(frozen=True)
class Bar:
    """A visit in a line: `kind` is `good`, `same` (not modified), `part` (articles failed) or `bad`."""

    x: float
    y: float
    width: float
    height: float
    kind: str


@dataclass(frozen=True)
class Line:
    """Visits as bars, the latest at the right.

    Attributes:
        figures: releases found, for those who do not see the bars: `-` for not modified, `!` for a failure.
    """

    width: int
    height: int
    bars: Sequence[Bar]
    figures: str


def sparkline(visits: Sequence[Visit], *, wide: bool = False) -> Line:
    """Return a line of `visits`, which come the latest first."""
    width = WIDE if wide else NARROW
    most = max([visit.found or 0 for visit in visits], default=0) or 1
    step = width / max(len(visits), 20 if not wide else 60)
    ordered = list(reversed(visits))
    first = width - step * len(ordered)
    bars = [_bar(visit, first + number * step, step, most) for number, visit in enumerate(ordered)]
    figures = ["!" if visit.error else "-" if visit.found is None else str(visit.found) for visit in ordered]
    return Line(width, HEIGHT, bars, " ".join(figures))


def _bar(visit: Visit, x: float, step: float, most: int) -> Bar:
    kind = "bad" if visit.error else "part" if visit.failed else "same" if visit.found is None else "good"
    height = HEIGHT if visit.error else 3.0 if not visit.found else max(3.0, HEIGHT * visit.found / most)
    return Bar(round(x, 2), round(HEIGHT - height, 2), round(step * 0.8, 2), round(height, 2), kind)


def overview(source: Source) -> dict[str, str]:
    """Return what the catalogue says of how a source is read, as far as it says anything."""
    selectors = {each.name: getattr(source.selectors, each.name) for each in fields(source.selectors)}
    said = {"kind": source.kind.value, "include": source.include, **selectors, "note": source.note}
    return {name: value for name, value in said.items() if value}


def kept_pages(settings: Settings, source: str) -> list[tuple[Kind, datetime]]:
    """Return which broken pages of a source are kept, and since when."""
    paths: list[tuple[Kind, Any]] = [(kind, broken_page(settings, source, kind)) for kind in get_args(Kind)]
    return [(kind, datetime.fromtimestamp(path.stat().st_mtime, UTC)) for kind, path in paths if path.is_file()]


def named_in(failure: Failure, catalogue: Sequence[Source]) -> str:
    """Return the source that a failure belongs to, "" where that cannot be told.

    A source and a translation are named; a page belongs to the source of its host whose address is most like its own.
    """
    names = {source.name for source in catalogue}
    head = failure.subject.split("/", 1)[0]
    if head in names:
        return head
    host = urlsplit(failure.subject).netloc
    same = [source for source in catalogue if host and urlsplit(source.url).netloc == host]
    return max(same, key=lambda source: _alike(source.url, failure.subject)).name if same else ""


def _alike(one: str, other: str) -> int:
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def tables(report: RunReport) -> list[RunTable]:
    """Return a report as tables: one for each step, a row for each source, language or feed."""
    parts: list[tuple[str, Sequence[Report]]] = [
        (phrase("Collected"), report.collected),
        (phrase("Translated"), report.translated),
        (phrase("Feeds and pages"), report.published),
    ]
    return [RunTable(title, _rows(reports)) for title, reports in parts if reports]


def gathered(left: Sequence[RunTable]) -> tuple[list[RunTable], list[Problem]]:
    """Join the tables that a run at Prefect has left, one for each source, language and feed, and its failures."""
    joined: dict[str, list[dict[str, Any]]] = {}
    problems = []
    for row in (row for table in left for row in table.rows):
        if "reason" in row:
            problems.append(Problem(str(row.get("failed", "")), str(row["reason"])))
        else:
            joined.setdefault(next(iter(row), ""), []).append(dict(row))
    titles = {"source": phrase("Collected"), "language": phrase("Translated"), "feed": phrase("Feeds and pages")}
    return [RunTable(titles.get(first, ""), _tidy(rows)) for first, rows in joined.items()], problems


def _rows(reports: Sequence[Report]) -> list[dict[str, Any]]:
    return _tidy([_row(each) for each in reports])


def _tidy(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    unsaid = {name for name in SELDOM if not any(row.get(name) for row in rows)}
    return [{name: value for name, value in row.items() if name not in unsaid} for row in rows]


def _row(report: Report) -> dict[str, Any]:
    counts = {name: value for name, value in asdict(report).items() if not isinstance(value, list)}
    return {**counts, "failed": len(report.problems)}
