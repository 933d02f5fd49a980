"""What a person at the terminal sees of the statistics."""

from collections.abc import Mapping
from datetime import datetime

from rich.table import Table
from rich.text import Text

from newsbridge.language import tr
from newsbridge.printing import console
from pipeline.statistics import CheckFigures, Figures, Key, Statistics

HEADS = ("translations", "segments", "unchanged", "half within", "9 in 10 within", "distance", "chrF", "findings/100")
NOTHING = "–"


def show_statistics(found: Statistics, now: datetime) -> None:
    """Print figures by month, engine and source, then the checks, then what waits."""
    out = console()
    if not found.months:
        out.print(Text(tr("Nothing that you chose has been approved; figures come with the first approval.")))
    else:
        for head, groups in (("month", found.by_language), ("engine", found.by_engine), ("source", found.by_source)):
            out.print(_table(tr(head), groups), Text())
        if found.checks:
            out.print(_checks(found.checks, found.total), Text())
    for each in found.backlog:
        line = tr("{language}: {n} translations wait, the oldest for {time}")
        waited = _time((now - each.oldest).total_seconds())
        out.print(Text(line.format(language=each.language, n=each.translations, time=waited)))


def _table(head: str, groups: Mapping[Key, Figures]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in (head, tr("language")):
        table.add_column(name, overflow="fold")
    for name in HEADS:
        table.add_column(tr(name), justify="right")
    for (name, language), each in groups.items():
        table.add_row(Text(name), Text(language), *_cells(each))
    return table


def _cells(each: Figures) -> list[str]:
    return [
        *(str(each.translations), str(each.segments), _share(each.unchanged), _time(each.median), _time(each.p90)),
        *(_number(each.distance, 2), _number(each.chrf, 1), _number(each.findings, 1)),
    ]


def _checks(checks: list[CheckFigures], total: Figures) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(tr("check"))
    for name in ("segments", "of 100", "then changed"):
        table.add_column(tr(name), justify="right")
    for each in checks:
        table.add_row(Text(each.check), str(each.segments), _number(each.a_hundred, 1), _share(each.hits))
    changed = None if total.unchanged is None else 1 - total.unchanged
    table.add_row(Text(tr("all segments"), style="dim"), str(total.segments), "100.0", _share(changed))
    return table


def _share(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.0%}"


def _number(value: float | None, digits: int) -> str:
    return NOTHING if value is None else f"{value:.{digits}f}"


def _time(seconds: float | None) -> str:
    """Return a time in hours, in days from two of them on."""
    if seconds is None:
        return NOTHING
    hours = seconds / 3600
    return f"{hours:.1f} h" if hours < 48 else f"{hours / 24:.1f} d"
