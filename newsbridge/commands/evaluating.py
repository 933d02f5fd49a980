"""`newsbridge evaluate`: how good an engine is, in figures."""

from pathlib import Path
from typing import Annotated

import typer

from newsbridge.commands.context import Options
from newsbridge.language import tr


def evaluate(
    context: typer.Context,
    pair: Annotated[str, typer.Option(help=tr("Language pair: de-en or de-zh."))],
    file: Annotated[
        Path | None, typer.Option(help=tr("Test set: columns German, English, Chinese; else the one of newsbridge."))
    ] = None,
    source: Annotated[Path | None, typer.Option(help=tr("German sentences, one a line; with --reference."))] = None,
    reference: Annotated[Path | None, typer.Option(help=tr("Their translations, one a line; with --source."))] = None,
    engine: Annotated[str, typer.Option(help=tr("An engine of config/engines.toml; else the one of the pair."))] = "",
    limit: Annotated[int | None, typer.Option(min=1, help=tr("At most so many sentences."))] = None,
    compare_with: Annotated[
        Path | None, typer.Option(help=tr("A result kept with --json: show what changed, and whether by chance."))
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=tr("Print JSON."))] = False,
) -> None:
    """Measure an engine alone and within newsbridge; nothing is stored."""
    from newsbridge.evaluation_tables import show_evaluation
    from pipeline.evaluating import compare_with as compare
    from pipeline.evaluating import evaluate as measure
    from pipeline.testset import PRESS, parse_pair, read_pair, read_table

    if (source is None) != (reference is None) or (source and file):
        raise typer.BadParameter(tr("give either --file, or --source and --reference together"))
    options: Options = context.obj
    target = parse_pair(pair)
    test_set = read_pair(source, reference, target) if source and reference else read_table(file or PRESS, target)
    test_set = test_set.head(limit)
    with options.newsroom() as newsroom:
        evaluation = measure(newsroom, test_set, engine)
    changes = compare(compare_with, evaluation, test_set) if compare_with else {}
    show_evaluation(evaluation, changes, as_json)
