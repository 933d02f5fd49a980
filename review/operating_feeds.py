"""The operators' buttons at a feed: an earlier publication put back, and the feed let go on."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import RedirectResponse

from model.errors import BadConfiguration, PublishError
from model.people import Change, Deed, Duty
from pipeline.rollback import release, roll_back
from review.access import LARGEST_NUMBER, Room, Signed, allow
from review.pages import explained, say
from review.sessions import tell
from review.texts import phrase

router = APIRouter(prefix="/newsroom/feeds", dependencies=[Depends(allow(Duty.OPERATOR))])


@router.post("/{name}/rollback")
def put_back(
    request: Request,
    person: Signed,
    room: Room,
    name: str,
    version: Annotated[int, Form(ge=1, le=LARGEST_NUMBER)],
    sure: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Put an earlier publication back and hold the feed there, once the operator has said so twice."""
    if sure == "yes":
        try:
            roll_back(room, name, version)
        except (BadConfiguration, PublishError) as error:
            raise HTTPException(404, explained(request, error)) from error
        note = f"newsbridge feeds rollback {name} --to {version}"
        room.store.history.record(Change(room.now(), person.shown, Deed.TRIGGER, subject=note))
        told = phrase("{name} is at version {version} again and stays there until it is let go on.")
        tell(request, say(request, told, name=name, version=version))
    return RedirectResponse("/newsroom", 303)


@router.post("/{name}/release")
def let_go_on(request: Request, person: Signed, room: Room, name: str) -> RedirectResponse:
    """Let a feed that was rolled back be published again."""
    try:
        held = release(room, name)
    except BadConfiguration as error:
        raise HTTPException(404, explained(request, error)) from error
    if held:
        note = Change(room.now(), person.shown, Deed.TRIGGER, subject=f"newsbridge feeds release {name}")
        room.store.history.record(note)
        tell(
            request,
            say(request, phrase("{name} goes on with the next publication. »Publish now« does it at once."), name=name),
        )
    return RedirectResponse("/newsroom", 303)
