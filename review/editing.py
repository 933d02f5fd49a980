"""What an editor's keys and buttons do."""

from contextlib import suppress
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, BackgroundTasks, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from model.berlin import BERLIN
from model.errors import Overtaken, TranslationError
from model.people import Duty
from model.translation import REVIEWED, State
from pipeline.announcing import announce_approved
from pipeline.approving import edited
from pipeline.drafting import keep_draft
from pipeline.publish import PublishOrder
from pipeline.repairing import segment_repairs
from pipeline.reviewing import approve_clean, as_typed, hold, let_go, reject, waive
from pipeline.site import publish_all
from pipeline.wiring import Newsroom
from review import view
from review.access import LARGEST_NUMBER, Room, Signed, allow
from review.lookup import opened, sheet_of
from review.pages import render, say
from review.segments import segment_answer
from review.sessions import tell
from review.texts import phrase

LONGEST = 20_000
"""Characters of a segment's text."""

Words = Annotated[str, Form(max_length=LONGEST)]
Reason = Annotated[str, Form(max_length=2000)]
Revision = Annotated[int, Form(ge=0, le=LARGEST_NUMBER)]
router = APIRouter(dependencies=[Depends(allow(Duty.EDITOR))])


@router.post("/translations/{translation_id}/segments/{segment_id}", response_class=HTMLResponse)
def edit(
    request: Request,
    person: Signed,
    room: Room,
    after: BackgroundTasks,
    translation_id: int,
    segment_id: int,
    text: Words,
    revision: Revision,
    act: Annotated[Literal["draft", "approve", "reopen"], Form()] = "draft",
) -> Response:
    """Keep what an editor typed, as a draft or approved; where somebody was faster, show both texts."""
    state = State.REVIEWED if act == "approve" else State.TRANSLATED
    translation, version = opened(room, translation_id, segment_id)
    try:
        now = edited(room, version, translation, segment_id, as_typed(text), person.shown, state, revision)
    except Overtaken as error:
        translation, version = opened(room, translation_id)
        if "hx-request" not in request.headers:
            # A page without scripts is loaded again: as a draft, the text stands there beside the other one.
            with suppress(Overtaken):
                keep_draft(room, version, translation, segment_id, text, person, revision)
        read = sheet_of(room, person, version, translation, segment_id)
        return segment_answer(request, read, segment_id, typed=text, overtaken_by=str(error.fields["by"]))
    room.store.drafts.drop(translation_id, segment_id, person.id)
    if act == "approve":
        after.add_task(_publish_when_done, room, translation_id)
    return segment_answer(request, sheet_of(room, person, version, now, segment_id), segment_id)


@router.post("/translations/{translation_id}/segments/{segment_id}/typed", response_class=HTMLResponse)
def keep_typed(
    request: Request,
    person: Signed,
    room: Room,
    translation_id: int,
    segment_id: int,
    text: Words,
    revision: Revision,
) -> HTMLResponse:
    """Keep what an editor is typing, for them alone, and answer what the checks say of it and how to repair it.

    Where somebody was faster it is kept all the same, and the answer is 409.
    """
    translation, version = opened(room, translation_id, segment_id)
    target = keep_draft(room, version, translation, segment_id, text, person, revision)
    source = next(each.source.text for each in version.segments if each.id == segment_id)
    repairs = segment_repairs(source, target, translation.language, room.terms)
    return render(request, "doubts.html", place=f"f{segment_id}", doubts=view.doubts(target, repairs, person.language))


@router.post("/translations/{translation_id}/approve")
def approve_rest(
    request: Request,
    person: Signed,
    room: Room,
    after: BackgroundTasks,
    translation_id: int,
    sure: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Approve all segments that no check doubts, once the editor has said so twice."""
    opened(room, translation_id)
    if sure == "yes":
        count = approve_clean(room, translation_id, person.shown, room.store.drafts.of(translation_id, person.id))
        after.add_task(_publish_when_done, room, translation_id)
        tell(request, say(request, phrase("{count} segments approved."), count=count))
    return _back(translation_id)


@router.post("/translations/{translation_id}/hold")
def keep_back(
    person: Signed,
    room: Room,
    translation_id: int,
    until: Annotated[str, Form(max_length=32)] = "",
    reason: Reason = "",
) -> RedirectResponse:
    """Keep a translation out of the feeds until a time in Berlin; the feeds are written anew."""
    opened(room, translation_id)
    hold(room, translation_id, _moment(until), reason, person.shown)
    return _published(room, translation_id)


@router.post("/translations/{translation_id}/release")
def release(person: Signed, room: Room, translation_id: int) -> RedirectResponse:
    """End a hold."""
    opened(room, translation_id)
    let_go(room, translation_id, person.shown)
    return _published(room, translation_id)


@router.post("/translations/{translation_id}/reject")
def turn_down(person: Signed, room: Room, translation_id: int, reason: Reason = "") -> RedirectResponse:
    """Keep a translation out of the feeds for good, for a reason."""
    opened(room, translation_id)
    reject(room, translation_id, reason, person.shown)
    return _published(room, translation_id)


@router.post("/translations/{translation_id}/waive")
def publish_anyway(person: Signed, room: Room, translation_id: int, reason: Reason = "") -> RedirectResponse:
    """Publish a translation although findings block it, for a reason that is kept."""
    opened(room, translation_id)
    waive(room, translation_id, reason, person.shown)
    return _published(room, translation_id)


def _publish_when_done(room: Newsroom, translation_id: int) -> None:
    """Write the feeds once the last segment is approved, so that nobody has to think of it."""
    if room.store.translations.state(translation_id) in REVIEWED:
        publish_all(room, PublishOrder())
        announce_approved(room, translation_id)


def _published(room: Newsroom, translation_id: int) -> RedirectResponse:
    """Write the feeds, which an act has changed, before the editor goes on."""
    publish_all(room, PublishOrder())
    return _back(translation_id)


def _moment(until: str) -> datetime:
    try:
        return datetime.fromisoformat(until).replace(tzinfo=BERLIN)
    except ValueError as error:
        raise TranslationError(reason=f"{until!r} is no date and time; choose both") from error


def _back(translation_id: int) -> RedirectResponse:
    return RedirectResponse(f"/translations/{translation_id}", status_code=303)
