"""What a person at the terminal sees of the configuration."""

import json
import shlex
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import typer
from rich.table import Table
from rich.text import Text

from model.errors import BadConfiguration
from newsbridge.language import explain, tr
from newsbridge.printing import console
from pipeline.configuration_checks import Shown
from pipeline.founding import OWN_DOMAIN


def show_settings(settings: Sequence[Shown]) -> None:
    """Print every setting with its value and where that comes from."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("setting", "value", "from"):
        table.add_column(tr(title), overflow="fold")
    for each in settings:
        table.add_row(Text(each.name), Text(each.value), Text(each.origin or tr("default")))
    console().print(table)


def settings_json(settings: Sequence[Shown]) -> str:
    """Return the settings as JSON; the origin of a default is empty."""
    return json.dumps([asdict(each) for each in settings], ensure_ascii=False, indent=2)


def show_faults(faults: Sequence[BadConfiguration], folder: str) -> None:
    """Print every fault on a line, or that there is none."""
    for fault in faults:
        typer.echo(explain(fault))
    if not faults:
        typer.echo(tr("{folder}: nothing is wrong").format(folder=folder))


def faults_json(faults: Sequence[BadConfiguration]) -> str:
    """Return the faults as JSON."""
    rows = [{"where": str(fault.fields["where"]), "reason": str(fault.fields["reason"])} for fault in faults]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def show_founded(home: Path, domain: str) -> None:
    """Print what a new newsroom needs next."""
    typer.echo(tr("{home} is a newsroom now.").format(home=home))
    if not domain:
        said = tr(
            "Its feeds carry the domain {domain}. If that is not yours, put yours into"
            " config/feeds.toml before anybody reads them."
        )
        typer.echo(said.format(domain=OWN_DOMAIN))
    inbox = tr("Next: put a press release into {inbox}, or switch sources on, then")
    typer.echo(inbox.format(inbox=home / "var" / "inbox"))
    typer.echo(f"  newsbridge --home {shlex.quote(str(home))} run")
