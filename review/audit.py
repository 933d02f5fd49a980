"""The history of everything that people did: a page and a CSV file, for administrators."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from model.berlin import in_berlin
from model.people import Change, Duty, Person
from pipeline.spreadsheet import csv_lines
from pipeline.wiring import Newsroom
from review.access import LARGEST_NUMBER, Room, allow
from review.pages import render

router = APIRouter(prefix="/history")

Administrator = Annotated[Person, Depends(allow(Duty.ADMINISTRATOR))]
Name = Annotated[str, Query(max_length=200)]
ON_A_PAGE = 50
AT_A_TIME = 500
"""Rows read from the store for the file."""
COLUMNS = ("at", "by", "deed", "translation", "segment", "subject", "before", "after", "reason")


@router.get("")
def show(
    request: Request,
    room: Room,
    by: Administrator,
    person: Name = "",
    before: Annotated[int | None, Query(ge=1, le=LARGEST_NUMBER)] = None,
) -> Response:
    """Show changes, the latest first."""
    found = room.store.history.latest(ON_A_PAGE + 1, by=person or None, before=before)
    return render(
        request,
        "history.html",
        changes=found[:ON_A_PAGE],
        older=found[ON_A_PAGE - 1][0] if len(found) > ON_A_PAGE else None,
        people=room.store.people.all(),
        chosen=person,
    )


@router.get(".csv")
def export(room: Room, by: Administrator, person: Name = "") -> Response:
    """Return all changes as CSV (RFC 4180, UTF-8 with the mark that spreadsheets look for)."""
    headers = {"Content-Disposition": 'attachment; filename="history.csv"'}
    lines = csv_lines(COLUMNS, map(_cells, _changes(room, person or None)))
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=headers)


def _changes(room: Newsroom, person: str | None) -> Iterator[Change]:
    before: int | None = None
    while found := room.store.history.latest(AT_A_TIME, by=person, before=before):
        yield from (change for _, change in found)
        before = found[-1][0]


def _cells(change: Change) -> tuple[object, ...]:
    at = in_berlin(change.at).isoformat(timespec="seconds")
    places = (change.translation_id or "", change.segment_id or "")
    return (at, change.by, change.deed, *places, change.subject, change.before, change.after, change.reason)
