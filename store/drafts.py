from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from store.database import Database, insert_into
from store.desk_tables import DraftRow


@dataclass(frozen=True)
class Draft:
    """What a person has typed so far, over the target of this revision."""

    text: str
    revision: int
    at: datetime


class Drafts:
    """Texts that people are still typing: kept until they save or approve, shown to nobody else, never published."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, translation_id: int, segment_id: int, person_id: int, draft: Draft) -> None:
        """Keep a draft in place of the person's earlier one for the segment.

        Raises:
            StoreError: there is no such translation, segment or person.
        """
        key = {"translation_id": translation_id, "segment_id": segment_id, "person_id": person_id}
        values = {"text": draft.text, "revision": draft.revision, "at": draft.at}
        with self._database.writing() as session:
            wanted = insert_into(session, DraftRow).values(key | values)
            session.execute(wanted.on_conflict_do_update(index_elements=list(key), set_=values))

    def drop(self, translation_id: int, segment_id: int, person_id: int) -> None:
        """Forget a draft, which has been saved; none where there is none."""
        wanted = delete(DraftRow).where(
            DraftRow.translation_id == translation_id,
            DraftRow.segment_id == segment_id,
            DraftRow.person_id == person_id,
        )
        with self._database.writing() as session:
            session.execute(wanted)

    def of(self, translation_id: int, person_id: int) -> dict[int, Draft]:
        """Return what a person has typed in a translation, by segment id."""
        wanted = select(DraftRow).where(DraftRow.translation_id == translation_id, DraftRow.person_id == person_id)
        with self._database.reading() as session:
            return {row.segment_id: Draft(row.text, row.revision, row.at) for row in session.scalars(wanted)}
