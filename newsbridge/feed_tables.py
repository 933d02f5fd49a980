"""What a person at the terminal sees of the published feeds."""

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from rich.table import Table
from rich.text import Text

from feeds.rules.rule import Fault
from model.berlin import in_berlin
from newsbridge.language import tr
from newsbridge.printing import console
from pipeline.rollback import FeedState

SHOWN_PLACES = 3
"""Places of one rule in one file that are shown; one cause often has fifty."""


def show_faults(files: Sequence[Path], faults: Sequence[Fault]) -> None:
    """Print each rule that a file breaks: where, what is demanded and by whom, the way out."""
    out = console()
    for (file, _), group in groupby(faults, key=lambda fault: (fault.file, fault.rule.id)):
        found = list(group)
        rule = found[0].rule
        out.print(
            Text(f"{file}: {tr(rule.severity.name.lower())} {rule.id}: {tr(rule.demand)} ({rule.source})"),
            soft_wrap=True,
        )
        for fault in found[:SHOWN_PLACES]:
            out.print(Text(f"    {fault.where}: {fault.found}"), soft_wrap=True)
        if len(found) > SHOWN_PLACES:
            out.print(Text(f"    {tr('and {n} more').format(n=len(found) - SHOWN_PLACES)}"))
        out.print(Text(f"    -> {tr(rule.way_out)}"), soft_wrap=True)
    out.print(Text(tr("{files} files checked, faults: {faults}").format(files=len(files), faults=len(faults))))


def faults_json(files: Sequence[Path], faults: Sequence[Fault]) -> str:
    """Return the same as JSON, in English for programs."""
    told = [
        {
            "file": fault.file,
            "rule": fault.rule.id,
            "severity": fault.rule.severity.name.lower(),
            "where": fault.where,
            "found": fault.found,
            "demand": fault.rule.demand,
            "source": fault.rule.source,
            "way_out": fault.rule.way_out,
        }
        for fault in faults
    ]
    return json.dumps({"files": [path.name for path in files], "faults": told}, ensure_ascii=False, indent=2)


def show_states(states: Sequence[FeedState]) -> None:
    """Print a line for each feed: entries, last change in the time of Berlin, versions, and where it is held."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in (tr("feed"), tr("entries"), tr("last change"), tr("versions"), ""):
        table.add_column(title, justify="right" if title == tr("entries") else "left")
    for state in states:
        entries = "" if state.entries is None else str(state.entries)
        changed = f"{in_berlin(state.changed):%Y-%m-%d %H:%M}" if state.changed else tr("never")
        versions = " ".join(str(version.number) for version in state.versions)
        held = tr("held at version {n}").format(n=state.held) if state.held else ""
        table.add_row(*(Text(cell) for cell in (state.name, entries, changed, versions, held)))
    console().print(table)
