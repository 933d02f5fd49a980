"""Remarks on an article or on a segment of it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from model.people import Duty
from pipeline.remarks import settle
from pipeline.reviewing import remark
from review.access import Room, Signed, allow
from review.lookup import opened, sheet
from review.pages import render
from review.segments import segment_answer
from review.texts import phrase

Said = Annotated[str, Form(max_length=2000)]
router = APIRouter(prefix="/translations/{translation_id}", dependencies=[Depends(allow(Duty.EDITOR))])


@router.post("/segments/{segment_id}/remarks", response_class=HTMLResponse)
def on_segment(
    request: Request, person: Signed, room: Room, translation_id: int, segment_id: int, text: Said
) -> Response:
    """Keep a remark on a segment."""
    opened(room, translation_id, segment_id)
    remark(room, translation_id, segment_id, text, person.shown)
    return segment_answer(request, sheet(room, person, translation_id, segment_id), segment_id)


@router.post("/remarks", response_class=HTMLResponse)
def on_whole(request: Request, person: Signed, room: Room, translation_id: int, text: Said) -> Response:
    """Keep a remark on the whole translation."""
    opened(room, translation_id)
    remark(room, translation_id, None, text, person.shown)
    if "hx-request" not in request.headers:
        return RedirectResponse(f"/translations/{translation_id}", status_code=303)
    read = sheet(room, person, translation_id)
    return render(request, "remarks.html", sheet=read, translation=read.translation, swapped=True)


@router.post("/remarks/{comment_id}/settle", response_class=HTMLResponse)
def settled(request: Request, person: Signed, room: Room, translation_id: int, comment_id: int) -> Response:
    """Mark a remark as dealt with."""
    opened(room, translation_id)
    done = settle(room, translation_id, comment_id, person.shown)
    if done is None:
        raise HTTPException(404, phrase("There is no such remark on this translation."))
    read = sheet(room, person, translation_id)
    if done.segment_id is not None:
        return segment_answer(request, read, done.segment_id)
    if "hx-request" not in request.headers:
        return RedirectResponse(f"/translations/{translation_id}", status_code=303)
    return render(request, "remarks.html", sheet=read, translation=read.translation, swapped=True)
