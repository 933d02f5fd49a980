"""What a person at the terminal sees of incidents."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from rich.table import Table
from rich.text import Text

from model.berlin import in_berlin
from model.languages import Language
from model.phrases import Sentence
from newsbridge.language import speaks_german, tr
from newsbridge.printing import console
from pipeline.alerts import Alert, name_of
from pipeline.notifying import Notified
from pipeline.speaking import speak
from pipeline.wiring import Newsroom

NOBODY = "NEWSBRIDGE_NOTIFY names nobody; see docs/monitoring.md"


def show_incidents(newsroom: Newsroom, alerts: Sequence[Alert]) -> None:
    """Print what is wrong now, since when, and whether the operator has been told."""
    if not alerts:
        console().print(tr("Nothing is wrong."))
        return
    known = {each.key: each for each in newsroom.store.incidents.all() if each.is_open}
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("what", "since", "told", "why"):
        table.add_column(tr(title), overflow="fold")
    for alert in alerts:
        incident = known.get(alert.key)
        since = _time(incident.opened_at) if incident else tr("now")
        told = _time(incident.told_at) if incident and incident.told_at and incident.told_open else tr("never")
        why = f"{_said(alert.cause)} {_said(alert.remedy)}".strip()
        table.add_row(*(Text(cell) for cell in (_said(name_of(alert.key)), since, told, why)))
    console().print(table)


def show_notified(result: Notified) -> None:
    """Print what was told, and what nobody took."""
    for title in result.told:
        console().print(Text(f"{tr('told')}: {title}"))
    for way in dict.fromkeys(result.missed):
        console().print(Text(f"{tr('takes no message')}: {way}"))
    if not result.told:
        console().print(tr("Things that are wrong: {n}. Nothing new to tell.").format(n=len(result.alerts)))


def show_ways(taken: Mapping[str, bool]) -> None:
    """Print which ways took a message."""
    if not taken:
        console().print(tr(NOBODY))
    for way, good in taken.items():
        console().print(Text(f"{tr('taken') if good else tr('takes no message')}: {way}"))


def _said(sentence: Sentence) -> str:
    return speak(sentence, Language.DE if speaks_german() else Language.EN)


def _time(moment: datetime) -> str:
    return f"{in_berlin(moment):%Y-%m-%d %H:%M}"
