"""`newsbridge packages`: embedded, from a file, or from the official Argos index."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from model.languages import Language
from newsbridge.commands.context import Options
from newsbridge.language import tr

if TYPE_CHECKING:
    from pipeline.wiring import Newsroom
    from translators.ratings import Rating
    from translators.routes import Route

app = typer.Typer(no_args_is_help=True)

Pair = Annotated[str, typer.Argument(help=tr("Language pair, such as de-en."))]


@app.command("list", help=tr("Show the packages and which way each language is reached."))
def list_packages(context: typer.Context) -> None:
    """Print embedded and installed packages, then the route to each target language."""
    from model.errors import UnsupportedPair
    from model.languages import TARGET_LANGUAGES
    from newsbridge.language import explain

    options: Options = context.obj
    packages = options.newsroom().packages
    for package in [*packages.embedded(), *packages.installed()]:
        typer.echo(f"{package.source}-{package.target}  {package.version:8} {tr(package.origin):10} {package.path}")
    for target in TARGET_LANGUAGES:
        try:
            routes = packages.routes(Language.DE, target)
        except UnsupportedPair as error:
            typer.echo(explain(error))
            continue
        taken = packages.ratings.best(routes)
        for route in routes:
            mark = "*" if route == taken else " "
            typer.echo(f"{mark} {Language.DE} -> {target}: {_shown(route, packages.ratings.of(route))}")


@app.command("rate", help=tr("Measure the packages, so that the best ones are taken."))
def rate(context: typer.Context) -> None:
    """Measure every way into every language on the test set of newsbridge."""
    options: Options = context.obj
    with options.newsroom() as newsroom:
        _rate(newsroom, again=True)


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
    if done and not attempt:
        with newsroom:
            _rate(newsroom)


@app.command("remove", help=tr("Remove an installed package; embedded ones stay."))
def remove(context: typer.Context, pair: Pair) -> None:
    """Remove an installed package."""
    options: Options = context.obj
    source, target = _pair(pair)
    options.newsroom().packages.remove(source, target)
    typer.echo(f"{pair}: {tr('removed')}")


def _rate(newsroom: "Newsroom", *, again: bool = False) -> None:
    """Measure what can be chosen from: a failure is no reason to refuse what is installed."""
    from model.errors import NewsbridgeError
    from newsbridge.language import explain
    from pipeline.rating import rate_packages

    try:
        for target, route, rating in rate_packages(newsroom, again=again):
            typer.echo(f"{Language.DE} -> {target}: {_shown(route, rating)}")
    except NewsbridgeError as error:
        typer.echo(f"{tr('not measured')}: {explain(error)}")


def _shown(route: "Route", rating: "Rating | None") -> str:
    names = " -> ".join(step.name for step in route.steps)
    if rating is None:
        return f"{names}  ({tr('not measured')})"
    figures = tr("BLEU {bleu}, chrF {chrf} on {n} press sentences, {day}")
    return f"{names}  ({figures.format(bleu=rating.bleu, chrf=rating.chrf, n=rating.sentences, day=rating.day)})"


def _pair(text: str) -> tuple[str, str]:
    """Divide a pair before anybody is asked for it: a mistyped file name must not end in a search on the internet."""
    from model.errors import PackageError

    source, _, target = text.partition("-")
    if not (source.isalpha() and target.replace("-", "").isalnum()):
        raise PackageError(name=text, reason=tr("not a language pair; write it like de-en"))
    return source, target
