"""The tables of the newsroom's own record: how the visits of its sources went, and who subscribes to closed feeds."""

from datetime import datetime

from sqlalchemy import Double, Index
from sqlalchemy.orm import Mapped, mapped_column

from model.source import Trouble
from store.base import Base


class VisitRow(Base):
    """A visit of a source.

    `found` is None where the server said »not modified«; `length` is the median length of the articles read, in
    characters; `status` is HTTP's, where the visit failed with one.
    """

    __tablename__ = "visit"
    __table_args__ = (Index(None, "source", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    at: Mapped[datetime]
    seconds: Mapped[float] = mapped_column(Double)
    found: Mapped[int | None]
    new: Mapped[int]
    changed: Mapped[int]
    failed: Mapped[int]
    length: Mapped[int | None]
    status: Mapped[int | None]
    error: Mapped[str]
    trouble: Mapped[Trouble]


class SubscriptionRow(Base):
    """A subscriber's own address of a feed, until it is revoked."""

    __tablename__ = "subscription"
    __table_args__ = (Index(None, "feed", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    feed: Mapped[str]
    name: Mapped[str]
    token: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
