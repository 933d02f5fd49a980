from datetime import datetime

from sqlalchemy import delete, select

from model.failure import Failure
from store.database import Database, insert_into
from store.meters import add
from store.work_tables import FailureRow

METER = "failures"
"""Counter of failed attempts, by stage."""


class Failures:
    """What went wrong and will be tried again, visible to the operator until it succeeds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, stage: str, subject: str, reason: str, at: datetime) -> None:
        """Note a failed attempt; the first time is kept, attempts are counted."""
        changes = {"reason": reason, "last_at": at}
        with self._database.writing() as session:
            statement = insert_into(session, FailureRow).values(
                stage=stage, subject=subject, first_at=at, attempts=1, **changes
            )
            changes_again = {**changes, "attempts": FailureRow.attempts + 1}
            session.execute(statement.on_conflict_do_update(index_elements=["stage", "subject"], set_=changes_again))
            add(session, METER, stage, 1)

    def clear(self, stage: str, subject: str) -> None:
        """Forget a failure, since the stage has succeeded; nothing is written where there is none."""
        with self._database.reading() as session:
            if session.get(FailureRow, (stage, subject)) is None:
                return
        with self._database.writing() as session:
            session.execute(delete(FailureRow).where(FailureRow.stage == stage, FailureRow.subject == subject))

    def all(self) -> list[Failure]:
        """Return all failures that stand, the latest first."""
        wanted = select(FailureRow).order_by(FailureRow.last_at.desc(), FailureRow.stage, FailureRow.subject)
        with self._database.reading() as session:
            return [_to_failure(row) for row in session.scalars(wanted)]


def _to_failure(row: FailureRow) -> Failure:
    return Failure(
        stage=row.stage,
        subject=row.subject,
        reason=row.reason,
        first_at=row.first_at,
        last_at=row.last_at,
        attempts=row.attempts,
    )
