"""The tables of the work itself: what went wrong, and who is at what."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base


class FailureRow(Base):
    """What went wrong and will be tried again."""

    __tablename__ = "failure"

    stage: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    attempts: Mapped[int]


class ClaimRow(Base):
    """Work that one worker has taken until `expires_at`."""

    __tablename__ = "claim"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    expires_at: Mapped[datetime]


class ErasureRow(Base):
    """A digest of what was erased, by which it is known again; the same salt for all of them."""

    __tablename__ = "erasure"

    digest: Mapped[str] = mapped_column(primary_key=True)
    salt: Mapped[str]
    at: Mapped[datetime]
