"""`newsbridge compare`: one release through several engines, nothing stored."""

import json
from typing import Annotated

import typer

from model.languages import target_languages
from newsbridge.commands.context import Options
from newsbridge.language import tr


def compare(
    context: typer.Context,
    what: Annotated[str, typer.Argument(help=tr("Number of a release, a file, or an http address."))],
    to: Annotated[str, typer.Option("--to", help=tr("Target language: en or zh-Hans."))],
    engines: Annotated[str, typer.Option(help=tr("Names of engines, such as argos,deepl."))],
    everything: Annotated[bool, typer.Option("--all", help=tr("Show segments that agree too."))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=tr("Print JSON."))] = False,
) -> None:
    """Translate a release with each engine and show where they differ."""
    from newsbridge.comparison_tables import show_comparison
    from pipeline.comparing import compare as compare_engines

    options: Options = context.obj
    [target] = target_languages([to])
    choices = [name.strip() for name in engines.split(",") if name.strip()]
    with options.newsroom() as newsroom:
        comparison = compare_engines(newsroom, what, target, choices)
    if as_json:
        typer.echo(json.dumps(comparison.to_json(), ensure_ascii=False, indent=2))
    else:
        show_comparison(comparison, everything)
