"""The termbase: what German expressions must, may and must not be called."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from model.languages import Language
from model.people import Duty
from model.termbase import Termbase
from model.terms import Term
from review.access import Room
from review.api.access import may
from review.api.paging import Asked, Page, page
from review.api.shapes import Shape, Target, Words

router = APIRouter(prefix="/terms", tags=["terms"], dependencies=[Depends(may(Duty.EDITOR))])


class TermShown(Shape):
    """A German expression in one language."""

    source: str = Field(description="The German, as it stands in a dictionary.", examples=["Oberbürgermeister"])
    language: Language
    preferred: str = Field(examples=["市长"])
    acceptable: list[str]
    forbidden: list[str]
    first: str = Field(description="At its first mention in an article; empty: as preferred.")
    short: str = Field(description="After that; empty: as preferred.")
    kind: str = Field(examples=["organisation"])
    basis: str = Field(description="How sure the equivalent is.")


@router.get("", summary="List and search terms")
def terms(
    request: Request,
    response: Response,
    room: Room,
    asked: Asked,
    language: Annotated[Target | None, Query(description="Of this language alone.")] = None,
    text: Annotated[
        Words,
        Query(
            max_length=2000, description="In any form of the term, or a German text in which to find terms, inflected."
        ),
    ] = "",
) -> Page[TermShown]:
    """Return terms in the order of the operator's file."""
    wanted = [pair for pair in enumerate(_found(room.terms, text), start=1) if language in {None, pair[1].language}]
    part = asked.part
    if part.newest_first:
        wanted = [pair for pair in reversed(wanted) if part.after is None or pair[0] < part.after]
    else:
        wanted = [pair for pair in wanted if pair[0] > (part.after or 0)]
    return page(request, response, asked, [(number, _shown(term)) for number, term in wanted[: part.limit]])


def _found(terms: Termbase, text: str) -> list[Term]:
    if not text.strip():
        return list(terms)
    inside = {match.source for match in terms.find(text)}
    folded = text.strip().casefold()
    return [
        term
        for term in terms
        if term.source in inside or any(folded in form.casefold() for form in (term.source, *term.forms))
    ]


def _shown(term: Term) -> TermShown:
    return TermShown(
        source=term.source,
        language=term.language,
        preferred=term.preferred,
        acceptable=list(term.acceptable),
        forbidden=list(term.forbidden),
        first=term.first,
        short=term.short,
        kind=term.kind,
        basis=term.basis,
    )
