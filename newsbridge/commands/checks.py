"""`newsbridge checks`: what is looked for in each translation."""

from typing import Annotated

import typer

from newsbridge.language import speaks_german, tr


def checks(
    name: Annotated[str | None, typer.Argument(help=tr("Only this check."))] = None,
    language: Annotated[str | None, typer.Option(help=tr("Language of the text: de, en, zh."))] = None,
) -> None:
    """List the checks with what each does; exit code 2 for a name that is none."""
    from checks import check_ids, describe
    from model.languages import Language, parse_language

    own = Language.DE if speaks_german() else Language.EN
    shown = parse_language(language) if language else own
    known = check_ids()
    if name is not None and name not in known:
        raise typer.BadParameter(tr("there is no such check; known are {known}").format(known=", ".join(known)))
    for check_id in [name] if name else known:
        typer.echo(f"{check_id}\n    {describe(check_id, shown)}\n")
