"""The printable proof: German and translation side by side, for the press officer who signs on paper."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from checks import explain
from model.people import Duty
from pipeline.proof import proof
from review import view
from review.access import Room, Signed, allow
from review.lookup import opened
from review.pages import render

router = APIRouter(dependencies=[Depends(allow(Duty.EDITOR))])


@router.get("/translations/{translation_id}/proof", response_class=HTMLResponse)
def show(request: Request, person: Signed, room: Room, translation_id: int, findings: bool = False) -> HTMLResponse:
    """Show a translation for printing, with the findings as footnotes where they are wanted."""
    translation, version = opened(room, translation_id)
    printed = proof(room, version, translation)
    return render(
        request,
        "proof.html",
        translation=translation,
        version=version,
        title=view.title(version, translation),
        publisher=room.publisher(version.release.source) or version.release.source,
        proof=printed,
        notes=[explain(each, person.language) for each in printed.findings] if findings else [],
        findings=findings,
        now=room.now(),
    )
