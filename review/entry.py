"""Getting in and out: sign-in, sign-out, the link of an invitation."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from model.errors import AccountError, ProviderError, TooManyAttempts
from model.people import Person
from pipeline import accounts, inviting
from pipeline.passwords import FEWEST
from review import sessions
from review.access import Room, newsroom, visitor
from review.pages import explained, render, say
from review.texts import phrase

router = APIRouter()

LONGEST_TYPED = 1024
"""Characters of a name or password that are looked at; a form of ours sends none that is longer."""
Typed = Annotated[str, Form(max_length=LONGEST_TYPED)]
Next = Annotated[str, Form(alias="next", max_length=2 * LONGEST_TYPED)]


@router.get("/login")
def ask(request: Request, person: Annotated[Person | None, Depends(visitor)], next: str = "/") -> Response:  # noqa: A002
    """Show the form, or go on where somebody has signed in already."""
    if person is not None:
        return RedirectResponse(local(next), 303)
    return login_page(request, local(next))


@router.post("/login")
def sign_in(request: Request, room: Room, name: Typed, password: Typed, wanted: Next = "/") -> Response:
    """Let somebody in, and lead them to the page that they wanted."""
    address = request.client.host if request.client else ""
    try:
        person = accounts.sign_in(room, name, password, address)
    except AccountError as error:
        return login_page(request, local(wanted), explained(request, error), error, name)
    sessions.begin(request, person, room.now())
    return RedirectResponse(local(wanted), 303)


def login_page(
    request: Request, wanted: str, problem: str = "", error: AccountError | None = None, name: str = ""
) -> Response:
    """Return the form, with what went wrong.

    Args:
        request: what is answered.
        wanted: the page to go to afterwards.
        problem: in the language of the reader, "" where nothing went wrong.
        error: the cause, which makes the status.
        name: as it was typed.
    """
    statuses = {TooManyAttempts: 429, ProviderError: 502}
    status = next((status for kind, status in statuses.items() if isinstance(error, kind)), 400 if problem else 200)
    ways = {"passwords": newsroom(request).settings.passwords, "provider": request.app.state.relying is not None}
    return render(request, "login.html", status=status, next=wanted, name=name, problem=problem, **ways)


@router.post("/logout")
def sign_out(request: Request, room: Room) -> Response:
    """End the session of this browser, for whoever has a copy of its cookie too."""
    if over := sessions.end(request):
        room.store.ended.add(over, room.now() + sessions.LIFE, room.now())
    return RedirectResponse("/login", 303)


@router.get("/invitation/{token}")
def welcome(request: Request, room: Room, token: str) -> Response:
    """Ask an invited person for a password. Looking uses nothing up, as mail programs look at links too."""
    return _welcome(request, inviting.invited(room, token))


@router.post("/invitation/{token}")
def accept(request: Request, room: Room, token: str, password: Typed, again: Typed) -> Response:
    """Let an invited person in, with the password that they chose."""
    person = inviting.invited(room, token)
    if password != again:
        return _welcome(request, person, say(request, phrase("The two passwords differ.")))
    try:
        person = inviting.accept(room, token, password)
    except AccountError as error:
        return _welcome(request, person, explained(request, error))
    sessions.begin(request, person, room.now())
    return RedirectResponse("/account", 303)


def _welcome(request: Request, person: Person, problem: str = "") -> Response:
    values = {"invited": person, "fewest": FEWEST, "problem": problem}
    return render(request, "invitation.html", status=400 if problem else 200, **values)


def local(address: str) -> str:
    """Return `address` where it is a path of the desk, else `/`: nobody is led to another site.

    Browsers leave out control characters and read a backslash as a slash (https://url.spec.whatwg.org/#url-parsing).
    """
    is_path = address.startswith("/") and not address.startswith("//")
    return address if is_path and "\\" not in address and address.isprintable() else "/"
