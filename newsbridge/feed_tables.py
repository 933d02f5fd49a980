"""What a person at the terminal sees of the published feeds."""

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from rich.table import Table
from rich.text import Text

from feeds.item import Item
from feeds.rules.rule import Fault
from model.berlin import in_berlin
from model.feed import Subscription
from newsbridge.language import tr
from newsbridge.printing import console
from pipeline.reports import FeedReport
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


def show_preview(items: Sequence[Item], report: FeedReport) -> None:
    """Print the entries that a feed would hold, then what is held back, with the reasons."""
    out = console()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in (tr("published"), tr("made by"), tr("title")):
        table.add_column(title)
    for item in items:
        table.add_row(Text(f"{in_berlin(item.published):%Y-%m-%d %H:%M}"), Text(_made_by(item)), Text(item.title))
    out.print(table)
    for each in [*report.held, *report.problems]:
        out.print(Text(f"{tr('held back')}: {each.subject}: {each.reason}"), soft_wrap=True)
    if report.elsewhere:
        out.print(Text(f"{tr('about something else')}: {report.elsewhere}"))


def _made_by(item: Item) -> str:
    if item.withdrawn:
        return tr("withdrawn notice")
    if item.provenance is None:
        return tr("original")
    return tr("headline") if item.is_headline else tr(item.provenance.responsible)


def show_subscribers(found: Sequence[tuple[Subscription, str]]) -> None:
    """Print a line for each subscription with its address in the first format; an address that ended is not shown."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in (tr("subscriber"), tr("since"), tr("until"), tr("address")):
        table.add_column(title, overflow="fold")
    for each, address in found:
        until = f"{in_berlin(each.revoked_at):%Y-%m-%d}" if each.revoked_at else ""
        since = f"{in_berlin(each.made_at):%Y-%m-%d}"
        table.add_row(Text(each.name), Text(since), Text(until), Text("" if each.revoked_at else address))
    console().print(table)


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
