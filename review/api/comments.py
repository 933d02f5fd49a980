"""Remarks on translations and their segments."""

from datetime import datetime

from fastapi import APIRouter, Depends, HTTPException, status
from pydantic import Field

from model.people import Comment, Duty
from pipeline.reviewing import remark
from pipeline.wiring import Newsroom
from review.access import Room
from review.api.access import Held, may
from review.api.shapes import LARGEST_ID, Id, Order, Shape, Words
from review.lookup import opened

router = APIRouter(
    prefix="/translations/{translation_id}/comments", tags=["comments"], dependencies=[Depends(may(Duty.EDITOR))]
)


class CommentShown(Shape):
    """A remark on a segment or on the whole translation."""

    id: int
    segment_id: int | None = Field(description="Null: on the whole translation.")
    at: datetime
    by: str = Field(description="Who said it; empty for a reader of the feed.")
    text: str
    settled_by: str = Field(description="Who has dealt with it; empty while nobody has.")


class CommentOrder(Order):
    """What to say, and of what."""

    text: Words = Field(min_length=1, max_length=2000)
    segment_id: int | None = Field(None, ge=1, le=LARGEST_ID, description="Null: on the whole translation.")


@router.get("", summary="List comments")
def comments(room: Room, translation_id: Id) -> list[CommentShown]:
    """Return all remarks on a translation, the oldest first."""
    opened(room, translation_id)
    return [_shown(each) for each in room.store.history.comments(translation_id)]


@router.post("", summary="Comment", status_code=status.HTTP_201_CREATED)
def add(room: Room, token: Held, translation_id: Id, wanted: CommentOrder) -> CommentShown:
    """Keep a remark."""
    opened(room, translation_id, wanted.segment_id)
    return _one(room, translation_id, remark(room, translation_id, wanted.segment_id, wanted.text, token.by))


@router.post("/{comment_id}/settle", summary="Settle a comment")
def settle(room: Room, token: Held, translation_id: Id, comment_id: Id) -> CommentShown:
    """Mark a remark as dealt with; who did so first stays."""
    opened(room, translation_id)
    _one(room, translation_id, comment_id)
    room.store.history.settle(comment_id, token.by)
    return _one(room, translation_id, comment_id)


def _one(room: Newsroom, translation_id: int, comment_id: int) -> CommentShown:
    for comment in room.store.history.comments(translation_id):
        if comment.id == comment_id:
            return _shown(comment)
    raise HTTPException(404, f"There is no comment {comment_id} on this translation.")


def _shown(comment: Comment) -> CommentShown:
    return CommentShown(
        id=comment.id,
        segment_id=comment.segment_id,
        at=comment.at,
        by=comment.by,
        text=comment.text,
        settled_by=comment.settled_by,
    )
