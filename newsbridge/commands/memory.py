"""`newsbridge memory`: what editors have approved, to look at, to search, to take along."""

from pathlib import Path
from typing import Annotated

import typer

from model.languages import target_languages
from newsbridge.commands.context import Options, finish
from newsbridge.language import tr

app = typer.Typer(no_args_is_help=True)

Language = Annotated[str | None, typer.Option("--language", "-l", help=tr("Only of this language: en, zh-Hans."))]
Limit = Annotated[int, typer.Option(min=1, help=tr("At most so many pairs."))]


@app.command("list", help=tr("Show the pairs approved last, and how many there are."))
def list_pairs(context: typer.Context, language: Language = None, limit: Limit = 20) -> None:
    """Print the latest pairs, then a count for each language."""
    from newsbridge.memory_tables import show_counts, show_units

    options: Options = context.obj
    [chosen] = target_languages([language]) if language else [None]
    with options.newsroom() as newsroom:
        memory = newsroom.store.memory
        show_units(memory.latest(chosen, limit))
        show_counts(memory.counts())


@app.command("search", help=tr("Find sentences like a German one, and pairs that hold its words."))
def search(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help=tr("A German sentence, or words of either language."))],
    to: Annotated[str, typer.Option("--to", help=tr("Target language: en or zh-Hans."))],
    limit: Limit = 5,
) -> None:
    """Print what is alike with its difference, then what contains the words."""
    from newsbridge.memory_tables import show_offers, show_units
    from pipeline.memory import offers

    options: Options = context.obj
    [language] = target_languages([to])
    with options.newsroom() as newsroom:
        found = offers(newsroom, text, language, limit)
        shown = {(offer.unit.source, offer.unit.target) for offer in found}
        held = newsroom.store.memory.containing(text, language, limit)
    show_offers(found)
    show_units([unit for unit in held if (unit.source, unit.target) not in shown])


@app.command("import", help=tr("Bring pairs from TMX files into the memory."))
def import_(
    context: typer.Context, files: Annotated[list[Path], typer.Argument(help=tr("Files ending in .tmx."))]
) -> None:
    """Import TMX files; units that cannot be read are named with their lines, the rest is kept."""
    from newsbridge.memory_tables import show_import
    from pipeline.memory_files import import_tmx

    options: Options = context.obj
    passed_over = 0
    with options.newsroom() as newsroom:
        for file in files:
            report = import_tmx(newsroom, file)
            show_import(report)
            passed_over += len(report.bad)
    finish(passed_over > 0)


@app.command("export", help=tr("Write the memory to a TMX file."))
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=tr("The file to write, ending in .tmx."))],
    language: Language = None,
) -> None:
    """Export the pairs of one language, or all."""
    from pipeline.memory_files import export_tmx

    options: Options = context.obj
    [chosen] = target_languages([language]) if language else [None]
    with options.newsroom() as newsroom:
        count = export_tmx(newsroom, file, chosen)
    typer.echo(tr("{file}: {n} pairs written").format(file=file, n=count))
