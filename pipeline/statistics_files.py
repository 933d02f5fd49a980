"""The statistics as tables for a spreadsheet: the figures, and every approved segment."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from model.berlin import in_berlin
from model.errors import BadConfiguration
from model.statistics import Chosen, Judged
from pipeline.spreadsheet import csv_lines
from pipeline.statistics import CheckFigures, Figures, Statistics
from pipeline.wiring import Newsroom

COLUMNS = (
    *("table", "month", "language", "engine", "source", "check", "translations", "segments", "unchanged_share"),
    *("median_hours", "p90_hours", "mean_distance", "mean_chrf", "findings_per_100", "changed_share"),
)
TABLES = {
    "month": ("month", "language"),
    "engine": ("engine", "language"),
    "source": ("source", "language"),
}
SEGMENT_COLUMNS = (
    *("translation", "segment", "language", "source", "engine", "translated_at", "approved_at", "hours"),
    *("distance", "chrf", "findings", "checks", "german", "machine", "approved"),
)


def figures_csv(statistics: Statistics) -> Iterator[str]:
    """Return the figures by month, by engine, by source and by check, one below the other; `table` tells which."""
    return csv_lines(COLUMNS, _rows(statistics))


def segments_csv(newsroom: Newsroom, chosen: Chosen) -> Iterator[str]:
    """Return all approved segments that an engine made, with both texts; times are of a clock in Berlin."""
    return csv_lines(SEGMENT_COLUMNS, map(_segment, newsroom.store.statistics.segments(chosen)))


def write_csv(path: Path, lines: Iterable[str]) -> None:
    """Write a table to a file.

    Raises:
        BadConfiguration: the file cannot be written.
    """
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
    except OSError as error:
        reason = f"cannot be written: {error.strerror}; name another file"
        raise BadConfiguration(where=str(path), reason=reason) from error


def _rows(statistics: Statistics) -> Iterator[Sequence[object]]:
    groups = (statistics.by_language, statistics.by_engine, statistics.by_source)
    for (table, fields), figures in zip(TABLES.items(), groups, strict=True):
        for key, each in figures.items():
            yield _row(_figures(each) | dict(zip(fields, key, strict=True)) | {"table": table})
    for check in statistics.checks:
        yield _row(_check(check) | {"table": "check"})


def _row(cells: Mapping[str, object]) -> list[object]:
    return [cells.get(column) for column in COLUMNS]


def _figures(figures: Figures) -> dict[str, object]:
    return {
        "translations": figures.translations,
        "segments": figures.segments,
        "unchanged_share": _rounded(figures.unchanged),
        "median_hours": _hours(figures.median),
        "p90_hours": _hours(figures.p90),
        "mean_distance": _rounded(figures.distance),
        "mean_chrf": _rounded(figures.chrf),
        "findings_per_100": _rounded(figures.findings),
    }


def _check(check: CheckFigures) -> dict[str, object]:
    return {
        "check": check.check,
        "segments": check.segments,
        "findings_per_100": _rounded(check.a_hundred),
        "changed_share": _rounded(check.hits),
    }


def _segment(each: Judged) -> Sequence[object]:
    waited = None if each.translated_at is None else (each.reviewed_at - each.translated_at).total_seconds()
    checks = None if each.doubts is None else " ".join(dict.fromkeys(each.doubts))
    return (
        *(each.translation_id, each.segment_id, each.language.value, each.source, each.engine),
        *(_moment(each.translated_at), _moment(each.reviewed_at), _hours(waited)),
        *(_rounded(each.distance), _rounded(each.chrf), None if each.doubts is None else len(each.doubts), checks),
        *(each.german, each.machine, each.approved),
    )


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else in_berlin(moment).isoformat(timespec="seconds")


def _hours(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds / 3600, 2)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
