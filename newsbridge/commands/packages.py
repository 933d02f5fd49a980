"""`newsbridge packages`: embedded, from a file, or from the official Argos index."""

from pathlib import Path
from typing import Annotated

import typer

from newsbridge.commands.context import Options
from newsbridge.language import tr

app = typer.Typer(no_args_is_help=True)

Pair = Annotated[str, typer.Argument(help=tr("Language pair, such as de-en."))]


@app.command("list", help=tr("Show the packages and which way each language is reached."))
def list_packages(context: typer.Context) -> None:
    """Print embedded and installed packages, then the route to each target language."""
    from model.errors import UnsupportedPair
    from model.languages import TARGET_LANGUAGES, Language
    from newsbridge.language import explain

    options: Options = context.obj
    packages = options.newsroom().packages
    for package in [*packages.embedded(), *packages.installed()]:
        typer.echo(f"{package.source}-{package.target}  {package.version:8} {tr(package.origin):10} {package.path}")
    for target in TARGET_LANGUAGES:
        try:
            route = packages.route(Language.DE, target)
        except UnsupportedPair as error:
            typer.echo(explain(error))
        else:
            typer.echo(f"{Language.DE} -> {target}: {' -> '.join(step.name for step in route.steps)}")


@app.command("install", help=tr("Install a package from a file or from the official index."))
def install(
    context: typer.Context,
    what: Annotated[list[str], typer.Argument(help=tr("A file ending in .argosmodel, or a pair such as de-en."))],
    timeout: Annotated[float, typer.Option(min=0.1, help=tr("Seconds to wait for the index."))] = 30,
    attempt: Annotated[
        bool,
        typer.Option("--attempt", help=tr("Only try: add what is missing; an unreachable index is no error.")),
    ] = False,
) -> None:
    """Install packages; whatever goes wrong leaves what is installed."""
    from model.errors import PackageError
    from newsbridge.language import explain

    options: Options = context.obj
    newsroom = options.newsroom()
    if attempt and newsroom.settings.offline:
        return
    files = [Path(each) for each in what if each.endswith(".argosmodel")]
    pairs = ["-".join(_pair(each)) for each in what if not each.endswith(".argosmodel")]
    if attempt:
        installed = {f"{package.source}-{package.target}" for package in newsroom.packages.installed()}
        pairs = [pair for pair in pairs if pair not in installed]
    try:
        done = [newsroom.packages.install_file(path) for path in files]
        if pairs:
            done += newsroom.packages.install_official(
                pairs, index_url=newsroom.settings.package_index, timeout=timeout
            )
    except PackageError as error:
        if not attempt:
            raise
        typer.echo(explain(error))
        return
    for package in done:
        typer.echo(f"{package.name}: {tr('installed')}")


@app.command("remove", help=tr("Remove an installed package; embedded ones stay."))
def remove(context: typer.Context, pair: Pair) -> None:
    """Remove an installed package."""
    options: Options = context.obj
    source, target = _pair(pair)
    options.newsroom().packages.remove(source, target)
    typer.echo(f"{pair}: {tr('removed')}")


def _pair(text: str) -> tuple[str, str]:
    """Divide a pair before anybody is asked for it: a mistyped file name must not end in a search on the internet."""
    from model.errors import PackageError

    source, _, target = text.partition("-")
    if not (source.isalpha() and target.replace("-", "").isalnum()):
        raise PackageError(name=text, reason=tr("not a language pair; write it like de-en"))
    return source, target
