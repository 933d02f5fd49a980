from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, update

from model.incident import Incident
from store.database import Database, insert_into
from store.watching_tables import IncidentRow

FIELDS = ("key", "opened_at", "closed_at", "told_at", "told_open")


class Incidents:
    """What went wrong and whether the operator knows; processes may look at the same time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Incident]:
        """Return all incidents, the latest first; of each key the last one."""
        wanted = select(IncidentRow).order_by(IncidentRow.opened_at.desc(), IncidentRow.key)
        with self._database.reading() as session:
            return [Incident(**{name: getattr(row, name) for name in FIELDS}) for row in session.scalars(wanted)]

    def open(self, key: str, at: datetime) -> bool:
        """Note that something is wrong, and say whether it was not known; what lasts already stays as it is."""
        with self._database.writing() as session:
            new = insert_into(session, IncidentRow).values(key=key, opened_at=at, told_open=False)
            again = new.on_conflict_do_update(
                index_elements=["key"],
                set_={"opened_at": at, "closed_at": None},
                where=IncidentRow.closed_at.is_not(None),
            )
            return session.scalar(again.returning(IncidentRow.key)) is not None

    def close(self, key: str, at: datetime) -> None:
        """Note that it is well again; nothing happens where it was so already."""
        ended = update(IncidentRow).where(IncidentRow.key == key, IncidentRow.closed_at.is_(None))
        with self._database.writing() as session:
            session.execute(ended.values(closed_at=at))

    def tell(self, known: Incident, told_open: bool, at: datetime) -> Incident | None:
        """Take the telling of an incident: of several processes that know the same of it, one alone gets it.

        Returns:
            the incident as it is now; None where another process tells of it.
        """
        told = replace(known, told_at=at, told_open=told_open)
        return told if self._turn(known, told) else None

    def untell(self, told: Incident, known: Incident) -> None:
        """Take back what `tell` noted, since nobody could be reached."""
        self._turn(told, known)

    def _turn(self, before: Incident, after: Incident) -> bool:
        is_same = IncidentRow.told_at.is_not_distinct_from(before.told_at)
        wanted = update(IncidentRow).where(
            IncidentRow.key == before.key, is_same, IncidentRow.told_open.is_(before.told_open)
        )
        changed = wanted.values(told_at=after.told_at, told_open=after.told_open).returning(IncidentRow.key)
        with self._database.writing() as session:
            return session.scalar(changed) is not None
