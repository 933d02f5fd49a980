"""`newsbridge sources`: the catalogue, its switches, and a dry run."""

from pathlib import Path
from typing import Annotated

import typer

from newsbridge.commands.context import Options, finish
from newsbridge.language import tr

app = typer.Typer(no_args_is_help=True)

Name = Annotated[str, typer.Argument(help=tr("The source's name in the catalogue."))]


@app.command("list", help=tr("Show all sources with how they are and their last visit."))
def list_sources(context: typer.Context) -> None:
    """Print the catalogue."""
    from newsbridge.source_tables import show_sources
    from pipeline.watching import watch

    options: Options = context.obj
    with options.newsroom() as newsroom:
        show_sources(watch(newsroom, newsroom.catalogue))


@app.command("enable", help=tr("Collect this source from now on."))
def enable(context: typer.Context, name: Name) -> None:
    """Switch a source on; the switch is kept in the store and wins over the catalogue."""
    _switch(context, name, True)


@app.command("disable", help=tr("Do not collect this source any more; what it brought stays."))
def disable(context: typer.Context, name: Name) -> None:
    """Switch a source off."""
    _switch(context, name, False)


def _switch(context: typer.Context, name: str, enabled: bool) -> None:
    options: Options = context.obj
    with options.newsroom() as newsroom:
        source = newsroom.source(name)
        newsroom.store.sources.switch(source.name, enabled)
    typer.echo(f"{name}: {tr('enabled') if enabled else tr('disabled')}")


@app.command("try", help=tr("Visit a source without storing anything and show what would be collected."))
def try_source(
    context: typer.Context,
    name: Name,
    limit: Annotated[int, typer.Option(min=1, help=tr("At most so many releases."))] = 5,
    saved: Annotated[
        Path | None,
        typer.Option(
            help=tr("A page that was saved, instead of the live one; var/broken/ holds those that broke."),
        ),
    ] = None,
) -> None:
    """Show what the source announces and what is recognised on its pages."""
    from newsbridge.source_tables import show_trial
    from pipeline.trying import try_saved
    from pipeline.trying import try_source as visit_source
    from sources.documents import read_file

    options: Options = context.obj
    with options.newsroom() as newsroom:
        source = newsroom.source(name)
        if saved is None:
            trial = visit_source(newsroom, source, limit)
        else:
            trial = try_saved(newsroom, source, read_file(saved), str(saved))
    show_trial(trial)
    finish(bool(trial.problems))
