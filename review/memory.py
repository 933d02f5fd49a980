"""The memory at the desk: searched, corrected, weeded."""

import hashlib
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from checks import explain
from model.errors import TranslationError
from model.languages import TARGET_LANGUAGES
from model.people import Duty
from pipeline.memory_keeping import Mode, correct, findings, remove, search
from pipeline.wiring import Newsroom
from review.access import Room, Signed, allow
from review.pages import explained, language_of, render, say
from review.queue import Address
from review.sessions import tell
from review.texts import phrase
from review.view import Doubt
from store.pairs import Pair, PairFilter

PAGE = 50
LONGEST = 20_000
"""Characters of a translation."""
CHANGED = phrase("Somebody has changed this pair in the meantime: it stands above as it is now, yours below.")

Number = Annotated[str, Form(max_length=64)]

router = APIRouter(prefix="/memory", dependencies=[Depends(allow(Duty.EDITOR))])


@dataclass(frozen=True)
class Asked:
    """The search as it stands in the address; "" leaves out nothing."""

    text: Annotated[str, Query(max_length=2000)] = ""
    mode: Mode = Mode.WORDS
    language: Annotated[str, Query(max_length=16)] = ""
    by: Annotated[str, Query(max_length=200)] = ""

    @property
    def wanted(self) -> PairFilter:
        """The filters for the store."""
        known = {language.value: language for language in TARGET_LANGUAGES}
        return PairFilter(language=known.get(self.language), reviewer=self.by)


@router.get("", response_class=HTMLResponse)
def listed(
    request: Request,
    room: Room,
    asked: Annotated[Asked, Depends()],
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> HTMLResponse:
    """Show pairs, fifty at a time."""
    hits = search(room, asked.text, asked.mode, asked.wanted, PAGE + 1, (page - 1) * PAGE)
    return render(
        request,
        "memory.html",
        address=Address(request.url),
        asked=asked,
        hits=hits[:PAGE],
        more=len(hits) > PAGE,
        page=page,
        places=room.store.pairs.places([hit.pair for hit in hits[:PAGE]]),
        counts=room.store.memory.counts(),
        modes=list(Mode),
        targets=TARGET_LANGUAGES,
        reviewers=room.store.pairs.reviewers(),
    )


@router.get("/{pair_id}", response_class=HTMLResponse)
def show(request: Request, room: Room, pair_id: int) -> HTMLResponse:
    """Show a pair, to be corrected or deleted."""
    pair = _pair(room, pair_id)
    return _page(request, room, pair, pair.unit.target.text)


@router.post("/{pair_id}", response_class=HTMLResponse)
def change(
    request: Request,
    person: Signed,
    room: Room,
    pair_id: int,
    text: Annotated[str, Form(max_length=LONGEST)],
    seen: Number,
) -> Response:
    """Correct the translation of a pair."""
    pair = _pair(room, pair_id)
    try:
        done = seen == _seen(pair) and correct(room, pair, text, person.shown)
    except TranslationError as error:
        return _page(request, room, pair, text, explained(request, error))
    if not done:
        return _page(request, room, _pair(room, pair_id), text, say(request, CHANGED))
    tell(request, say(request, phrase("The pair is corrected.")))
    return RedirectResponse(f"/memory/{pair_id}", 303)


@router.post("/{pair_id}/delete", response_class=HTMLResponse)
def delete(
    request: Request,
    person: Signed,
    room: Room,
    pair_id: int,
    seen: Number,
    sure: Annotated[str, Form()] = "",
) -> Response:
    """Delete a pair, once the editor has said so twice."""
    pair = _pair(room, pair_id)
    if sure != "yes":
        return RedirectResponse(f"/memory/{pair_id}", 303)
    if seen != _seen(pair) or not remove(room, pair, person.shown):
        pair = _pair(room, pair_id)
        return _page(request, room, pair, pair.unit.target.text, say(request, CHANGED))
    tell(request, say(request, phrase("The pair is deleted; the history has what it said.")))
    return RedirectResponse("/memory", 303)


def _page(request: Request, room: Newsroom, pair: Pair, typed: str, problem: str = "") -> HTMLResponse:
    language = language_of(request)
    found = findings(room, pair)
    return render(
        request,
        "pair.html",
        status=409 if problem else 200,
        pair=pair,
        seen=_seen(pair),
        typed=typed,
        article=room.store.pairs.places([pair]).get(pair.id),
        doubts=[Doubt(each.check, each.severity.name.lower(), explain(each, language)) for each in found],
        problem=problem,
    )


def _pair(room: Newsroom, pair_id: int) -> Pair:
    pair = room.store.pairs.get(pair_id)
    if pair is None:
        raise HTTPException(404, phrase("The memory has no such pair; somebody may have deleted it."))
    return pair


def _seen(pair: Pair) -> str:
    """Return what tells whether a pair is still what somebody saw."""
    told = f"{pair.unit.reviewed_at.isoformat()} {pair.unit.target.text}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]
