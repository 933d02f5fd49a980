"""Who else has an article open: the page asks every 20 seconds, which is also its sign of life."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse

from model.people import Duty
from review.access import Room, Signed, allow
from review.lookup import opened
from review.pages import render

router = APIRouter(dependencies=[Depends(allow(Duty.EDITOR))])


@dataclass(frozen=True)
class Other:
    """Somebody else at the article; `number` and `segment_id` say where they are writing, None where they read."""

    shown: str
    segment_id: int | None
    number: int | None


@router.post("/translations/{translation_id}/presence", response_class=HTMLResponse)
def here(
    request: Request,
    person: Signed,
    room: Room,
    translation_id: int,
    segment: Annotated[int | None, Form(ge=1)] = None,
) -> HTMLResponse:
    """Note that the person is here, writing at a segment where one is given, and say who else is."""
    _, version = opened(room, translation_id)
    numbers = {each.id: each.position + 1 for each in version.segments}
    presence = room.store.presence
    presence.mark(translation_id, person.id, room.now(), segment if segment in numbers else None)
    seen = presence.at([translation_id], room.now()).get(translation_id, [])
    others = [
        Other(each.shown, each.segment_id, numbers.get(each.segment_id or 0))
        for each in seen
        if each.person_id != person.id
    ]
    return render(request, "presence.html", others=others)
