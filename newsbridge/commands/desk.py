"""`newsbridge desk`: the editors' desk in the browser, and links that let people in."""

import logging
from typing import TYPE_CHECKING, Annotated

import typer

from model.languages import Language, parse_language
from model.people import Duty
from newsbridge.commands.context import Options
from newsbridge.language import tr

if TYPE_CHECKING:
    from pipeline.wiring import Newsroom

app = typer.Typer(invoke_without_command=True)

Url = Annotated[
    str,
    typer.Option(envvar="NEWSBRIDGE_DESK_URL", help=tr("Address under which people reach the desk, for links.")),
]
HERE = {"127.0.0.1", "::1", "localhost"}


@app.callback()
def desk(
    context: typer.Context,
    host: Annotated[str, typer.Option(help=tr("Address to listen on; 0.0.0.0 for all of this machine."))] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help=tr("Port to listen on."))] = 8800,
    secure: Annotated[bool, typer.Option("--secure", help=tr("People reach the desk over https alone."))] = False,
    url: Url = "",
) -> None:
    """Serve the desk until it is interrupted."""
    if context.invoked_subcommand:
        return
    import uvicorn

    from review.app import create_app

    options: Options = context.obj
    with options.newsroom() as newsroom:
        _ = newsroom.catalogue, newsroom.profiles, newsroom.terms  # what is wrong with them is said now
        settings = newsroom.settings
        told = url or (settings.desk_url if "desk_url" in settings.model_fields_set else "")
        app = create_app(newsroom, newsroom.desk_secret, secure=secure, address=told)
        address = told or f"{'https' if secure else 'http'}://{f'[{host}]' if ':' in host else host}:{port}"
        if host not in HERE and not secure:
            typer.echo(tr("Passwords cross the network unencrypted; put https in front, and say --secure."), err=True)
        _invite_first(newsroom, address)
        typer.echo(tr("The desk is at {address}; Ctrl+C ends it.").format(address=address))
        chatty = logging.getLogger().isEnabledFor(logging.INFO)
        uvicorn.run(
            app,
            host=host,
            port=port,
            server_header=False,
            access_log=chatty,
            log_level="info" if chatty else "warning",
            log_config=None,  # our own form, which hides the secrets of addresses
        )


@app.command("invite", help=tr("Add a person to the desk and print the link that lets them in, once."))
def invite(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=tr("What they type to sign in."))],
    duty: Annotated[Duty, typer.Option(help=tr("What they may do."))] = Duty.EDITOR,
    shown: Annotated[str, typer.Option(help=tr("What others see beside their work; else the name."))] = "",
    language: Annotated[str, typer.Option("--language", "-l", help=tr("Of the desk: de, en, zh-Hans."))] = "en",
    url: Url = "http://127.0.0.1:8800",
) -> None:
    """Invite somebody."""
    from pipeline.inviting import LASTS, PROGRAM
    from pipeline.inviting import invite as invite_person

    options: Options = context.obj
    spoken: Language = parse_language(language)
    with options.newsroom() as newsroom:
        _, token = invite_person(newsroom, name, duty, PROGRAM, shown, spoken)
    typer.echo(f"{url.rstrip('/')}/invitation/{token}")
    typer.echo(tr("Good once, for {n} days.").format(n=LASTS.days), err=True)


def _invite_first(newsroom: "Newsroom", address: str) -> None:
    from pipeline.inviting import first_administrator

    first = first_administrator(newsroom)
    if first is None:
        return
    person, token = first
    typer.echo(
        tr("Nobody administers the desk yet. This link makes »{name}« the first, once, for 24 hours:").format(
            name=person.name
        )
    )
    typer.echo(f"  {address.rstrip('/')}/invitation/{token}")
