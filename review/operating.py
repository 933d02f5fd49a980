"""The operators' pages about sources: which are well, what one of them has brought, what fails."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from starlette.responses import Response

from model.people import Change, Deed, Duty
from model.source import Source
from pipeline.health import ALARMING, Condition
from pipeline.orders import Order, Verb
from pipeline.recording import Kind, broken_page
from pipeline.triggering import Runs
from pipeline.watching import Watched, watch
from pipeline.wiring import Newsroom
from review.access import Room, Signed, allow
from review.operating_view import STAGES, kept_pages, named_in, overview, sparkline
from review.pages import render, say
from review.sessions import tell
from review.texts import phrase

ORDER = (*(each for each in Condition if each in ALARMING), Condition.NEW, Condition.OK, Condition.OFF)
"""What must be looked at comes first."""

router = APIRouter(dependencies=[Depends(allow(Duty.OPERATOR))])


def runs(request: Request) -> Runs:
    """Return the runs of this desk."""
    kept: Runs = request.app.state.runs
    return kept


Started = Annotated[Runs, Depends(runs)]


@router.get("/sources", response_class=HTMLResponse)
def sources(
    request: Request, person: Signed, room: Room, state: Annotated[str, Query(max_length=20)] = ""
) -> HTMLResponse:
    """List the sources, those that must be looked at first."""
    watched = sorted(watch(room, room.read_catalogue()), key=lambda each: ORDER.index(each.health.condition))
    counts = {condition: sum(each.health.condition is condition for each in watched) for condition in ORDER}
    shown = [each for each in watched if state in {"", each.health.condition}]
    lines = [(each, sparkline(each.visits[:30])) for each in shown]
    return render(request, "sources.html", lines=lines, counts=counts, chosen=state, total=len(watched))


@router.get("/sources/{name}", response_class=HTMLResponse)
def source(request: Request, person: Signed, room: Room, name: str) -> HTMLResponse:
    """Show how a source is, its visits and what fails in it."""
    watched = _watched(room, name)
    catalogue = room.read_catalogue()
    failures = [each for each in room.store.failures.all() if named_in(each, catalogue) == name]
    return render(
        request,
        "source.html",
        watched=watched,
        facts=overview(watched.source),
        line=sparkline(watched.visits, wide=True),
        failures=failures,
        step_names=STAGES,
        kept=kept_pages(room.settings, name),
        once=secrets.token_urlsafe(12),
    )


@router.get("/sources/{name}/broken/{kind}")
def broken(person: Signed, room: Room, name: str, kind: Kind) -> Response:
    """Return the last page that broke, as text: what is in it must not be carried out here."""
    path = broken_page(room.settings, _source(room, name).name, kind)
    if not path.is_file():
        raise HTTPException(404, phrase("No such page is kept."))
    return FileResponse(path, media_type="text/plain", filename=path.name)


@router.post("/sources/{name}/switch")
def switch(
    request: Request, person: Signed, room: Room, name: str, enabled: Annotated[bool, Form()]
) -> RedirectResponse:
    """Switch a source on or off."""
    known = _source(room, name)
    room.store.sources.switch(known.name, enabled)
    done = f"newsbridge sources {'enable' if enabled else 'disable'} {name}"
    room.store.history.record(Change(room.now(), person.shown, Deed.TRIGGER, subject=done))
    told = phrase("{name} is collected from now on.") if enabled else phrase("{name} is not collected any more.")
    tell(request, say(request, told, name=name))
    return RedirectResponse(f"/sources/{name}", 303)


@router.post("/sources/{name}/try")
def try_it(person: Signed, room: Room, started: Started, name: str) -> RedirectResponse:
    """Visit a source without storing anything."""
    order = Order(Verb.TRY, (_source(room, name).name,))
    return RedirectResponse(f"/runs/{started.start(room, order, person.shown).run_id}", 303)


@router.get("/failures", response_class=HTMLResponse)
def failures(request: Request, person: Signed, room: Room) -> HTMLResponse:
    """List what failed and will be tried again, each with its source."""
    catalogue = room.read_catalogue()
    lines = [(each, named_in(each, catalogue)) for each in room.store.failures.all()]
    stages: dict[str, int] = {}
    for each, _ in lines:
        stages[each.stage] = stages.get(each.stage, 0) + 1
    return render(request, "failures.html", lines=lines, stages=stages, step_names=STAGES)


def _source(room: Newsroom, name: str) -> Source:
    found = next((each for each in room.read_catalogue() if each.name == name), None)
    if found is None:
        raise HTTPException(404, phrase("There is no such source in the catalogue."))
    return found


def _watched(room: Newsroom, name: str) -> Watched:
    [watched] = watch(room, [_source(room, name)])
    return watched
