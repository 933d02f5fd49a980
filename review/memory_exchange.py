"""The memory as a TMX file: taken along, and others brought in after a look at what they would change."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import APIRouter, BackgroundTasks, Depends, HTTPException, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse
from starlette.responses import Response

from model.errors import SourceError
from model.languages import Language
from model.people import Duty, Person
from pipeline.memory_files import examine_tmx, export_tmx
from pipeline.memory_keeping import bring_in
from pipeline.uploads import named, take_in, uploaded
from pipeline.wiring import Newsroom
from review.access import Room, Signed, allow
from review.pages import explained, render, say
from review.sessions import tell
from review.term_exchange import GONE, Name, Token
from review.texts import phrase

CHUNK = 256 * 1024

router = APIRouter(prefix="/memory", dependencies=[Depends(allow(Duty.EDITOR))])


@router.get("/export.tmx")
def export(room: Room, language: Language) -> Response:
    """Return the pairs of a language as TMX 1.4, however many there are."""
    folder = TemporaryDirectory()
    path = Path(folder.name) / "memory.tmx"
    try:
        export_tmx(room, path, language)
    except BaseException:
        folder.cleanup()
        raise
    headers = {"Content-Disposition": f'attachment; filename="memory-{language.short}.tmx"'}
    return StreamingResponse(_chunks(path, folder), media_type="application/x-tmx+xml", headers=headers)


@router.get("/import", response_class=HTMLResponse)
def ask(request: Request) -> HTMLResponse:
    """Ask for a file."""
    return _page(request)


@router.post("/import", response_class=HTMLResponse)
def look(request: Request, person: Signed, room: Room, file: UploadFile) -> HTMLResponse:
    """Show what a file would add and change, and what of it cannot be read; nothing is changed."""
    name = (file.filename or "?")[:200]
    token = take_in(room, person.id, "memory", file.file)
    path = _path(room, person, token)
    try:
        with named(path, name):
            report, comparison = examine_tmx(room, path)
    except SourceError as error:
        return _page(request, explained(request, error))
    return render(
        request, "memory_import.html", report=report, comparison=comparison, token=token, name=name, problem=""
    )


@router.post("/import/bring")
def bring(
    request: Request, person: Signed, room: Room, after: BackgroundTasks, token: Token, name: Name = ""
) -> RedirectResponse:
    """Keep the pairs of the file that was looked at."""
    path = _path(room, person, token)
    with named(path, name):
        report = bring_in(room, path, name, person.shown)
    after.add_task(path.unlink, missing_ok=True)
    tell(request, say(request, phrase("{count} pairs are brought in."), count=report.written))
    return RedirectResponse("/memory", 303)


def _page(request: Request, problem: str = "") -> HTMLResponse:
    return render(request, "memory_import.html", status=400 if problem else 200, report=None, problem=problem)


def _path(room: Newsroom, person: Person, token: str) -> Path:
    path = uploaded(room, person.id, "memory", token)
    if path is None:
        raise HTTPException(410, GONE)
    return path


def _chunks(path: Path, folder: TemporaryDirectory[str]) -> Iterator[bytes]:
    with folder, path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
