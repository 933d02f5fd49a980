"""A term made of words that an editor has selected in an article."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse

from model.languages import TARGET_LANGUAGES
from model.people import Duty
from model.translation import Translation
from pipeline.occurrences import check_again, occurrences
from pipeline.term_editing import BASES, keep
from pipeline.wiring import Newsroom
from review.access import Room, Signed, allow
from review.lookup import opened
from review.pages import render
from review.term_forms import Given, Sheet, gone, kinds, spoken
from translators.termediting import fingerprint, tidy
from translators.terms import LANGUAGES, NONE

Words = Annotated[str, Query(max_length=500)]

router = APIRouter(prefix="/translations/{translation_id}/term", dependencies=[Depends(allow(Duty.EDITOR))])


@router.get("", response_class=HTMLResponse)
def ask(request: Request, room: Room, translation_id: int, german: Words = "", target: Words = "") -> HTMLResponse:
    """Show a small form with what is selected; a term that is known is shown to be changed."""
    translation, _ = opened(room, translation_id)
    return _form(request, room, translation, _sheet(room, translation, tidy(german), tidy(target)), tidy(target))


@router.post("", response_class=HTMLResponse)
def add(
    request: Request,
    person: Signed,
    room: Room,
    after: BackgroundTasks,
    translation_id: int,
    given: Annotated[Given, Form()],
) -> HTMLResponse:
    """Keep the term and show where else it occurs."""
    translation, _ = opened(room, translation_id)
    line = room.terms_file.table().line(given.source) if given.source else None
    if faults := keep(room, given.edit, person.shown):
        # 200, as htmx shows only answers that went well.
        now = fingerprint(line.row) if line else given.seen
        return _form(request, room, translation, Sheet(given.row, given.source, now, faults))
    german, chosen = given.row["de"], translation.language
    check_again(room, [german, given.source], chosen, translation_id)
    for language in TARGET_LANGUAGES:
        after.add_task(check_again, room, [german, given.source], language)
    instead = gone(line.row if line else {}, given.row, chosen)
    return render(
        request,
        "term_kept.html",
        found=occurrences(room, german, chosen, instead),
        term=german,
        chosen=chosen,
        instead=instead,
        back=f"/translations/{translation_id}",
    )


def _sheet(room: Newsroom, translation: Translation, german: str, target: str) -> Sheet:
    known = room.terms.lookup(german) if german else None
    column = LANGUAGES[translation.language]
    line = room.terms_file.table().line(known.source) if known else None
    if line is not None:
        return Sheet.of(line.row, line.row["de"])
    others = {other: NONE for other in LANGUAGES.values() if other != column}
    return Sheet.new(german, **others, **{column: target})


def _form(request: Request, room: Newsroom, translation: Translation, sheet: Sheet, selected: str = "") -> HTMLResponse:
    return render(
        request,
        "term_small.html",
        sheet=sheet,
        selected=selected,
        kinds=kinds(room),
        bases=BASES,
        spoken=partial(spoken, request),
        translation=translation,
        columns={LANGUAGES[language]: language for language in TARGET_LANGUAGES},
    )
