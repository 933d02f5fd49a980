"""What a person at the terminal sees: a progress bar while it runs, then a table, then the reason of every failure."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from model.languages import Language
from newsbridge.language import tr
from pipeline.reports import CollectReport, FeedReport, Problem, RunReport, TranslateReport
from pipeline.translate import Progress as OnProgress

SHOWN_HELD = 5


def console() -> Console:
    """Return the console for results: as wide as the terminal, wide enough for addresses elsewhere."""
    # A log file has no width; 80 columns would cut addresses that somebody needs whole.
    return Console(width=None if sys.stdout.isatty() else 120, highlight=False)


@contextmanager
def progress_bar(quiet: bool) -> Iterator[OnProgress | None]:
    """Show a bar a language while translating, on a terminal only; yields the function that moves it."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[Language, TaskID] = {}

        def move(language: Language, done: int, total: int) -> None:
            if language not in tasks:
                tasks[language] = bar.add_task(f"{tr('translating')} {language}", total=total)
            bar.update(tasks[language], completed=done, total=total)

        yield move


def show(report: RunReport, as_json: bool = False) -> None:
    """Print a report."""
    if as_json:
        sys.stdout.write(json.dumps(report.to_json(), ensure_ascii=False, indent=2) + "\n")
        return
    out = console()
    for table in _tables(report):
        out.print(table)
    _show_problems(out, tr("held back"), [p for feed in report.published for p in feed.held], SHOWN_HELD)
    _show_problems(out, tr("failed"), report.problems)


def _tables(report: RunReport) -> Iterator[Table]:
    if report.collected:
        yield _collected(report.collected)
    if report.translated:
        yield _translated(report.translated)
    if report.published:
        yield _published(report.published)


def _table(first: str, *numbers: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(tr(first))
    for number in numbers:
        table.add_column(tr(number), justify="right")
    table.add_column("")
    return table


def _row(table: Table, name: str, numbers: Sequence[int], note: str = "") -> None:
    table.add_row(Text(name), *(str(number) for number in numbers), Text(note))


def _collected(reports: Sequence[CollectReport]) -> Table:
    table = _table("source", "found", "new", "changed", "unchanged", "withdrawn", "failed")
    for each in reports:
        numbers = [each.found, each.new, each.changed, each.unchanged, each.withdrawn, len(each.problems)]
        _row(table, each.source, numbers, tr(each.note))
    return table


def _translated(reports: Sequence[TranslateReport]) -> Table:
    table = _table("language", "translations", "segments", "reused", "doubtful", "failed")
    for each in reports:
        numbers = [each.translations, each.segments, each.reused, each.flagged, len(each.problems)]
        elsewhere = tr("{n} in another run").format(n=each.elsewhere) if each.elsewhere else ""
        _row(table, each.language, numbers, "; ".join(part for part in (each.engine, elsewhere) if part))
    return table


def _published(reports: Sequence[FeedReport]) -> Table:
    table = _table("feed", "entries", "held back", "failed")
    for each in reports:
        note = tr("written") if each.written else tr("failed") if each.problems else tr("unchanged")
        _row(table, each.feed, [each.entries, len(each.held), len(each.problems)], f"{note}: {each.path}")
    return table


def _show_problems(out: Console, title: str, problems: Sequence[Problem], most: int = sys.maxsize) -> None:
    for problem in problems[:most]:
        # Most reasons name their subject already.
        text = problem.reason if problem.subject in problem.reason else f"{problem.subject}: {problem.reason}"
        out.print(Text(f"{title}: {text}"), soft_wrap=True)
    if len(problems) > most:
        out.print(Text(f"{title}: {tr('and {n} more').format(n=len(problems) - most)}"))
