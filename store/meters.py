from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.database import Database, insert_into
from store.watching_tables import MeterRow


class Meters:
    """Counters that only grow, whichever process adds to them: Prometheus makes rates of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, values: Mapping[tuple[str, str], float]) -> None:
        """Add to counters, by name and label."""
        with self._database.writing() as session:
            for (name, label), value in values.items():
                add(session, name, label, value)

    def all(self) -> dict[tuple[str, str], float]:
        """Return all counters, by name and label."""
        wanted = select(MeterRow).order_by(MeterRow.name, MeterRow.label)
        with self._database.reading() as session:
            return {(row.name, row.label): row.value for row in session.scalars(wanted)}


def add(session: Session, name: str, label: str, value: float) -> None:
    """Add to a counter, in a transaction that does more."""
    statement = insert_into(session, MeterRow).values(name=name, label=label, value=value)
    more = {"value": MeterRow.value + value}
    session.execute(statement.on_conflict_do_update(index_elements=["name", "label"], set_=more))
