"""The termbase at the desk: searched, added to, changed, and where its terms occur."""

from dataclasses import replace
from functools import partial
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, BackgroundTasks, Depends, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from model.languages import TARGET_LANGUAGES, Language
from model.people import Duty
from pipeline.occurrences import check_again, occurrences
from pipeline.publish import PublishOrder
from pipeline.righting import Chosen, put_right
from pipeline.site import publish_all
from pipeline.term_editing import BASES, keep
from pipeline.terms import Wanted, find_lines, remarks
from pipeline.wiring import Newsroom
from review.access import Room, Signed, allow
from review.entry import local
from review.pages import render, say
from review.queue import Address
from review.sessions import tell
from review.term_forms import Given, Sheet, gone, kinds, spoken
from review.texts import phrase
from translators.termediting import fingerprint
from translators.terms import Row

PAGE = 50
Term = Annotated[str, Query(max_length=500)]

router = APIRouter(prefix="/terms", dependencies=[Depends(allow(Duty.EDITOR))])


@router.get("", response_class=HTMLResponse)
def listed(
    request: Request,
    room: Room,
    text: Annotated[str, Query(max_length=2000)] = "",
    kind: Annotated[str, Query(max_length=50)] = "",
    doubtful: bool = False,
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> HTMLResponse:
    """Show the termbase, fifty lines at a time."""
    lines = find_lines(room.terms_file, Wanted(text, kind, doubtful))
    shown = lines[(page - 1) * PAGE : page * PAGE]
    return render(
        request,
        "terms.html",
        address=Address(request.url),
        lines=[(line, list(remarks(line))) for line in shown],
        total=len(lines),
        all=len(room.terms_file.table().lines),
        page=page,
        pages=max(1, -(-len(lines) // PAGE)),
        kinds=kinds(room),
        asked=Wanted(text, kind, doubtful),
        spoken=partial(spoken, request),
    )


@router.get("/new", response_class=HTMLResponse)
def new(request: Request, room: Room, de: Term = "") -> HTMLResponse:
    """Show the form for a term that is not there yet."""
    return _form(request, room, Sheet.new(de.strip()))


@router.get("/edit", response_class=HTMLResponse)
def edit(request: Request, room: Room, term: Term) -> HTMLResponse:
    """Show the form of a term."""
    return _form(request, room, Sheet.of(_row(room, term), source=term))


@router.post("/save", response_class=HTMLResponse)
def save(
    request: Request, person: Signed, room: Room, after: BackgroundTasks, given: Annotated[Given, Form()]
) -> Response:
    """Keep a term; what is wrong stands beside its field, with what was typed."""
    line = room.terms_file.table().line(given.source) if given.source else None
    if faults := keep(room, given.edit, person.shown):
        now = fingerprint(line.row) if line else given.seen
        return _form(request, room, Sheet(given.row, given.source, now, faults), status=400)
    german = given.row["de"]
    tell(request, say(request, phrase("»{term}« is kept, and is used from now on."), term=german))
    after.add_task(_check_again, room, [german, given.source])
    for language in TARGET_LANGUAGES:
        instead = gone(line.row if line else {}, given.row, language)
        found = occurrences(room, german, language, instead)
        if found and found.occurrences:
            return _to("/terms/occurrences", [("term", german), ("language", language), *_instead(instead)])
    return _to("/terms", [("text", german)])


@router.post("/delete", response_class=HTMLResponse)
def delete(
    request: Request, person: Signed, room: Room, after: BackgroundTasks, given: Annotated[Given, Form()]
) -> Response:
    """Delete a term, once the editor has said so twice."""
    if given.sure != "yes":
        return _to("/terms/edit", [("term", given.source)])
    if faults := keep(room, given.deletion, person.shown):
        return _form(
            request, room, replace(Sheet.of(_row(room, given.source), given.source), faults=faults), status=400
        )
    tell(request, say(request, phrase("»{term}« is deleted; the history has what it said."), term=given.source))
    after.add_task(_check_again, room, [given.source])
    return _to("/terms", [])


@router.get("/occurrences", response_class=HTMLResponse)
def occurring(
    request: Request,
    room: Room,
    term: Term,
    language: Language,
    instead: Annotated[list[Term], Query(max_length=20)] = [],  # noqa: B006 - FastAPI copies it
) -> HTMLResponse:
    """Show where a term is not called what the termbase says, with what can be put right at once."""
    found = occurrences(room, term, language, instead)
    return render(
        request,
        "occurrences_page.html",
        found=found,
        term=term,
        chosen=language,
        instead=instead,
        back="",
        targets=TARGET_LANGUAGES,
    )


@router.post("/occurrences")
def put_all_right(
    request: Request,
    person: Signed,
    room: Room,
    after: BackgroundTasks,
    term: Annotated[str, Form(max_length=500)],
    language: Annotated[Language, Form()],
    segment: Annotated[list[str], Form(max_length=500)] = [],  # noqa: B006 - FastAPI copies it
    instead: Annotated[list[str], Form(max_length=20)] = [],  # noqa: B006 - FastAPI copies it
    back: Annotated[str, Form(max_length=2000)] = "",
) -> RedirectResponse:
    """Put right what the editor ticked, and show what is left."""
    found = occurrences(room, term, language, instead)
    if found is None:
        raise HTTPException(404, phrase("The termbase has no such term for this language."))
    righted = put_right(room, found, [_chosen(each) for each in segment], person.shown)
    tell(request, say(request, phrase("{count} segments are put right."), count=righted.segments))
    if righted.left:
        text = phrase("{count} segments were left as they are: somebody has edited them in the meantime.")
        tell(request, say(request, text, count=righted.left))
    if righted.translations:
        after.add_task(publish_all, room, PublishOrder())
    if back:
        return RedirectResponse(local(back), 303)
    return _to("/terms/occurrences", [("term", term), ("language", language), *_instead(instead)])


def _form(request: Request, room: Newsroom, sheet: Sheet, *, status: int = 200) -> HTMLResponse:
    line = room.terms_file.table().line(sheet.source) if sheet.source else None
    return render(
        request,
        "term.html",
        status=status,
        sheet=sheet,
        remarks=list(remarks(line)) if line else [],
        kinds=kinds(room),
        bases=BASES,
        spoken=partial(spoken, request),
    )


def _row(room: Newsroom, term: str) -> Row:
    line = room.terms_file.table().line(term)
    if line is None:
        raise HTTPException(404, phrase("The termbase has no such term."))
    return line.row


def _chosen(value: str) -> Chosen:
    numbers = value.split("-")
    if len(numbers) != 3 or not all(number.isdecimal() and len(number) < 19 for number in numbers):
        raise HTTPException(422, phrase("The desk cannot read what the browser sent."))
    return Chosen(*map(int, numbers))


def _check_again(room: Newsroom, sources: list[str]) -> None:
    for language in TARGET_LANGUAGES:
        check_again(room, sources, language)


def _instead(forms: list[str] | tuple[str, ...]) -> list[tuple[str, str]]:
    return [("instead", form) for form in forms]


def _to(path: str, query: list[tuple[str, str]]) -> RedirectResponse:
    return RedirectResponse(f"{path}?{urlencode(query)}" if query else path, 303)
