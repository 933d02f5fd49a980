"""Opening a store: the file or schema is made on first use and brought up to date on every other."""

from pathlib import Path

from sqlalchemy import URL, Connection, text

from model.errors import StoreError
from store.database import Database, driver_errors
from store.engine import IMMEDIATE, found_revision, is_sqlite, make_engine, make_folder, parse_address, shown
from store.store import Store

HEAD = "0004"
"""The newest migration. Written down, so that opening an up-to-date store need not import Alembic."""
LOCK = 0x6E657773
"""Key of PostgreSQL's advisory lock that migrations hold; any number of our own (»news«)."""


def open_store(url: str) -> Store:
    """Open the database at `url`, and make or migrate it where needed; two processes may do so at once.

    Args:
        url: `sqlite:///folder/name.db` or `postgresql://user@host/database`.

    Raises:
        StoreError: the address is none that we know, the folder cannot be written, the file is no database, the server
            does not answer, or the schema is not one that this program knows.
    """
    address = parse_address(url)
    if is_sqlite(address):
        make_folder(address)
    engine = make_engine(address)
    try:
        with driver_errors(shown(address)), engine.connect() as connection:
            found = found_revision(connection)
        if found != HEAD:
            _migrate(address)
    except BaseException:
        engine.dispose()
        raise
    return Store(Database(engine))


def schema_of(url: str) -> str | None:
    """Return the revision of the store at `url` as it is, None where there is none yet; nothing is made or migrated.

    Raises:
        StoreError: it cannot be read.
    """
    address = parse_address(url)
    if is_sqlite(address) and not Path(address.database or "").is_file():
        return None
    engine = make_engine(address)
    try:
        with driver_errors(shown(address)), engine.connect() as connection:
            return found_revision(connection)
    finally:
        engine.dispose()


def _migrate(address: URL) -> None:
    # In an engine of its own, since SQLite drops the children of a table that is rebuilt under foreign keys.
    engine = make_engine(address, foreign_keys=False)
    writing = engine.execution_options(**{IMMEDIATE: True})
    try:
        with driver_errors(shown(address)), writing.begin() as connection:
            if not is_sqlite(address):
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            # Read again: while we waited for the lock, another process may have done the work.
            found = found_revision(connection)
            if found != HEAD:
                _upgrade(connection, found)
    finally:
        engine.dispose()


def _upgrade(connection: Connection, found: str | None) -> None:
    from store import migrations  # noqa: PLC0415 - brings Alembic, which imports slowly

    if found is not None and found not in migrations.revisions():
        reason = f"its schema {found} is of a newer newsbridge or another program; update, or name another database"
        raise StoreError(url=shown(connection.engine.url), reason=reason)
    migrations.upgrade(connection)
