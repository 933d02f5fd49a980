"""`newsbridge token`: keys that let programs use the JSON API."""

from typing import Annotated

import typer

from model.people import Duty
from newsbridge.commands.context import Options
from newsbridge.language import tr

app = typer.Typer(no_args_is_help=True)

Name = Annotated[str, typer.Argument(help=tr("Name of the program, for the history."))]


@app.command("make", help=tr("Make a token and print it, this once."))
def make(
    context: typer.Context,
    name: Name,
    duty: Annotated[Duty, typer.Option(help=tr("What the program may do."))] = Duty.EDITOR,
    days: Annotated[int, typer.Option(min=0, help=tr("How long it is good; 0: for ever."))] = 365,
) -> None:
    """Print the secret alone on standard output, so that a script can keep it."""
    from newsbridge.token_tables import end_of
    from pipeline.inviting import PROGRAM
    from pipeline.tokens import make as make_token

    options: Options = context.obj
    with options.newsroom() as newsroom:
        token, secret = make_token(newsroom, name, duty, days or None, PROGRAM)
    typer.echo(secret)
    typer.echo(tr("It is shown this once. It ends: {end}.").format(end=end_of(token)), err=True)


@app.command("list", help=tr("Show all tokens: what they may do, when they were used, when they end."))
def list_tokens(context: typer.Context) -> None:
    """Print the tokens; their secrets are kept nowhere."""
    from newsbridge.token_tables import show_tokens

    options: Options = context.obj
    with options.newsroom() as newsroom:
        show_tokens(newsroom.store.tokens.all(), newsroom.now())


@app.command("revoke", help=tr("End a token at once."))
def revoke(context: typer.Context, name: Name) -> None:
    """End the token of this name."""
    from pipeline.inviting import PROGRAM
    from pipeline.tokens import named
    from pipeline.tokens import revoke as revoke_token

    options: Options = context.obj
    with options.newsroom() as newsroom:
        token = revoke_token(newsroom, named(newsroom, name).id, PROGRAM)
    typer.echo(f"{token.name}: {tr('revoked')}")
