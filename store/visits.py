from datetime import datetime

from sqlalchemy import delete, select

from model.source import Visit
from store.database import Database
from store.newsroom_tables import VisitRow

FIELDS = ("source", "at", "seconds", "found", "new", "changed", "failed", "length", "status", "error", "trouble")


class Visits:
    """How the visits of the sources went: what a source's health is judged by."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, visit: Visit, keep_since: datetime) -> None:
        """Keep a visit, and forget those of the same source from before `keep_since`."""
        old = delete(VisitRow).where(VisitRow.source == visit.source, VisitRow.at < keep_since)
        with self._database.writing() as session:
            session.add(VisitRow(**{name: getattr(visit, name) for name in FIELDS}))
            session.execute(old)

    def latest(self, source: str, limit: int) -> list[Visit]:
        """Return the visits of a source, the latest first."""
        wanted = select(VisitRow).where(VisitRow.source == source).order_by(VisitRow.at.desc(), VisitRow.id.desc())
        with self._database.reading() as session:
            rows = session.scalars(wanted.limit(limit))
            return [Visit(**{name: getattr(row, name) for name in FIELDS}) for row in rows]
