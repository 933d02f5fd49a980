"""`newsbridge config`, `newsbridge init`, `newsbridge deploy`: how a newsroom is set up, and what its settings are."""

from pathlib import Path
from typing import Annotated

import typer

from newsbridge.commands.context import Options, finish
from newsbridge.language import tr

app = typer.Typer(no_args_is_help=True)

Domain = Annotated[str, typer.Option(help=tr("Your domain, such as example.org: it is in the feeds for ever."))]
AsJson = Annotated[bool, typer.Option("--json", help=tr("Print JSON."))]


@app.command("show", help=tr("Show every setting with its value and where that comes from."))
def show(context: typer.Context, as_json: AsJson = False) -> None:
    """Print the settings; secrets are hidden."""
    from newsbridge.configuration_tables import settings_json, show_settings
    from pipeline.configuration_checks import shown_settings

    options: Options = context.obj
    settings = shown_settings(options.given())
    if as_json:
        typer.echo(settings_json(settings))
    else:
        show_settings(settings)


@app.command("check", help=tr("Read all of config/ and name every mistake with its line."))
def check(context: typer.Context, as_json: AsJson = False) -> None:
    """Print what is wrong; exit code 1 where anything is."""
    from newsbridge.configuration_tables import faults_json, show_faults
    from pipeline.configuration_checks import configuration_faults
    from pipeline.origins import home_of

    options: Options = context.obj
    faults = configuration_faults(options.given())
    if as_json:
        typer.echo(faults_json(faults))
    else:
        show_faults(faults, str(home_of(options.given()) / "config"))
    finish(bool(faults))


def init(
    folder: Annotated[Path, typer.Argument(help=tr("A folder that is empty or not there yet."))],
    domain: Domain = "",
) -> None:
    """Make a newsroom that works at once."""
    from newsbridge.configuration_tables import show_founded
    from pipeline.founding import found

    show_founded(found(folder, domain), domain)
