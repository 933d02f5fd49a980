"""Transactions, and the one boundary where a driver's errors become ours."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, sessionmaker

from model.errors import AlreadyStored, StoreError
from store.base import Base
from store.engine import IMMEDIATE, OUTSIDE, shown

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

UNIQUE_VIOLATION = "23505"
"""SQLSTATE of PostgreSQL."""
ADVICE = {
    "unable to open database file": "is its folder there, and may you write in it?",
    "file is not a database": "move the file away, or name another",
    "readonly database": "may you write to the file and its folder?",
    "disk i/o error": "is the disk full or broken?",
    "disk is full": "make room on the disk; what was stored before is safe",
    "failed to resolve host": "correct the name of the server",
    "connection refused": "start the server, or correct the address",
    "foreign key": "what it belongs to is not in the store",
}


class Database:
    """The one way to the tables: every transaction begins and ends here.

    Attributes:
        url: the address, passwords hidden.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader = sessionmaker(engine)
        self._writer = sessionmaker(engine.execution_options(**{IMMEDIATE: True}))
        self.url = shown(engine.url)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Read in one transaction: SQLite shows one moment throughout.

        Raises:
            StoreError: the database could not be read.
        """
        with driver_errors(self.url), self._reader() as session:
            yield session

    @contextmanager
    def writing(self, subject: str = "") -> Iterator[Session]:
        """Write in one transaction: all of it, or nothing where an error leaves the block.

        Args:
            subject: what is stored, for the message where it is there already; "" where that cannot be.

        Raises:
            AlreadyStored: a unique key says that another worker was faster.
            StoreError: the database could not be written.
        """
        with driver_errors(self.url, subject), self._writer.begin() as session:
            yield session

    def maintain(self, statements: Mapping[str, Sequence[str]]) -> None:
        """Run statements that want no transaction around them, by the name of the dialect.

        Raises:
            StoreError: the database is in use, or could not be written.
        """
        # SQLite's driver begins nothing by itself (`make_engine`); setting its isolation level would change that.
        is_sqlite = self._engine.dialect.name == "sqlite"
        options = {OUTSIDE: True} if is_sqlite else {"isolation_level": "AUTOCOMMIT"}
        outside = self._engine.execution_options(**options)
        with driver_errors(self.url), outside.connect() as connection:
            for statement in statements[connection.dialect.name]:
                connection.exec_driver_sql(statement)

    def unknown(self, what: str) -> StoreError:
        """Return the error for an id that names nothing."""
        return StoreError(url=self.url, reason=f"no {what}")

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def take_turns(session: Session, table: type[Base]) -> None:
    """Let one transaction at a time rewrite `table` as a whole; readers go on. In SQLite writers take turns anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"LOCK TABLE {table.__tablename__} IN SHARE ROW EXCLUSIVE MODE"))


def insert_into(session: Session, table: type[Base]) -> "SqliteInsert | PostgresqlInsert":
    """Return an INSERT that knows ON CONFLICT, which both databases spell alike and SQLAlchemy keeps twice."""
    # Imported here: each dialect costs time, and one of them is never used.
    if session.get_bind().dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as sqlite_insert  # noqa: PLC0415

        return sqlite_insert(table)
    from sqlalchemy.dialects.postgresql import insert as postgresql_insert  # noqa: PLC0415

    return postgresql_insert(table)


@contextmanager
def driver_errors(url: str, subject: str = "") -> Iterator[None]:
    """Turn the errors of both drivers into ours; `url` and `subject` are for the message.

    Raises:
        AlreadyStored: a unique key says that `subject` is there.
        StoreError: any other error of the driver, or no connection within the pool's patience.
    """
    try:
        yield
    except IntegrityError as error:
        if subject and _is_unique_violation(error):
            raise AlreadyStored(url=url, subject=subject) from error
        raise StoreError(url=url, reason=_reason(error)) from error
    except DBAPIError as error:
        raise StoreError(url=url, reason=_reason(error)) from error
    except PoolTimeout as error:
        raise StoreError(url=url, reason="too many transactions at once") from error


def _is_unique_violation(error: IntegrityError) -> bool:
    name = getattr(error.orig, "sqlite_errorname", "")
    return name in {"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"} or (
        getattr(error.orig, "sqlstate", "") == UNIQUE_VIOLATION
    )


def _reason(error: DBAPIError) -> str:
    said = " ".join(str(error.orig).split())
    return next((f"{said}; {advice}" for words, advice in ADVICE.items() if words in said.lower()), said)
