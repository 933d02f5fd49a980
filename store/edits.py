"""What follows from an editor's text, in the transaction of the change: history, figures, state of the translation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from model.people import Deed
from model.richtext import RichText
from model.statistics import Likeness
from model.translation import REVIEWED, Finding, State
from store.desk_tables import ChangeRow
from store.mapping import set_findings
from store.queue import count_again
from store.tables import TargetRow, TranslationRow
from store.tallying import tally_again


@dataclass(frozen=True)
class Edit:
    """What an editor did to a segment; None as `findings` or `likeness` leaves alone what is known of them."""

    text: RichText
    by: str
    at: datetime
    state: State
    findings: Sequence[Finding] | None
    likeness: Likeness | None


def write(session: Session, row: TargetRow, edit: Edit) -> None:
    """Put an edit over the target, and into the history."""
    session.add(_change(row, edit))
    _judge(row, edit)
    row.edited, row.edited_marks = edit.text.text, edit.text.to_json()
    row.edited_by, row.edited_at = edit.by, edit.at
    row.state, row.revision = edit.state, row.revision + 1
    if edit.findings is not None:
        set_findings(row, edit.findings)


def settle(session: Session, translation_id: int, at: datetime) -> None:
    """Let a translation that is complete be as far as its least advanced segment, and count it anew.

    Two editors who finish the last two segments at the same moment would each see the other's as open: whoever calls
    this holds the row of the translation.
    """
    session.flush()
    row = session.get_one(TranslationRow, translation_id)
    if row.state is not State.INITIAL:
        states = session.scalars(select(TargetRow.state).where(TargetRow.translation_id == translation_id).distinct())
        row.state = min(states, key=list(State).index)
    row.reviewed_at = (row.reviewed_at or at) if row.state in REVIEWED else None
    count_again(session, translation_id)
    tally_again(session, row)


def complete(session: Session, translation_id: int, at: datetime) -> None:
    """Keep when a machine finished a translation; an approved one was judged as it was before."""
    row = session.get_one(TranslationRow, translation_id)
    if row.reviewed_at is None and row.state is not State.INITIAL:
        row.translated_at = at


def _judge(row: TargetRow, edit: Edit) -> None:
    """Keep when the segment was approved, and how near the machine was that its editor had seen."""
    if row.doubts is None and row.edited is None:  # stored before doubts were kept
        row.doubts = [finding.check_name for finding in row.findings]
    if edit.state not in REVIEWED:
        row.reviewed_at = None
        return
    row.reviewed_at = row.reviewed_at or edit.at
    if edit.likeness is not None and row.reviewed_engine in {None, row.origin_name}:
        row.reviewed_engine = row.origin_name
        row.distance, row.chrf = edit.likeness.distance, edit.likeness.chrf


def _change(row: TargetRow, edit: Edit) -> ChangeRow:
    return ChangeRow(
        at=edit.at,
        by=edit.by,
        deed=Deed.APPROVE if edit.state in REVIEWED else Deed.EDIT,
        translation_id=row.translation_id,
        segment_id=row.segment_id,
        subject="",
        before=row.machine if row.edited is None else row.edited,
        after=edit.text.text,
        reason="",
    )
