"""`newsbridge statistics`: what the machine's work was worth, in figures."""

import re
from pathlib import Path
from typing import Annotated

import typer

from model.languages import target_languages
from newsbridge.commands.context import Options
from newsbridge.language import tr

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def _month(text: str | None) -> str | None:
    if text is not None and not MONTH.fullmatch(text):
        raise typer.BadParameter(tr("{text}: not a month; write it like 2026-01").format(text=text))
    return text


def statistics(
    context: typer.Context,
    csv: Annotated[Path | None, typer.Option(help=tr("Write the figures to this file, for a spreadsheet."))] = None,
    segments: Annotated[
        Path | None, typer.Option(help=tr("Write every approved segment to this file, for a spreadsheet."))
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", "-l", help=tr("Only of this language: en, zh-Hans."))
    ] = None,
    source: Annotated[str | None, typer.Option("--source", "-s", help=tr("Only of this source."))] = None,
    engine: Annotated[str | None, typer.Option(help=tr("Only what this engine made, by its full name."))] = None,
    since: Annotated[str | None, typer.Option(callback=_month, help=tr("From this month on, such as 2026-01."))] = None,
    until: Annotated[str | None, typer.Option(callback=_month, help=tr("Up to this month."))] = None,
) -> None:
    """Print the figures of what editors approved, and what waits; or write them to files."""
    from model.statistics import Chosen
    from newsbridge.statistics_tables import show_statistics
    from pipeline.statistics import statistics as count
    from pipeline.statistics_files import figures_csv, segments_csv, write_csv

    options: Options = context.obj
    [tongue] = target_languages([language]) if language else [None]
    chosen = Chosen(tongue, source, engine, since, until)
    with options.newsroom() as newsroom:
        found = count(newsroom, chosen)
        if csv is None and segments is None:
            show_statistics(found, newsroom.now())
        if csv is not None:
            write_csv(csv, figures_csv(found))
        if segments is not None:
            write_csv(segments, segments_csv(newsroom, chosen))
    for path in filter(None, (csv, segments)):
        typer.echo(tr("{file}: written").format(file=path))
