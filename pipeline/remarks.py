"""Remarks: what editors and readers say of a translation, until somebody has dealt with it."""

from model.people import Change, Comment, Deed
from pipeline.wiring import Newsroom


def settle(newsroom: Newsroom, translation_id: int, comment_id: int, by: str) -> Comment | None:
    """Mark a remark on a translation as dealt with and return it; None where the translation has no such remark.

    Who was first stays; only their deed is in the history.
    """
    known = {each.id: each for each in newsroom.store.history.comments(translation_id)}
    remark = known.get(comment_id)
    if remark is not None and not remark.settled_by:
        newsroom.store.history.settle(comment_id, by)
        deed = Change(
            newsroom.now(), by, Deed.SETTLE, translation_id, remark.segment_id, subject=remark.by, reason=remark.text
        )
        newsroom.store.history.record(deed)
    return remark
