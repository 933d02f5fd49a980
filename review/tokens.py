"""Tokens of programs: made, shown once, revoked; for administrators."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from model.people import Duty, Person
from pipeline import tokens
from review.access import Room, allow
from review.entry import Typed
from review.pages import render, say
from review.sessions import tell
from review.texts import phrase

router = APIRouter(prefix="/tokens")

Administrator = Annotated[Person, Depends(allow(Duty.ADMINISTRATOR))]
LASTING = (30, 90, 365)
"""Days to choose from; 0, which is offered too, is without an end."""


@router.get("")
def show(request: Request, room: Room, by: Administrator) -> Response:
    """List all tokens, with a form for one more."""
    return _page(request, room)


@router.post("")
def make(
    request: Request,
    room: Room,
    by: Administrator,
    name: Typed,
    duty: Annotated[Duty, Form()],
    days: Annotated[int, Form(ge=0, le=tokens.LONGEST_DAYS)],
) -> Response:
    """Make a token and show its secret, this once."""
    token, secret = tokens.make(room, name, duty, days or None, by.shown)
    return _page(request, room, token.name, secret)


@router.post("/{token_id}/revoke")
def revoke(request: Request, room: Room, by: Administrator, token_id: int) -> Response:
    """End a token at once."""
    token = tokens.revoke(room, token_id, by.shown)
    tell(request, say(request, phrase("The token {name} is revoked."), name=token.name))
    return RedirectResponse("/tokens", 303)


def _page(request: Request, room: Room, made: str = "", secret: str = "") -> Response:
    return render(
        request,
        "tokens.html",
        tokens=room.store.tokens.all(),
        duties=list(Duty),
        lasting=LASTING,
        made=made,
        secret=secret,
        now=room.now(),
    )
