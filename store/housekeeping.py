"""What a store need not keep for ever: found by rules, counted or removed by the same conditions."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, exists, func, or_, select
from sqlalchemy.orm import Session

from model.translation import REVIEWED, State
from store.base import Base
from store.database import Database
from store.desk_tables import AttemptRow, ChangeRow, CommentRow, DraftRow, InvitationRow, PresenceRow
from store.newsroom_tables import VisitRow
from store.presence import HERE
from store.tables import ReleaseRow, TargetRow, TranslationRow, VersionRow
from store.work_tables import ClaimRow

DAY = timedelta(days=1)
"""Failed attempts to get in count for minutes, claims for as long; after a day nobody asks for either."""
BATCH = 200
"""Versions removed in one transaction, so that others wait for moments only."""


class Housekeeping:
    """What is out of date. The history, and whatever an editor has touched, never is."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def passed(self, now: datetime, visits_since: datetime) -> dict[str, int]:
        """Return how many rows of each kind have had their time."""
        with self._database.reading() as session:
            wanted = {kind: (table, old) for kind, table, old in _passed(now, visits_since)}
            return {kind: _count(session, table, old) for kind, (table, old) in wanted.items()}

    def forget_passed(self, now: datetime, visits_since: datetime) -> dict[str, int]:
        """Remove what `passed` counts, and return how much that was."""
        removed = {}
        for kind, table, old in _passed(now, visits_since):
            with self._database.writing() as session:
                connection = session.connection(execution_options={"preserve_rowcount": True})
                removed[kind] = connection.execute(delete(table).where(old)).rowcount
        return removed

    def old_versions(self, keep: int) -> list[int]:
        """Return the ids of versions that nobody needs any more, the oldest first.

        They are beyond the newest `keep` of their release; no editor has edited, approved, held, drafted or remarked
        anything in their translations; and there is a newer version with a translation into each of their languages,
        so that readers who wait for a change to be translated do not see one of them.

        Args:
            keep: how many of each release stay in any case; at least 1.
        """
        newer = VersionRow.number <= ReleaseRow.number - max(keep, 1)
        wanted = select(VersionRow.id).join(ReleaseRow, ReleaseRow.id == VersionRow.release_id)
        wanted = wanted.where(newer, VersionRow.id != ReleaseRow.version_id, ~_is_needed())
        with self._database.reading() as session:
            return list(session.scalars(wanted.order_by(VersionRow.id)))

    def forget_versions(self, keep: int) -> int:
        """Remove what `old_versions` names, with their translations, and return how many that were."""
        removed = 0
        ids = self.old_versions(keep)
        for start in range(0, len(ids), BATCH):
            with self._database.writing() as session:
                connection = session.connection(execution_options={"preserve_rowcount": True})
                # Asked again: an editor may have begun at one of them just now.
                unneeded = VersionRow.id.in_(ids[start : start + BATCH]) & ~_is_needed()
                removed += connection.execute(delete(VersionRow).where(unneeded)).rowcount
        return removed


def _passed(now: datetime, visits_since: datetime) -> list[tuple[str, type[Base], ColumnElement[bool]]]:
    return [
        ("visits", VisitRow, VisitRow.at < visits_since),
        ("attempts", AttemptRow, AttemptRow.at < now - DAY),
        ("presence", PresenceRow, PresenceRow.at < now - HERE),
        ("invitations", InvitationRow, InvitationRow.expires_at < now),
        ("claims", ClaimRow, ClaimRow.expires_at < now - DAY),
    ]


def _count(session: Session, table: type[Base], condition: ColumnElement[bool]) -> int:
    return session.scalars(select(func.count()).select_from(table).where(condition)).one()


def _is_needed() -> ColumnElement[bool]:
    """Whether an editor has been at a translation of the version, or readers may see it."""
    newer, theirs = VersionRow.__table__.alias("newer"), TranslationRow.__table__.alias("theirs")
    replaced = exists().where(
        newer.c.release_id == VersionRow.release_id,
        newer.c.number > VersionRow.number,
        theirs.c.version_id == newer.c.id,
        theirs.c.language == TranslationRow.language,
        theirs.c.state != State.INITIAL,
    )
    touched = or_(
        TranslationRow.state.in_(REVIEWED),
        TranslationRow.hold_until.is_not(None),
        TranslationRow.waiver != "",
        exists().where(TargetRow.translation_id == TranslationRow.id, TargetRow.edited.is_not(None)),
        *(exists().where(each.translation_id == TranslationRow.id) for each in (ChangeRow, CommentRow, DraftRow)),
    )
    return exists().where(TranslationRow.version_id == VersionRow.id, or_(touched, ~replaced))
