"""What the statistics add up: it follows from the targets and is counted anew with each of their changes.

Each index holds all that a page asks for, in the order in which it is added up: without them it would take three times
as long.
"""

from sqlalchemy import Double, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from model.languages import Language
from store.base import Base


class TallyRow(Base):
    """What editors made of one engine's segments in a translation; the sums of a page would take seconds otherwise."""

    __tablename__ = "tally"
    __table_args__ = (
        Index(
            "ix_tally_all",
            *("month", "language", "source", "engine", "segments", "unchanged"),
            *("distance", "chrf", "findings", "translations", "seconds"),
        ),
    )

    translation_id: Mapped[int] = mapped_column(ForeignKey("translation.id", ondelete="CASCADE"), primary_key=True)
    engine: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[str]
    language: Mapped[Language]
    source: Mapped[str]
    segments: Mapped[int]
    unchanged: Mapped[int]
    distance: Mapped[float] = mapped_column(Double)
    chrf: Mapped[float] = mapped_column(Double)
    findings: Mapped[int]
    translations: Mapped[int]
    """1 where the whole translation is approved and no other engine made more of it, else 0."""
    seconds: Mapped[int | None]
    """From the machine's last word to the editor's, where `translations` is 1 and both times are known."""


class CheckTallyRow(Base):
    """How many of these segments a check had found fault with, and how many of those the editor changed."""

    __tablename__ = "check_tally"
    __table_args__ = (
        Index("ix_check_tally_all", "check_name", "month", "language", "source", "engine", "segments", "changed"),
    )

    translation_id: Mapped[int] = mapped_column(ForeignKey("translation.id", ondelete="CASCADE"), primary_key=True)
    engine: Mapped[str] = mapped_column(primary_key=True)
    check_name: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[str]
    language: Mapped[Language]
    source: Mapped[str]
    segments: Mapped[int]
    changed: Mapped[int]
