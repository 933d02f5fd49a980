"""The queue: what waits for an editor, the riskiest first."""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from checks import check_ids
from model.languages import TARGET_LANGUAGES
from model.people import Duty, Person
from review.access import Room, Signed, allow
from review.pages import render, say
from review.sessions import tell
from review.texts import phrase
from store.queue import QueueFilter

PAGE = 50

router = APIRouter(dependencies=[Depends(allow(Duty.EDITOR))])


@dataclass(frozen=True)
class Asked:
    """The filters of the queue as they stand in its address; "" leaves out nothing."""

    language: Annotated[str, Query(max_length=16)] = ""
    source: Annotated[str, Query(max_length=200)] = ""
    check: Annotated[str, Query(max_length=50)] = ""
    text: Annotated[str, Query(max_length=200)] = ""
    mine: bool = False
    done: bool = False

    def wanted(self, person: Person) -> QueueFilter:
        """Return the filters for the store."""
        known = {language.value: language for language in TARGET_LANGUAGES}
        return QueueFilter(
            language=known.get(self.language),
            source=self.source or None,
            check=self.check or None,
            editor=person.shown if self.mine else None,
            text=self.text.strip(),
            done=self.done,
        )


@router.get("/", include_in_schema=False)
def home() -> RedirectResponse:
    """Lead to the queue."""
    return RedirectResponse("/queue", status_code=303)


@router.get("/queue", response_class=HTMLResponse)
def queue(
    request: Request,
    person: Signed,
    room: Room,
    asked: Annotated[Asked, Depends()],
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> HTMLResponse:
    """Show what waits, with counts a language."""
    wanted = asked.wanted(person)
    counts = {language: room.store.queue.count(replace(wanted, language=language)) for language in TARGET_LANGUAGES}
    total = room.store.queue.count(wanted)
    return render(
        request,
        "queue.html",
        address=request.url,
        waiting=room.store.queue.page(wanted, PAGE, (page - 1) * PAGE),
        asked=asked,
        counts=counts,
        total=total,
        page=page,
        pages=max(1, -(-total // PAGE)),
        sources=room.store.queue.sources(),
        checks=check_ids(),
        now=room.now(),
    )


@router.get("/next")
def following(
    request: Request,
    person: Signed,
    room: Room,
    asked: Annotated[Asked, Depends()],
    after: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """Lead to the riskiest translation of the queue that is not `after`."""
    for waiting in room.store.queue.page(asked.wanted(person), 2):
        if waiting.translation_id != after:
            return RedirectResponse(f"/translations/{waiting.translation_id}", status_code=303)
    tell(request, say(request, phrase("Nothing else waits.")))
    return RedirectResponse("/queue", status_code=303)
