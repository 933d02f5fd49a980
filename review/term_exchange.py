"""The termbase as a file: taken along, and others brought in after a look at what they would change."""

from functools import partial
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Form, HTTPException, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from model.errors import BadConfiguration
from model.people import Duty, Person
from pipeline.terms import bring_in, import_terms
from pipeline.uploads import named, take_in, uploaded
from pipeline.wiring import Newsroom
from review.access import Room, Signed, allow
from review.pages import explained, render, say
from review.sessions import tell
from review.texts import phrase
from translators.tbxwriting import write_tbx

GONE = phrase("The file is no longer here; choose it again.")
Token = Annotated[str, Form(max_length=64)]
Name = Annotated[str, Form(max_length=200)]

router = APIRouter(prefix="/terms", dependencies=[Depends(allow(Duty.EDITOR))])


@router.get("/export.tsv")
def as_tsv(room: Room) -> Response:
    """Return the file as it is."""
    table = room.terms_file.table()
    return _file((table.mark + table.text).encode(), "terms.tsv", "text/tab-separated-values; charset=utf-8")


@router.get("/export.tbx")
def as_tbx(room: Room) -> Response:
    """Return all terms as TBX (ISO 30042:2019)."""
    rows = [line.row for line in room.terms_file.table().lines]
    return _file(write_tbx(rows, room.settings.terms_path.stem), "terms.tbx", "application/x-tbx+xml")


@router.get("/import", response_class=HTMLResponse)
def ask(request: Request) -> HTMLResponse:
    """Ask for a file."""
    return render(request, "terms_import.html", imported=None, token="", name="", problem="")


@router.post("/import", response_class=HTMLResponse)
def look(request: Request, person: Signed, room: Room, file: UploadFile) -> HTMLResponse:
    """Show what a file would add and change, and where it contradicts the termbase; nothing is changed."""
    name = (file.filename or "?")[:200]
    token = take_in(room, person.id, "terms", file.file)
    path = _path(room, person, token)
    try:
        with named(path, name):
            imported = import_terms(room.terms_file, path, dry_run=True)
    except BadConfiguration as error:
        problem = explained(request, error)
        return render(request, "terms_import.html", status=400, imported=None, token="", name="", problem=problem)
    return render(
        request,
        "terms_import.html",
        imported=imported,
        token=token,
        name=name,
        problem="",
        spoken_text=partial(say, request),
    )


@router.post("/import/bring")
def bring(
    request: Request,
    person: Signed,
    room: Room,
    after: BackgroundTasks,
    token: Token,
    name: Name = "",
    replace: Annotated[bool, Form()] = False,
) -> RedirectResponse:
    """Merge the file that was looked at."""
    path = _path(room, person, token)
    with named(path, name):
        merged = bring_in(room, path, person.shown, replace=replace).merged
    after.add_task(path.unlink, missing_ok=True)
    text = phrase("{added} terms are added, {changed} changed.")
    tell(request, say(request, text, added=len(merged.added), changed=len(merged.changed)))
    return RedirectResponse("/terms", 303)


def _path(room: Newsroom, person: Person, token: str) -> Path:
    path = uploaded(room, person.id, "terms", token)
    if path is None:
        raise HTTPException(410, GONE)
    return path


def _file(content: bytes, name: str, kind: str) -> Response:
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
