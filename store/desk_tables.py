"""The tables of the editors' desk: people, their sessions' end, what they did and said."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from model.languages import Language
from model.people import Deed, Duty
from store.base import Base


class PersonRow(Base):
    """Somebody with an account; never deleted, so that the history keeps its names."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    shown: Mapped[str]
    duty: Mapped[Duty]
    language: Mapped[Language]
    active: Mapped[bool]
    password: Mapped[str]
    epoch: Mapped[int]
    subject: Mapped[str] = mapped_column(default="")


class TokenRow(Base):
    """A program's key to the JSON API; only its hash is kept."""

    __tablename__ = "token"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    duty: Mapped[Duty]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class EndedRow(Base):
    """A session that somebody has ended; forgotten once no cookie can name it any more."""

    __tablename__ = "ended_session"

    session_id: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime]


class PresenceRow(Base):
    """When somebody was last at an article."""

    __tablename__ = "presence"

    translation_id: Mapped[int] = mapped_column(ForeignKey("translation.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    segment_id: Mapped[int | None]
    """Where they are writing, None where they read."""
    at: Mapped[datetime]


class DraftRow(Base):
    """What somebody typed and has neither saved nor approved; theirs alone, and no part of the translation."""

    __tablename__ = "draft"

    translation_id: Mapped[int] = mapped_column(ForeignKey("translation.id", ondelete="CASCADE"), primary_key=True)
    segment_id: Mapped[int] = mapped_column(ForeignKey("segment.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str]
    revision: Mapped[int]
    at: Mapped[datetime]


class InvitationRow(Base):
    """A link that lets one person choose a password, once; only the hash of its token is kept."""

    __tablename__ = "invitation"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]


class AttemptRow(Base):
    """A failed attempt to get in, by name or by address."""

    __tablename__ = "attempt"
    __table_args__ = (Index(None, "subject", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str]
    at: Mapped[datetime]


class ChangeRow(Base):
    """An entry of the history."""

    __tablename__ = "change"
    __table_args__ = (Index(None, "translation_id", "id"), Index(None, "by", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    by: Mapped[str]
    deed: Mapped[Deed]
    translation_id: Mapped[int | None] = mapped_column(ForeignKey("translation.id", ondelete="CASCADE"))
    segment_id: Mapped[int | None]
    subject: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    reason: Mapped[str]


class CommentRow(Base):
    """A remark on a segment, or on the whole translation; `by` is "" for a reader of the feed."""

    __tablename__ = "comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    translation_id: Mapped[int] = mapped_column(ForeignKey("translation.id", ondelete="CASCADE"), index=True)
    segment_id: Mapped[int | None] = mapped_column(ForeignKey("segment.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    by: Mapped[str]
    text: Mapped[str]
    settled_by: Mapped[str] = mapped_column(default="")
