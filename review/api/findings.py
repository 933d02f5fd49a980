"""What the checks report, across all translations."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from model.languages import Language
from model.people import Duty
from model.translation import Severity
from review.access import Room
from review.api.access import may
from review.api.paging import Asked, Page, page
from review.api.segments import FindingShown
from review.api.shapes import LARGEST_ID, Target, Words
from store.listed import FindingFilter, ListedFinding

router = APIRouter(prefix="/findings", tags=["findings"], dependencies=[Depends(may(Duty.EDITOR))])


class FindingListed(FindingShown):
    """A finding with its place. Checking a segment again gives its findings new places in the list."""

    translation_id: int
    segment_id: int
    language: Language


@router.get("", summary="List findings")
def findings(
    request: Request,
    response: Response,
    room: Room,
    asked: Asked,
    check: Annotated[
        Words | None, Query(max_length=50, description="Of this check alone.", examples=["numbers"])
    ] = None,
    severity: Annotated[
        Literal["note", "warning", "error", "blocking"] | None, Query(description="Of this severity alone.")
    ] = None,
    language: Annotated[Target | None, Query(description="In this language alone.")] = None,
    source: Annotated[Words | None, Query(max_length=200, description="Of this source alone.")] = None,
    translation: Annotated[int | None, Query(ge=1, le=LARGEST_ID, description="Of this translation alone.")] = None,
) -> Page[FindingListed]:
    """Return what the checks report of the translations of newest versions, in the order in which it was reported."""
    grave = Severity[severity.upper()] if severity else None
    rows = room.store.listing.findings(FindingFilter(check, grave, language, source, translation), asked.part)
    return page(request, response, asked, [(row.id, _listed(row)) for row in rows])


def _listed(row: ListedFinding) -> FindingListed:
    return FindingListed(
        translation_id=row.translation_id,
        segment_id=row.segment_id,
        language=row.language,
        **dict(FindingShown.of(row.finding)),
    )
