"""The commands, one module a theme; what is heavy is imported inside a command, so that `--help` answers at once."""

from pathlib import Path
from typing import Annotated

import typer

from newsbridge.commands import (
    comparing,
    configuring,
    desk,
    documents,
    exchange,
    feeds,
    keeping,
    memory,
    newsroom,
    notify,
    packages,
    sources,
    terms,
    tokens,
)
from newsbridge.commands.checks import checks
from newsbridge.commands.context import Options
from newsbridge.commands.doctor import doctor
from newsbridge.commands.evaluating import evaluate
from newsbridge.commands.serving import serve
from newsbridge.commands.statistics import statistics
from newsbridge.language import tr
from newsbridge.logs import start_log

app = typer.Typer(
    name="newsbridge",
    help=tr("German press releases in, Chinese and English feeds out."),
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:
    if value:
        from importlib.metadata import version

        typer.echo(f"newsbridge {version('newsbridge')}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    home: Annotated[Path | None, typer.Option(help=tr("Folder that holds config/, var/ and public/."))] = None,
    store: Annotated[str | None, typer.Option(help=tr("URL of the database."))] = None,
    catalogue: Annotated[Path | None, typer.Option(help=tr("The catalogue of sources."))] = None,
    output: Annotated[Path | None, typer.Option(help=tr("Folder for the finished feeds."))] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help=tr("Show the log."))] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=tr("Show the version."))
    ] = False,
) -> None:
    """Where things are; everything else stands in config/ and in NEWSBRIDGE_... variables."""
    context.obj = Options(home, store, catalogue, output)
    start_log(verbose)


app.command("run", help=tr("Collect, translate and publish: the main job."))(newsroom.run)
app.command("collect", help=tr("Ask the sources and store what is new or changed."))(newsroom.collect)
app.command("translate", help=tr("Translate what is not translated yet."))(newsroom.translate)
app.command("publish", help=tr("Write the feeds."))(newsroom.publish)
app.command("import", help=tr("Store documents as releases: HTML, Markdown, plain text, PDF."))(newsroom.import_)
app.command("extract", help=tr("Show what is recognised in a document or page."))(documents.extract)
app.command("translate-text", help=tr("Translate text: one segment a line in, one a line out."))(
    documents.translate_text
)
app.command("compare", help=tr("Show what several engines make of one release; nothing is stored."))(comparing.compare)
app.command("evaluate", help=tr("Measure an engine: likeness to references, terms, values, speed."))(evaluate)
app.command("statistics", help=tr("What the machine's work was worth: how much editors changed, how long they took."))(
    statistics
)
app.command("checks", help=tr("List what is looked for in each translation."))(checks)
app.command("doctor", help=tr("Name everything that is missing or wrong on this machine."))(doctor)
app.command("backup", help=tr("Back the whole newsroom up into one file, while it works."))(keeping.backup)
app.command("restore", help=tr("Put a backup back, on this machine or another."))(keeping.restore)
app.command("retention", help=tr("Remove what has had its time: old visits, versions that nobody needs."))(
    keeping.retention
)
app.command("erase", help=tr("Take a person out of everything that is kept and published, at their request."))(
    keeping.erase
)
app.command("upgrade", help=tr("Bring the store to this program's schema, with a backup first."))(keeping.upgrade)
app.command("notify", help=tr("Look for what is wrong, and tell the operator by mail, Teams, WeCom and others."))(
    notify.notify
)
app.command("serve", help=tr("Serve feeds and pages over HTTP, for a portal or for a look."))(serve)
app.command("init", help=tr("Make a new newsroom in a folder: configuration, folders, everything to begin with."))(
    configuring.init
)
app.add_typer(configuring.app, name="config", help=tr("The settings: shown, and all of config/ examined."))
app.add_typer(sources.app, name="sources", help=tr("The catalogue of sources."))
app.add_typer(packages.app, name="packages", help=tr("The language packages."))
app.add_typer(memory.app, name="memory", help=tr("What editors have approved: the translation memory."))
app.add_typer(terms.app, name="terms", help=tr("The termbase: examined, searched, exchanged as TBX."))
app.add_typer(exchange.app, name="xliff", help=tr("Translations out to a translation program and back, as XLIFF."))
app.add_typer(desk.app, name="desk", help=tr("The editors' desk in the browser; without a further word it is started."))
app.add_typer(tokens.app, name="token", help=tr("Keys that let programs use the JSON API."))
app.add_typer(feeds.app, name="feeds", help=tr("The published feeds: examined, listed, taken back."))
