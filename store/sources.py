from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from model.source import SourceHealth, Validators
from store.database import Database, insert_into
from store.tables import ReleaseRow, SourceState, ValidatorsRow


class Sources:
    """What we know of the sources beyond the operator's catalogue; a source is here from its first visit on."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def validators(self, source: str, url: str) -> Validators | None:
        """Return what the server gave for `url` at the last visit."""
        with self._database.reading() as session:
            row = session.get(ValidatorsRow, (source, url))
            return None if row is None else Validators(row.etag, row.last_modified)

    def remember(self, source: str, url: str, validators: Validators) -> None:
        """Keep what the server gave for `url`; nothing is written where it is known already."""
        if self.validators(source, url) == validators:
            return
        values = {"etag": validators.etag, "last_modified": validators.last_modified}
        with self._database.writing() as session:
            statement = insert_into(session, ValidatorsRow).values(source=source, url=url, **values)
            session.execute(statement.on_conflict_do_update(index_elements=["source", "url"], set_=values))

    def visited(self, source: str, at: datetime, found: int | None, error: str = "") -> None:
        """Note a visit.

        Args:
            source: name of the source.
            at: when the visit was.
            found: how many links there were; None where the server said »not modified«, and the old number stands.
            error: why the visit failed, one line; "" where it did not.
        """
        if error:
            new: dict[str, object] = {"last_error": error, "failures": 1}
            changes = {**new, "failures": SourceState.failures + 1}
        else:
            new = {"last_error": "", "failures": 0, "last_success": at}
            changes = new = new if found is None else {**new, "found": found}
        self._write(source, {**new, "last_visit": at}, {**changes, "last_visit": at})

    def health(self, names: Sequence[str]) -> dict[str, SourceHealth]:
        """Return the health of each source in `names`, also of those never visited."""
        states = select(SourceState).where(SourceState.name.in_(names))
        counts = select(ReleaseRow.source, func.count()).where(ReleaseRow.source.in_(names)).group_by(ReleaseRow.source)
        with self._database.reading() as session:
            known = {row.name: row for row in session.scalars(states)}
            releases = dict(session.execute(counts).tuples().all())
        return {name: _health(name, known.get(name), releases.get(name, 0)) for name in names}

    def publications(self, source: str, limit: int) -> list[datetime]:
        """Return when the newest `limit` releases of a source were published, or else first seen; the latest first."""
        wanted = select(ReleaseRow.published).where(ReleaseRow.source == source)
        with self._database.reading() as session:
            return list(session.scalars(wanted.order_by(ReleaseRow.published.desc()).limit(limit)))

    def switch(self, source: str, enabled: bool | None) -> None:
        """Set the operator's switch; None gives the decision back to the catalogue."""
        self._write(source, {"enabled": enabled}, {"enabled": enabled})

    def switches(self) -> dict[str, bool]:
        """Return the switches that are set."""
        wanted = select(SourceState.name, SourceState.enabled)
        with self._database.reading() as session:
            return {name: enabled for name, enabled in session.execute(wanted) if enabled is not None}

    def _write(self, source: str, new: dict[str, object], changes: dict[str, object]) -> None:
        with self._database.writing() as session:
            statement = insert_into(session, SourceState).values(name=source, **new)
            session.execute(statement.on_conflict_do_update(index_elements=["name"], set_=changes))


def _health(name: str, state: SourceState | None, releases: int) -> SourceHealth:
    if state is None:
        return SourceHealth(name, releases=releases)
    return SourceHealth(
        name=name,
        last_visit=state.last_visit,
        last_success=state.last_success,
        last_error=state.last_error,
        failures=state.failures,
        found=state.found,
        releases=releases,
        switch=state.enabled,
    )
