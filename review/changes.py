"""What has changed between two versions of the German, and in the translation with it."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from model.people import Duty
from pipeline.versions import compare_versions, known_before
from review import view
from review.access import Room, Signed, allow
from review.lookup import opened
from review.pages import render
from review.texts import phrase

router = APIRouter(dependencies=[Depends(allow(Duty.EDITOR))])

Number = Annotated[int | None, Query(ge=1)]


@router.get("/translations/{translation_id}/changes", response_class=HTMLResponse)
def changes(
    request: Request,
    person: Signed,
    room: Room,
    translation_id: int,
    old: Number = None,
    new: Number = None,
    whole: bool = False,
) -> HTMLResponse:
    """Compare two versions of the release, this one with what editors knew before it where none is named."""
    translation, version = opened(room, translation_id)
    versions = {each.number: each for each in room.store.lineage.versions(version.release.id, translation.language)}
    chosen = old or known_before(room, version, translation.language), new or version.number
    if not versions.keys() >= set(chosen):
        raise HTTPException(404, phrase("The release has no such version; choose two from the list."))
    comparison = compare_versions(room, versions[chosen[0]], versions[chosen[1]], translation.language)
    return render(
        request,
        "changes.html",
        translation=translation,
        title=view.title(version, translation),
        versions=list(versions.values()),
        comparison=comparison,
        whole=whole,
    )
