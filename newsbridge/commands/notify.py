"""`newsbridge notify`: what is wrong now, told to whoever must know."""

from typing import Annotated

import typer

from newsbridge.commands.context import Options, finish
from newsbridge.language import tr


def notify(
    context: typer.Context,
    test: Annotated[bool, typer.Option("--test", help=tr("Send a test message every way."))] = False,
    show: Annotated[bool, typer.Option("--list", help=tr("Show what is wrong; tell nobody."))] = False,
) -> None:
    """Look for what is wrong, and tell the operator what they do not know yet."""
    from newsbridge.notify_tables import show_incidents, show_notified, show_ways
    from pipeline.alerts import find_alerts
    from pipeline.notifying import notify as notify_operator
    from pipeline.notifying import try_channels

    if test and show:
        raise typer.BadParameter(tr("--test and --list are two things; give one of them"))
    options: Options = context.obj
    with options.newsroom() as newsroom:
        if test:
            taken = try_channels(newsroom)
            show_ways(taken)
            finish(not taken or not all(taken.values()))
        if show:
            show_incidents(newsroom, find_alerts(newsroom))
            return
        result = notify_operator(newsroom)
    show_notified(result)
    finish(bool(result.missed))
