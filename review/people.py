"""People and what they may do; for administrators."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from model.languages import Language
from model.people import Duty, Person
from pipeline import accounts, inviting
from review import sessions
from review.access import Room, allow
from review.entry import Typed
from review.pages import render, say
from review.texts import phrase

router = APIRouter(prefix="/people")

Administrator = Annotated[Person, Depends(allow(Duty.ADMINISTRATOR))]


@router.get("")
def show(request: Request, room: Room, by: Administrator) -> Response:
    """List everybody, with a form for one more."""
    return _page(request, room)


@router.post("")
def invite(
    request: Request,
    room: Room,
    by: Administrator,
    name: Typed,
    duty: Annotated[Duty, Form()],
    language: Annotated[Language, Form()],
    shown: Typed = "",
) -> Response:
    """Add a person and show their link, this once."""
    person, token = inviting.invite(room, name, duty, by.shown, shown, language)
    return _page(request, room, person.name, token)


@router.post("/{person_id}/link")
def invite_again(request: Request, room: Room, by: Administrator, person_id: int) -> Response:
    """Show a new link for a person, this once."""
    person, token = inviting.invite_again(room, person_id, by.shown)
    return _page(request, room, person.name, token)


@router.post("/{person_id}/duty")
def change_duty(
    request: Request, room: Room, by: Administrator, person_id: int, duty: Annotated[Duty, Form()]
) -> Response:
    """Change what a person may do."""
    person = accounts.change_duty(room, person_id, duty, by)
    return _back(request, say(request, phrase("{name} is changed."), name=person.name))


@router.post("/{person_id}/active")
def change_active(
    request: Request, room: Room, by: Administrator, person_id: int, active: Annotated[bool, Form()]
) -> Response:
    """Deactivate an account or activate it again."""
    person = accounts.change_active(room, person_id, active, by)
    return _back(request, say(request, phrase("{name} is changed."), name=person.name))


def _page(request: Request, room: Room, invited: str = "", token: str = "") -> Response:
    link = str(request.url_for("welcome", token=token)) if token else ""
    return render(
        request,
        "people.html",
        people=room.store.people.all(),
        duties=list(Duty),
        invited=invited,
        link=link,
        days=inviting.LASTS.days,
    )


def _back(request: Request, text: str) -> Response:
    sessions.tell(request, text)
    return RedirectResponse("/people", 303)
