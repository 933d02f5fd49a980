"""From the operator's address of a database to connections that behave alike."""

import sqlite3
import time
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError

from model.errors import StoreError

DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
EXAMPLES = "sqlite:///var/newsbridge.db or postgresql://user@host/database"
BUSY_SECONDS = 60
"""How long a writer waits for another's transaction; ours take milliseconds."""
CONNECT_SECONDS = 10
IMMEDIATE = "newsbridge_immediate"
"""Execution option of connections that will write."""

OUTSIDE = "newsbridge_outside"
"""Execution option of connections whose statements want no transaction around them."""


def parse_address(url: str) -> URL:
    """Return the address that `url` names, with the driver that we use.

    Raises:
        StoreError: `url` is no address of a database that we know.
    """
    scheme = url.partition("://")[0]
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StoreError(
            url=f"{scheme}://..." if "://" in url else url, reason=f"no address; try {EXAMPLES}"
        ) from error
    if address.drivername not in DRIVERS:
        raise StoreError(url=shown(address), reason=f"no such kind of database: {scheme}; try {EXAMPLES}")
    address = address.set(drivername=DRIVERS[address.drivername])
    if is_sqlite(address) and (address.database or ":memory:").startswith((":memory:", "file:")):
        raise StoreError(
            url=shown(address), reason="several workers share it, so it must be a file; try sqlite:///NAME.db"
        )
    return address


def is_sqlite(address: URL) -> bool:
    """Whether the database is a file of this machine."""
    return address.get_backend_name() == "sqlite"


def shown(address: URL) -> str:
    """Return the address as it may stand in a message: passwords hidden, also those among libpq's parameters."""
    secret = {name: "hidden" for name in address.query if "password" in name}
    return address.update_query_dict(secret).render_as_string(hide_password=True)


def make_engine(address: URL, *, foreign_keys: bool = True) -> Engine:
    """Return an engine for `address`; nothing is connected yet.

    Args:
        address: as `parse_address` returns it.
        foreign_keys: whether SQLite enforces them; a migration that rebuilds a table must do without.
    """
    # hide_parameters: what is stored, texts and tokens, must not get into a log with the trace of an error.
    if not is_sqlite(address):
        # Servers drop idle connections; the ping finds out before a statement does.
        return create_engine(
            address, pool_pre_ping=True, hide_parameters=True, connect_args={"connect_timeout": CONNECT_SECONDS}
        )
    # isolation_level=None: the driver leaves BEGIN to us. A thread that waits for the lock keeps its connection, so
    # the pool must not run out before the lock is free.
    arguments = {"timeout": BUSY_SECONDS, "isolation_level": None}
    engine = create_engine(address, max_overflow=-1, hide_parameters=True, connect_args=arguments)
    event.listen(engine, "connect", _prepare_with_foreign_keys if foreign_keys else _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def found_revision(connection: Connection) -> str | None:
    """Return the revision of a schema, None where there is no store of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def make_folder(address: URL) -> None:
    """Make the folder that a SQLite file is to stand in.

    Raises:
        StoreError: it cannot be made.
    """
    folder = Path(address.database or "").parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = f"cannot make folder {folder}: {error.strerror}; make it, or name another database"
        raise StoreError(url=shown(address), reason=reason) from error


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    _enter_wal(connection)
    connection.execute("PRAGMA synchronous = NORMAL")


def _prepare_with_foreign_keys(connection: sqlite3.Connection, record: object) -> None:
    _prepare(connection, record)
    connection.execute("PRAGMA foreign_keys = ON")


def _enter_wal(connection: sqlite3.Connection) -> None:
    # The mode lasts in the file, so this changes something once. While another process is about to write, SQLite
    # refuses the change at once, whatever the timeout, so we ask again.
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _begin(connection: Connection) -> None:
    # A transaction that reads first and then writes cannot wait for the lock (its snapshot would be stale), it fails:
    # writers therefore take the lock at their start. https://www.sqlite.org/lang_transaction.html
    if connection.get_execution_options().get(OUTSIDE, False):
        return
    immediate = connection.get_execution_options().get(IMMEDIATE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
