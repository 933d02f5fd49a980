"""What people set for themselves: their name as others see it, language, password, sessions."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from model.languages import Language
from model.people import Person
from pipeline import accounts
from pipeline.passwords import FEWEST
from review import sessions
from review.access import Room, Signed, newsroom
from review.entry import Typed
from review.pages import render, say
from review.texts import phrase

router = APIRouter(prefix="/account")


@router.get("")
def show(request: Request, person: Signed) -> Response:
    """Show the account of who is signed in."""
    return _page(request)


@router.post("")
def change(
    request: Request, room: Room, person: Signed, shown: Typed, language: Annotated[Language, Form()]
) -> Response:
    """Change the name that others see, and the language of the interface."""
    request.state.person = accounts.change_own(room, person, shown, language)
    return _back(request, say(request, phrase("Kept.")))


@router.post("/password")
def change_password(
    request: Request, room: Room, person: Signed, old: Typed, password: Typed, again: Typed
) -> Response:
    """Change the password; other browsers are signed out."""
    if password != again:
        return _page(request, say(request, phrase("The two passwords differ.")))
    _go_on(request, room, accounts.change_password(room, person, old, password))
    return _back(request, say(request, phrase("The password is changed; other browsers are signed out.")))


@router.post("/sessions")
def end_sessions(request: Request, room: Room, person: Signed) -> Response:
    """Sign out all other browsers."""
    _go_on(request, room, accounts.end_sessions(room, person))
    return _back(request, say(request, phrase("All other browsers are signed out.")))


def _page(request: Request, problem: str = "") -> Response:
    values = {"fewest": FEWEST, "passwords": newsroom(request).settings.passwords, "problem": problem}
    return render(request, "account.html", status=400 if problem else 200, **values)


def _go_on(request: Request, room: Room, person: Person) -> None:
    """Stay signed in at this browser."""
    sessions.begin(request, person, room.now())


def _back(request: Request, text: str) -> Response:
    sessions.tell(request, text)
    return RedirectResponse("/account", 303)
