from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from store.database import Database, insert_into
from store.desk_tables import PersonRow, PresenceRow

HERE = timedelta(seconds=60)
"""Who was seen within this time is still there; pages give a sign of life three times as often."""


@dataclass(frozen=True)
class Seen:
    """Somebody at an article.

    Attributes:
        shown: their name.
        segment_id: where they are writing, None where they read.
    """

    person_id: int
    shown: str
    segment_id: int | None
    at: datetime


class Presence:
    """Who has which article open at the desk; forgotten by itself, and no part of the history."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def mark(self, translation_id: int, person_id: int, at: datetime, segment_id: int | None = None) -> None:
        """Say that a person is at a translation, writing at a segment where one is given.

        Raises:
            StoreError: there is no such translation or person.
        """
        key = {"translation_id": translation_id, "person_id": person_id}
        values = {"segment_id": segment_id, "at": at}
        with self._database.writing() as session:
            wanted = insert_into(session, PresenceRow).values(key | values)
            session.execute(wanted.on_conflict_do_update(index_elements=list(key), set_=values))
            session.execute(delete(PresenceRow).where(PresenceRow.at < at - HERE))

    def at(self, translation_ids: Sequence[int], now: datetime) -> dict[int, list[Seen]]:
        """Return who is at each of the translations, who came last first; those with nobody are left out."""
        wanted = (
            select(PresenceRow, PersonRow.shown)
            .join(PersonRow, PersonRow.id == PresenceRow.person_id)
            .where(PresenceRow.translation_id.in_(translation_ids), PresenceRow.at >= now - HERE)
            .order_by(PresenceRow.at.desc(), PresenceRow.person_id)
        )
        found: dict[int, list[Seen]] = {}
        with self._database.reading() as session:
            for row, shown in session.execute(wanted):
                found.setdefault(row.translation_id, []).append(Seen(row.person_id, shown, row.segment_id, row.at))
        return found
