"""Translations taken along as XLIFF, and files brought back."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, File, Form, Query, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from model.errors import SourceError
from model.languages import TARGET_LANGUAGES
from model.people import Duty
from model.translation import REVIEWED
from pipeline.exchange import ExportOrder, export, file_name, wanted
from pipeline.exchange_import import ImportOrder, import_xliff
from pipeline.exchange_reports import ImportReport, Trouble
from pipeline.publish import PublishOrder
from pipeline.site import publish_all
from pipeline.wiring import Newsroom
from review.access import Room, Signed, allow
from review.lookup import opened
from review.pages import explained, render, say
from review.sessions import tell
from review.texts import phrase

router = APIRouter(dependencies=[Depends(allow(Duty.EDITOR))])
MEDIA_TYPE = "application/xliff+xml"
"""As registered with IANA for XLIFF 2."""
MOST_FILES = 50


@dataclass(frozen=True)
class Shown:
    """What became of a file: `report` is None where it could not be read, and `why` says why."""

    name: str
    report: ImportReport | None = None
    why: str = ""
    conflicts: tuple[tuple[Trouble, str], ...] = ()
    refused: tuple[tuple[Trouble, str], ...] = ()


@router.get("/xliff", response_class=HTMLResponse)
def page(request: Request, person: Signed, room: Room) -> HTMLResponse:
    """Show what can be taken along, and the form for what comes back."""
    return _page(request, room, [])


@router.get("/xliff/export")
def take_along(
    request: Request,
    person: Signed,
    room: Room,
    language: Annotated[str, Query(max_length=16)],
    source: Annotated[str, Query(max_length=200)] = "",
    reviewed: bool = False,
) -> Response:
    """Send all translations into a language as one file."""
    known = {each.value: each for each in TARGET_LANGUAGES}
    chosen = known.get(language)
    ids = wanted(room, ExportOrder(chosen, source or None, waiting=not reviewed)) if chosen else []
    if chosen is None or not ids:
        tell(request, say(request, phrase("There is nothing to take along.")))
        return RedirectResponse("/xliff", status_code=303)
    return _file(export(room, ids, person.language), f"newsbridge.{chosen.short}.xlf")


@router.get("/translations/{translation_id}/xliff")
def take_one(person: Signed, room: Room, translation_id: int) -> Response:
    """Send a translation as a file."""
    opened(room, translation_id)
    return _file(export(room, [translation_id], person.language), file_name(room, translation_id))


@router.post("/xliff", response_class=HTMLResponse)
def bring_back(
    request: Request,
    person: Signed,
    room: Room,
    after: BackgroundTasks,
    files: Annotated[list[UploadFile], File(max_length=MOST_FILES)],
    approve: Annotated[bool, Form()] = False,
    dry_run: Annotated[bool, Form()] = False,
) -> HTMLResponse:
    """Take what was changed in the files, and say what was left."""
    order = ImportOrder(person.shown, approve, dry_run)
    shown = [_bring(request, room, file, order) for file in files]
    if approve and not dry_run:
        after.add_task(
            _publish_what_is_done, room, {id_ for each in shown if each.report for id_ in each.report.translations}
        )
    return _page(request, room, shown, dry_run=dry_run)


def _bring(request: Request, room: Newsroom, file: UploadFile, order: ImportOrder) -> Shown:
    """Bring one file back; a file that cannot be read stops only itself."""
    name = file.filename or "XLIFF"
    try:
        report = import_xliff(room, file.file, name, order)
    except SourceError as error:
        return Shown(name, why=explained(request, error))
    conflicts, refused = (
        tuple((each, say(request, each.template, **each.fields)) for each in troubles)
        for troubles in (report.conflicts, report.refused)
    )
    return Shown(name, report, conflicts=conflicts, refused=refused)


def _page(request: Request, room: Newsroom, shown: list[Shown], *, dry_run: bool = False) -> HTMLResponse:
    return render(
        request,
        "xliff.html",
        shown=shown,
        dry_run=dry_run,
        targets=TARGET_LANGUAGES,
        sources=room.store.queue.sources(),
    )


def _file(content: bytes, name: str) -> Response:
    return Response(content, media_type=MEDIA_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _publish_what_is_done(room: Newsroom, translation_ids: set[int]) -> None:
    """Write the feeds where the last segment of a translation is approved now."""
    if any(room.store.translations.with_id(each).state in REVIEWED for each in translation_ids):
        publish_all(room, PublishOrder())
