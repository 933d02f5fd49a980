"""`newsbridge extract` and `newsbridge translate-text`: one document, one text, nothing stored."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from model.languages import target_languages
from newsbridge.commands.context import Options
from newsbridge.language import tr


def extract(
    context: typer.Context,
    what: Annotated[str, typer.Argument(help=tr("A file or an http address."))],
    url: Annotated[str, typer.Option(help=tr("Address that a saved page came from."))] = "",
    as_json: Annotated[bool, typer.Option("--json", help=tr("Print JSON."))] = False,
) -> None:
    """Show what is recognised: title, date, lead, blocks, contact, language."""
    from newsbridge.article_text import article_json, article_text
    from pipeline.reading import read_anything

    options: Options = context.obj
    article = read_anything(options.newsroom(), what, url)
    typer.echo(article_json(article) if as_json else article_text(article))


def translate_text(
    context: typer.Context,
    to: Annotated[str, typer.Option("--to", help=tr("Target language: en or zh-Hans."))],
    file: Annotated[Path, typer.Argument(help=tr("A file, or - for standard input."))] = Path("-"),
) -> None:
    """Translate German lines; an empty line stays empty, so that lines correspond."""
    from pipeline.plain import read_lines, translate_lines

    options: Options = context.obj
    [target] = target_languages([to])
    for line in translate_lines(options.newsroom(), read_lines(file, sys.stdin.buffer), target):
        typer.echo(line)
