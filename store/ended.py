from datetime import datetime

from sqlalchemy import delete, select

from store.database import Database, insert_into
from store.desk_tables import EndedRow


class EndedSessions:
    """Sessions of the desk that were ended before their time, so that a copy of the cookie is worth nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, session_id: str, until: datetime, now: datetime) -> None:
        """End a session; ending it twice is ending it once.

        Args:
            session_id: as the cookie names it.
            until: when no cookie can name it any more; then it is forgotten.
            now: the present.
        """
        with self._database.writing() as session:
            session.execute(delete(EndedRow).where(EndedRow.until < now))
            session.execute(
                insert_into(session, EndedRow).values(session_id=session_id, until=until).on_conflict_do_nothing()
            )

    def has(self, session_id: str) -> bool:
        """Whether a session was ended."""
        with self._database.reading() as session:
            return session.scalar(select(EndedRow.until).where(EndedRow.session_id == session_id)) is not None
