"""`newsbridge feeds`: what is published, held against the rules of feeds, listed, rolled back."""

from pathlib import Path
from typing import Annotated

import typer

from newsbridge.commands.context import Options, finish
from newsbridge.language import tr

app = typer.Typer(no_args_is_help=True)

Name = Annotated[str, typer.Argument(help=tr("The feed's name in config/feeds.toml."))]
AsJson = Annotated[bool, typer.Option("--json", help=tr("Print JSON."))]


@app.command("check", help=tr("Hold every published feed against the rules of its format."))
def check(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Argument(help=tr("Folder of the feeds; else the one published to."))] = None,
    as_json: AsJson = False,
) -> None:
    """Print what is wrong with its way out; exit code 1 for an error."""
    from feeds.checking import check_folder
    from model.severity import Severity
    from newsbridge.feed_tables import faults_json, show_faults

    options: Options = context.obj
    files, faults = check_folder(folder or options.settings().output_path)
    if as_json:
        typer.echo(faults_json(files, faults))
    else:
        show_faults(files, faults)
    finish(any(fault.rule.severity >= Severity.ERROR for fault in faults))


@app.command("list", help=tr("Show the feeds with their entries, last change and kept versions."))
def list_feeds(context: typer.Context) -> None:
    """Print a line for each feed."""
    from newsbridge.feed_tables import show_states
    from pipeline.rollback import states

    options: Options = context.obj
    with options.newsroom() as newsroom:
        show_states(states(newsroom))


@app.command("rollback", help=tr("Put an earlier publication of a feed back and hold the feed there."))
def rollback(
    context: typer.Context,
    name: Name,
    to: Annotated[int | None, typer.Option(min=1, help=tr("Version to put back; else the one before."))] = None,
) -> None:
    """Put a version back, all formats together."""
    from pipeline.rollback import roll_back

    options: Options = context.obj
    with options.newsroom() as newsroom:
        version = roll_back(newsroom, name, to)
    typer.echo(
        tr("{feed}: version {n} is out again and stays until `newsbridge feeds release {feed}`").format(
            feed=name, n=version.number
        )
    )


@app.command("release", help=tr("Let a feed that was rolled back be published again."))
def release(context: typer.Context, name: Name) -> None:
    """End the hold; the next publication writes the feed."""
    from pipeline.rollback import release as release_feed

    options: Options = context.obj
    with options.newsroom() as newsroom:
        was_held = release_feed(newsroom, name)
    said = tr("{feed}: released; `newsbridge publish` writes it anew") if was_held else tr("{feed}: was not held")
    typer.echo(said.format(feed=name))
