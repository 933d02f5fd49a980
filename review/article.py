"""A translation side by side with its German, and what an editor looks up beside it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from model.people import Duty
from pipeline.memory import offers
from pipeline.previewing import preview, without_plain_pictures
from pipeline.readings import other_readings
from pipeline.repairing import repairs
from review import view
from review.access import LARGEST_NUMBER, Room, Signed, allow
from review.lookup import opened, sheet
from review.pages import render

router = APIRouter(dependencies=[Depends(allow(Duty.EDITOR))])


@router.get("/translations/{translation_id}", response_class=HTMLResponse)
def article(request: Request, person: Signed, room: Room, translation_id: int) -> HTMLResponse:
    """Show a translation for review."""
    read = sheet(room, person, translation_id)
    return render(
        request,
        "article.html",
        sheet=read,
        translation=read.translation,
        version=read.version,
        title=view.title(read.version, read.translation),
        segments=read.segments(),
        publisher=room.publisher(read.version.release.source),
        now=room.now(),
    )


@router.get("/translations/{translation_id}/repairs", response_class=HTMLResponse)
def repaired(request: Request, person: Signed, room: Room, translation_id: int) -> HTMLResponse:
    """Show the findings that can be repaired, each list for its place in an article that is on the screen already."""
    translation, version = opened(room, translation_id)
    found = {
        segment_id: view.doubts(translation.targets[segment_id], proposed, person.language)
        for segment_id, proposed in repairs(room, version, translation).items()
    }
    return render(request, "repairs.html", found=found)


@router.get("/translations/{translation_id}/preview", response_class=HTMLResponse)
def whole(request: Request, person: Signed, room: Room, translation_id: int) -> HTMLResponse:
    """Show the article as its subscribers will see it."""
    translation, _ = opened(room, translation_id)
    item = preview(room, translation)
    content, left_out = without_plain_pictures(item.content)
    return render(request, "preview.html", item=item, content=content, left_out=left_out, translation=translation)


@router.get("/translations/{translation_id}/history", response_class=HTMLResponse)
def past(
    request: Request,
    person: Signed,
    room: Room,
    translation_id: int,
    before: Annotated[int | None, Query(ge=1, le=LARGEST_NUMBER)] = None,
) -> HTMLResponse:
    """Show what was done to a translation, the latest first."""
    translation, version = opened(room, translation_id)
    changes = room.store.history.latest(100, translation_id=translation_id, before=before)
    return render(
        request, "past.html", translation=translation, title=view.title(version, translation), changes=changes
    )


@router.get("/translations/{translation_id}/segments/{segment_id}/help", response_class=HTMLResponse)
def help_for(request: Request, person: Signed, room: Room, translation_id: int, segment_id: int) -> HTMLResponse:
    """Show what helps with a segment: pairs from the memory with the difference, and the machine's other readings."""
    translation, version = opened(room, translation_id, segment_id)
    source = next(each.source.text for each in version.segments if each.id == segment_id)
    return render(
        request,
        "help.html",
        segment_id=segment_id,
        offers=offers(room, source.text, translation.language),
        readings=other_readings(room, version, segment_id, translation.language),
    )
