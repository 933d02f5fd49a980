"""What all tables share: the names of constraints, and how values of the model are kept in columns."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, Dialect, Enum, MetaData, Text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator, TypeEngine

from model.article import BlockKind, Role
from model.languages import Language
from model.people import Deed, Duty
from model.source import Trouble
from model.translation import OriginKind, State

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Constraints named alike in every database, so that a later migration can address them."""

Marks = list[list[object]]
"""Inline markup as `RichText.to_json` gives it."""


class UTCDateTime(TypeDecorator[datetime]):
    """An aware point in time, stored as UTC: SQLite knows no time zones and would drop them without a word."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC.

        Raises:
            ValueError: `value` is naive.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value.isoformat()}: a time without its zone; the store takes aware datetimes")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return an aware datetime in UTC, whatever zone the connection speaks."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def by_value(kind: type[StrEnum]) -> Enum:
    """Keep members of `kind` as the text of their values; names belong to the code and may change."""
    return Enum(kind, native_enum=False, length=32, values_callable=lambda members: [m.value for m in members])


def json_or_null() -> TypeEngine[Any]:
    """Keep plain lists as JSON, and None as SQL's NULL rather than as JSON's."""
    return JSON(none_as_null=True)


class Base(DeclarativeBase):
    """All tables; `Base.metadata` is what the newest migration must arrive at."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[object, object]] = {
        str: Text(),
        datetime: UTCDateTime(),
        list[str]: json_or_null(),
        dict[str, str]: json_or_null(),
        Marks: json_or_null(),
        Language: by_value(Language),
        BlockKind: by_value(BlockKind),
        Role: by_value(Role),
        State: by_value(State),
        OriginKind: by_value(OriginKind),
        Deed: by_value(Deed),
        Duty: by_value(Duty),
        Trouble: by_value(Trouble),
    }
