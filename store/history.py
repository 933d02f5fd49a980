from collections.abc import Sequence

from sqlalchemy import ColumnElement, select, update

from model.people import Change, Comment
from store.database import Database
from store.desk_tables import ChangeRow, CommentRow

FIELDS = ("at", "by", "deed", "translation_id", "segment_id", "subject", "before", "after", "reason")


class History:
    """What people did and said; entries are added, never altered."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, *changes: Change) -> None:
        """Keep changes, in order."""
        with self._database.writing() as session:
            session.add_all(map(change_row, changes))

    def latest(
        self, limit: int, *, translation_id: int | None = None, by: str | None = None, before: int | None = None
    ) -> list[tuple[int, Change]]:
        """Return changes with their numbers, the latest first.

        Args:
            limit: how many at most.
            translation_id: of this translation alone.
            by: of this person alone.
            before: only those with a smaller number, for the next page.
        """
        conditions: list[ColumnElement[bool]] = []
        if translation_id is not None:
            conditions.append(ChangeRow.translation_id == translation_id)
        if by is not None:
            conditions.append(ChangeRow.by == by)
        if before is not None:
            conditions.append(ChangeRow.id < before)
        wanted = select(ChangeRow).where(*conditions).order_by(ChangeRow.id.desc()).limit(limit)
        with self._database.reading() as session:
            return [(row.id, _to_change(row)) for row in session.scalars(wanted)]

    def comment(self, comment: Comment) -> int:
        """Keep a remark and return its id."""
        row = CommentRow(
            translation_id=comment.translation_id,
            segment_id=comment.segment_id,
            at=comment.at,
            by=comment.by,
            text=comment.text,
            settled_by=comment.settled_by,
        )
        with self._database.writing() as session:
            session.add(row)
            session.flush()
            return row.id

    def settle(self, comment_id: int, by: str) -> None:
        """Mark a remark as dealt with; who did so first stays."""
        wanted = update(CommentRow).where(CommentRow.id == comment_id, CommentRow.settled_by == "")
        with self._database.writing() as session:
            session.execute(wanted.values(settled_by=by))

    def comments(self, translation_id: int) -> Sequence[Comment]:
        """Return the remarks on a translation, the oldest first."""
        wanted = select(CommentRow).where(CommentRow.translation_id == translation_id).order_by(CommentRow.id)
        with self._database.reading() as session:
            return [_to_comment(row) for row in session.scalars(wanted)]


def change_row(change: Change) -> ChangeRow:
    """Return the row that keeps an entry of the history."""
    return ChangeRow(**{name: getattr(change, name) for name in FIELDS})


def _to_change(row: ChangeRow) -> Change:
    return Change(**{name: getattr(row, name) for name in FIELDS})


def _to_comment(row: CommentRow) -> Comment:
    return Comment(row.id, row.translation_id, row.segment_id, row.at, row.by, row.text, row.settled_by)
