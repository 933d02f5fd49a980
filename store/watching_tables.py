"""The tables of those who watch over the newsroom: incidents, and counters that several processes add to."""

from datetime import datetime

from sqlalchemy import Double
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base


class IncidentRow(Base):
    """An incident and what was told of it; its key makes it one, however many processes look."""

    __tablename__ = "incident"

    key: Mapped[str] = mapped_column(primary_key=True)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    told_open: Mapped[bool]


class MeterRow(Base):
    """A counter that only grows; `label` tells those of one name apart."""

    __tablename__ = "meter"

    name: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[float] = mapped_column(Double)
