"""The translation memory: what editors have approved."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response, status
from pydantic import Field, StringConstraints

from model.languages import Language
from model.people import Duty
from model.terms import TranslationUnit
from model.translation import State
from pipeline.memory import offers
from pipeline.remembering import remember
from review.access import Room
from review.api.access import Held, may
from review.api.paging import Asked, Page, page
from review.api.shapes import MarkShown, Order, Shape, Target, Words
from review.editing import LONGEST

router = APIRouter(prefix="/memory", tags=["memory"], dependencies=[Depends(may(Duty.EDITOR))])

Sentence = Annotated[Words, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST)]


class UnitShown(Shape):
    """A reviewed pair."""

    source: str = Field(description="The German.")
    target: str
    marks: list[MarkShown]
    language: Language
    state: State
    reviewer: str
    reviewed_at: datetime

    @classmethod
    def of(cls, unit: TranslationUnit) -> "UnitShown":
        """Return the shape of `unit`."""
        return cls(
            source=unit.source,
            target=unit.target.text,
            marks=[MarkShown.of(mark) for mark in unit.target.marks],
            language=unit.language,
            state=unit.state,
            reviewer=unit.reviewer,
            reviewed_at=unit.reviewed_at,
        )


class OfferShown(Shape):
    """A pair whose German is like a given sentence."""

    likeness: float = Field(ge=0.75, le=1, description="From 0.75 to 1.")
    unit: UnitShown


class UnitOrder(Order):
    """A pair that is right wherever the sentence stands."""

    source: Sentence = Field(description="The German, a sentence.")
    target: Sentence
    language: Target


@router.get("", summary="List and search pairs")
def units(
    request: Request,
    response: Response,
    room: Room,
    asked: Asked,
    language: Annotated[Target | None, Query(description="Of this language alone.")] = None,
    text: Annotated[Words, Query(max_length=200, description="Words on either side.")] = "",
) -> Page[UnitShown]:
    """Return pairs in the order in which they were first approved."""
    rows = room.store.listing.units(language, text.strip(), asked.part)
    return page(request, response, asked, [(number, UnitShown.of(unit)) for number, unit in rows])


@router.get("/offers", summary="Find sentences alike")
def alike(
    room: Room,
    source: Annotated[Sentence, Query(description="A German sentence.")],
    language: Annotated[Target, Query(description="Of the pairs.")],
    limit: Annotated[int, Query(ge=1, le=20, description="Pairs at most.")] = 5,
) -> list[OfferShown]:
    """Return pairs whose German is at least 75 % like a sentence, the most alike first."""
    found = offers(room, source, language, limit)
    return [OfferShown(likeness=each.likeness, unit=UnitShown.of(each.unit)) for each in found]


@router.post("", summary="Add a pair", status_code=status.HTTP_201_CREATED)
def add(room: Room, token: Held, wanted: UnitOrder) -> UnitShown:
    """Keep a pair as reviewed; it takes the place of an older one that was added for the same sentence."""
    return UnitShown.of(remember(room, wanted.source, wanted.target, wanted.language, token.by))
