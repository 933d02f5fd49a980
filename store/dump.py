"""All rows of a store at one moment, in a form that either database takes in again, whatever its schema is.

A copy of SQLite's file or PostgreSQL's own dump would restore into the same kind of database alone, and the second
needs a program of the right version; rows as lines of JSON do with neither.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, URL, Connection, DateTime, MetaData, Table, event, func, inspect, select, text
from sqlalchemy.types import TypeEngine

from model.errors import StoreError
from store.base import Base, UTCDateTime, json_or_null
from store.database import driver_errors
from store.engine import IMMEDIATE, found_revision, is_sqlite, make_engine, make_folder, parse_address, shown

PASSING = frozenset({"claim", "presence"})
"""Who is at what now: a store that is restored has nobody at anything."""
BATCH = 1000
"""Rows read or written at a time."""
CONTENT = ("release", "person", "translation_unit", "change")
"""Tables that hold work of somebody's: where one has a row, the store is not to be written over."""


class Snapshot:
    """A store as it is at one moment, while others go on writing.

    Attributes:
        revision: of its schema.
        database: its kind, `sqlite` or `postgresql`.
    """

    def __init__(self, connection: Connection, revision: str) -> None:
        self._connection = connection
        self._tables = {table.name: table for table in reflected(connection) if table.name not in PASSING}
        self.revision = revision
        self.database = connection.dialect.name

    def tables(self) -> list[str]:
        """Return the names of its tables; each comes after those that it refers to."""
        return list(self._tables)

    def lines(self, name: str) -> Iterator[bytes]:
        """Yield a table as lines of JSON: the names of its columns, then its rows by primary key.

        Raises:
            StoreError: a row cannot be read.
        """
        table = self._tables[name]
        yield _line([column.name for column in table.columns])
        rows = self._connection.execution_options(yield_per=BATCH).execute(select(table).order_by(*table.primary_key))
        try:
            yield from (_line(list(row)) for row in rows)
        except ValueError as error:
            url = shown(self._connection.engine.url)
            raise StoreError(url=url, reason=f"a row of {name} is damaged: {error}") from error


@contextmanager
def snapshot(url: str) -> Iterator[Snapshot]:
    """Read the store at `url` as it is; nothing is made or migrated.

    Raises:
        StoreError: there is none, or it cannot be read.
    """
    address = parse_address(url)
    if is_sqlite(address) and not Path(address.database or "").is_file():
        raise StoreError(url=shown(address), reason="there is no store yet; `newsbridge run` makes one")
    engine = make_engine(address)
    # In SQLite a transaction sees one moment anyway; PostgreSQL has to be asked.
    reading = engine if is_sqlite(address) else engine.execution_options(isolation_level="REPEATABLE READ")
    try:
        with driver_errors(shown(address)), reading.connect() as connection:
            revision = found_revision(connection)
            if revision is None:
                raise StoreError(url=shown(address), reason="there is no store of newsbridge in it")
            yield Snapshot(connection, revision)
    finally:
        engine.dispose()


def reflected(connection: Connection) -> list[Table]:
    """Return our tables as the database has them, those first that others refer to."""
    metadata = MetaData()
    event.listen(metadata, "column_reflect", _take_our_types)
    # Prefect's tables may lie in the same database.
    metadata.reflect(connection, only=lambda name, _: name in Base.metadata.tables)
    return metadata.sorted_tables


def _take_our_types(_inspector: object, _table: Table, column: dict[str, Any]) -> None:
    kind: TypeEngine[Any] = column["type"]
    if isinstance(kind, DateTime):
        column["type"] = UTCDateTime()
    elif isinstance(kind, JSON):
        column["type"] = json_or_null()


def _line(values: list[object]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=_moment).encode() + b"\n"


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} in a row")  # a new kind of column that nobody has thought of here


def is_empty(url: str) -> bool:
    """Whether nobody's work is in the store at `url`, or there is none.

    Raises:
        StoreError: it cannot be read.
    """
    address = parse_address(url)
    if is_sqlite(address) and not Path(address.database or "").is_file():
        return True
    engine = make_engine(address)
    try:
        with driver_errors(shown(address)), engine.connect() as connection:
            tables = {table.name: table for table in reflected(connection)}
            there = [tables[name] for name in CONTENT if name in tables]
            return not any(connection.execute(select(table).limit(1)).first() for table in there)
    finally:
        engine.dispose()


def load(url: str, revision: str, tables: Mapping[str, Path], *, replace: bool = False) -> None:
    """Make a store at `url` of the files that hold the lines of `tables`, and migrate it to the newest schema.

    All of it happens in one transaction, or nothing.

    Args:
        url: of the store.
        revision: of the schema that the lines are of.
        tables: by name, in any order.
        replace: remove the tables that are there.

    Raises:
        StoreError: the schema is of a newer newsbridge, the lines do not fit it, or the store cannot be written.
    """
    address = parse_address(url)
    ensure_known(revision, shown(address))
    if is_sqlite(address):
        make_folder(address)
    engine = make_engine(address, foreign_keys=False)
    try:
        writing = engine.execution_options(**{IMMEDIATE: True})
        with driver_errors(shown(address)), writing.begin() as connection:
            if replace:
                _drop(connection)
            _fill(connection, address, revision, tables)
    finally:
        engine.dispose()


def ensure_known(revision: str, url: str) -> None:
    """Refuse a schema that this program cannot bring up to date.

    Raises:
        StoreError: it is of a newer newsbridge.
    """
    from store import migrations  # noqa: PLC0415 - brings Alembic, which imports slowly

    if revision not in migrations.revisions():
        raise StoreError(url=url, reason=f"the schema {revision} is of a newer newsbridge; update this one first")


def _drop(connection: Connection) -> None:
    there = set(inspect(connection).get_table_names())
    ours = [*reversed(Base.metadata.sorted_tables)]
    for name in [*(table.name for table in ours), "alembic_version"]:
        if name in there:
            connection.execute(text(f"DROP TABLE {name}"))


def _fill(connection: Connection, address: URL, revision: str, tables: Mapping[str, Path]) -> None:
    from store import migrations  # noqa: PLC0415 - as above

    migrations.upgrade(connection, revision)
    for table in reflected(connection):
        if table.name in tables:
            _insert(connection, address, table, tables[table.name])
    if not is_sqlite(address):
        _move_sequences(connection)
    migrations.upgrade(connection)


def _insert(connection: Connection, address: URL, table: Table, path: Path) -> None:
    with path.open("rb") as lines:
        columns: list[str] = json.loads(next(lines))
        if unknown := set(columns) - set(table.columns.keys()):
            reason = f"{table.name} has no column {', '.join(sorted(unknown))}; the backup is damaged"
            raise StoreError(url=shown(address), reason=reason)
        rows = (_row(table, columns, json.loads(line)) for line in lines)
        while batch := list(islice(rows, BATCH)):
            connection.execute(table.insert(), batch)


def _row(table: Table, columns: Iterable[str], values: list[Any]) -> dict[str, Any]:
    row = dict(zip(columns, values, strict=True))
    for name, value in row.items():
        if value is not None and isinstance(table.columns[name].type, UTCDateTime):
            row[name] = datetime.fromisoformat(value)
    return row


def _move_sequences(connection: Connection) -> None:
    """Let the next row get a number that is free: PostgreSQL counts by itself, and does not look at what is there."""
    for table in reflected(connection):
        for column in table.primary_key:
            named = func.pg_get_serial_sequence(table.name, column.name)
            if connection.scalar(select(named)) is not None:
                highest = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
                connection.execute(select(func.setval(named, highest, False)))
