"""`newsbridge doctor`: what is missing or wrong on this machine, and how to put it right."""

import typer

from newsbridge.commands.context import Options, finish
from newsbridge.language import tr


def doctor(context: typer.Context) -> None:
    """Examine this installation; exit code 1 when something must be put right."""
    from newsbridge.examinations import Verdict, examine

    options: Options = context.obj
    failed = False
    for finding in examine(options.settings()):
        failed |= finding.verdict is Verdict.BAD
        typer.echo(f"{tr(finding.verdict.value):8} {tr(finding.subject):18} {finding.text}")
        if finding.remedy:
            typer.echo(f"{'':27} {tr('remedy')}: {finding.remedy}")
    finish(failed)
