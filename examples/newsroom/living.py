"""What some days leave in a newsroom: visits of its sources, and translations that editors have approved."""

from datetime import datetime, timedelta

from model.languages import Language
from model.source import Trouble, Visit
from model.translation import State
from pipeline.approving import approve
from pipeline.reviewing import remark
from pipeline.wiring import Newsroom
from store.queue import QueueFilter

SOURCES = ("koeln", "mainz", "nuernberg", "dortmund")
CLOSED = "dortmund"
"""A source that has begun to refuse us."""


def live_through(room: Newsroom, until: datetime) -> None:
    """Let some days pass up to `until`: visits each hour of the last two, and all approved but the three riskiest."""
    for name in SOURCES:
        room.store.sources.switch(name, enabled=True)
        for hours in range(48, 0, -1):
            _visit(room, name, until - timedelta(hours=hours), hours)
    waiting = room.store.queue.page(QueueFilter(), 50, now=until)
    for number, each in enumerate(waiting[3:]):
        _approve(room, each.translation_id, each.since + timedelta(hours=2 + number))
    remark(room, waiting[0].translation_id, None, "Bitte den Namen der Allianz prüfen.", "Petra Weber")


def _visit(room: Newsroom, name: str, at: datetime, hours: int) -> None:
    refused = name == CLOSED and hours < 8
    error = "https://presse.example/feed: HTTP 403 Forbidden" if refused else ""
    visit = Visit(
        name,
        at,
        seconds=0.4 + hours % 5 / 4,
        found=None if refused or hours % 3 else 20,
        new=int(hours % 24 == 0),
        length=1800 + 40 * (hours % 7),
        status=403 if refused else None,
        error=error,
        trouble=Trouble.REFUSED if refused else Trouble.NONE,
    )
    room.store.visits.add(visit, at - timedelta(days=400))
    room.store.sources.visited(name, at, visit.found, error)


def _approve(room: Newsroom, translation_id: int, at: datetime) -> None:
    now, room.now = room.now, lambda: at  # type: ignore[method-assign]
    translation = room.store.translations.with_id(translation_id)
    for number, (segment_id, target) in enumerate(translation.targets.items()):
        better = target.text.text.replace("将", "会").replace("rounded", "around")
        text = better if number % 3 == 1 and translation.language is Language.ZH else None
        approve(room, translation_id, segment_id, text, "李娜", State.REVIEWED)
    room.now = now  # type: ignore[method-assign]
