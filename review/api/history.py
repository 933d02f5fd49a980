"""What people and programs did."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from model.people import Change, Deed, Duty
from review.access import Room
from review.api.access import may
from review.api.paging import Page, Wanted, page
from review.api.shapes import LARGEST_ID, Shape, Words

router = APIRouter(prefix="/history", tags=["history"], dependencies=[Depends(may(Duty.ADMINISTRATOR))])


class ChangeShown(Shape):
    """An entry of the history; never altered."""

    id: int
    at: datetime
    by: str = Field(description="Name of the person, or `token NAME`.")
    deed: Deed
    translation_id: int | None
    segment_id: int | None
    subject: str
    before: str
    after: str
    reason: str


@router.get("", summary="List changes")
def history(
    request: Request,
    response: Response,
    room: Room,
    limit: Annotated[int, Query(ge=1, le=200, description="Items at most.")] = 50,
    after: Annotated[
        str | None, Query(pattern=r"^[0-9]{1,10}$", description="The `cursor` of an earlier part.")
    ] = None,
    by: Annotated[Words | None, Query(max_length=200, description="Of this person alone.")] = None,
    translation: Annotated[int | None, Query(ge=1, le=LARGEST_ID, description="Of this translation alone.")] = None,
) -> Page[ChangeShown]:
    """Return changes, the latest first."""
    before = None if after is None else int(after)
    rows = room.store.history.latest(limit + 1, translation_id=translation, by=by, before=before)
    return page(request, response, Wanted(limit, after), [(number, _shown(number, change)) for number, change in rows])


def _shown(number: int, change: Change) -> ChangeShown:
    return ChangeShown(
        id=number,
        at=change.at,
        by=change.by,
        deed=change.deed,
        translation_id=change.translation_id,
        segment_id=change.segment_id,
        subject=change.subject,
        before=change.before,
        after=change.after,
        reason=change.reason,
    )
