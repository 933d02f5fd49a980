"""The queue: what waits for an editor, the riskiest first."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import URL
from starlette.responses import Response

from checks import check_ids
from model.languages import TARGET_LANGUAGES
from model.people import Duty, Person
from review.access import Room, Signed, allow
from review.pages import render, say
from review.sessions import tell
from review.texts import phrase
from store.queue import Order, QueueFilter, Standing

PAGE = 50

router = APIRouter(dependencies=[Depends(allow(Duty.EDITOR))])


@dataclass(frozen=True)
class Asked:
    """The filters of the queue as they stand in its address; "" leaves out nothing."""

    state: Standing = Standing.WAITING
    language: Annotated[str, Query(max_length=16)] = ""
    source: Annotated[str, Query(max_length=200)] = ""
    check: Annotated[str, Query(max_length=50)] = ""
    text: Annotated[str, Query(max_length=200)] = ""
    mine: bool = False
    changed: bool = False
    remarks: bool = False
    reports: bool = False
    sort: Order = Order.RISK

    def wanted(self, person: Person) -> QueueFilter:
        """Return the filters for the store."""
        known = {language.value: language for language in TARGET_LANGUAGES}
        return QueueFilter(
            standing=self.state,
            language=known.get(self.language),
            source=self.source or None,
            check=self.check or None,
            editor=person.shown if self.mine else None,
            text=self.text.strip(),
            changed=self.changed,
            remarks=self.remarks,
            reports=self.reports,
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
    """Show what waits, with counts by language and by state, and who is at it."""
    wanted, now = asked.wanted(person), room.now()
    counts = room.store.queue.counts(wanted, now)
    total = counts.standings[asked.state]
    waiting = room.store.queue.page(wanted, PAGE, (page - 1) * PAGE, now=now, order=asked.sort)
    return render(
        request,
        "queue.html",
        address=Address(request.url),
        waiting=waiting,
        asked=asked,
        counts=counts,
        total=total,
        page=page,
        pages=max(1, -(-total // PAGE)),
        targets=TARGET_LANGUAGES,
        sources=room.store.queue.sources(),
        checks=check_ids(),
        present=room.store.presence.at([each.translation_id for each in waiting], now),
        now=now,
    )


@router.get("/next")
def following(
    request: Request,
    person: Signed,
    room: Room,
    asked: Annotated[Asked, Depends()],
    after: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """Lead to the first translation of the queue that is not `after`."""
    for waiting in room.store.queue.page(asked.wanted(person), 2, now=room.now(), order=asked.sort):
        if waiting.translation_id != after:
            return RedirectResponse(f"/translations/{waiting.translation_id}", status_code=303)
    tell(request, say(request, phrase("Nothing else waits.")))
    return RedirectResponse("/queue", status_code=303)


@dataclass(frozen=True)
class Address:
    """The address of the page, from which those of its links follow."""

    url: URL

    @property
    def query(self) -> str:
        """The filters, without the page."""
        return self.url.remove_query_params("page").query

    def of(self, **changes: object) -> str:
        """Return the address with other filters; the first page of them where none is named."""
        changed = self.url.remove_query_params("page").include_query_params(**changes)
        return f"{changed.path}?{changed.query}"
