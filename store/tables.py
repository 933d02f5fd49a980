"""The tables. Unique keys carry idempotency: doing the same thing twice, or two workers at once, stores it once."""

from datetime import datetime

from sqlalchemy import Double, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from model.article import BlockKind, Role
from model.languages import Language
from model.translation import OriginKind, State
from store.base import Base, Marks


def _child_of(column: str) -> ForeignKey:
    return ForeignKey(column, ondelete="CASCADE")


# What we know of the sources.


class SourceState(Base):
    """A source's health and the operator's switch."""

    __tablename__ = "source_state"

    name: Mapped[str] = mapped_column(primary_key=True)
    enabled: Mapped[bool | None]
    last_visit: Mapped[datetime | None]
    last_success: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(default="")
    failures: Mapped[int] = mapped_column(default=0)
    found: Mapped[int] = mapped_column(default=0)


class ValidatorsRow(Base):
    """What a server gave for an address, to ask »has it changed?« with."""

    __tablename__ = "validators"

    source: Mapped[str] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(primary_key=True)
    etag: Mapped[str]
    last_modified: Mapped[str]


# What was collected.


class ReleaseRow(Base):
    """A release, with what lists and feeds need of its newest version."""

    __tablename__ = "release"
    __table_args__ = (
        UniqueConstraint("source", "key"),
        Index(None, "published", "id"),
        Index(None, "source", "published", "id"),
        Index(None, "source", "content_hash", "published", "id"),
        Index(None, "version_id", "withdrawn_at", "source"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    key: Mapped[str]
    url: Mapped[str]
    first_seen: Mapped[datetime]
    published: Mapped[datetime]
    """The newest version's date, or `first_seen` where it has none: lists need every release to have one."""
    number: Mapped[int]
    version_id: Mapped[int]
    """No foreign key: each of the two rows would have to be there before the other."""
    content_hash: Mapped[str]
    withdrawn_at: Mapped[datetime | None]


class ReleaseKey(Base):
    """A key under which a release was ever announced."""

    __tablename__ = "release_key"

    source: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(_child_of("release.id"), index=True)


class VersionRow(Base):
    """An article as collected at one time."""

    __tablename__ = "release_version"
    __table_args__ = (UniqueConstraint("release_id", "number"), Index(None, "collected_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(_child_of("release.id"))
    number: Mapped[int]
    collected_at: Mapped[datetime]
    content_hash: Mapped[str]
    published: Mapped[datetime | None]
    url: Mapped[str]
    language: Mapped[str]
    author: Mapped[str]
    categories: Mapped[list[str]]


class BlockRow(Base):
    """A block, at its position in the article."""

    __tablename__ = "block"

    version_id: Mapped[int] = mapped_column(_child_of("release_version.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[BlockKind]
    role: Mapped[Role]
    text: Mapped[str]
    marks: Mapped[Marks]
    level: Mapped[int]
    ordered: Mapped[bool]
    group_number: Mapped[int]
    row_number: Mapped[int]
    column_number: Mapped[int]
    header: Mapped[bool]
    image_url: Mapped[str | None]
    image_alt: Mapped[str]
    image_credit: Mapped[str]


class SegmentRow(Base):
    """A sentence, as a place in its block; the text stands there and only there."""

    __tablename__ = "segment"
    __table_args__ = (
        UniqueConstraint("version_id", "position"),
        ForeignKeyConstraint(["version_id", "block"], ["block.version_id", "block.position"], ondelete="CASCADE"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int]
    position: Mapped[int]
    block: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    source_hash: Mapped[str] = mapped_column(index=True)


# What was made of it.


class TranslationRow(Base):
    """A version in one language."""

    __tablename__ = "translation"
    __table_args__ = (
        UniqueConstraint("version_id", "language"),
        Index(None, "state", "version_id", "language"),
        Index(None, "hold_until"),
        Index(None, "updated_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(_child_of("release_version.id"))
    language: Mapped[Language]
    state: Mapped[State]
    updated_at: Mapped[datetime]
    waiting: Mapped[int] = mapped_column(default=0)
    """Segments that no editor has approved. This, `doubtful` and `risk` follow from the targets; kept for the queue."""
    doubtful: Mapped[int] = mapped_column(default=0)
    risk: Mapped[float] = mapped_column(Double, default=0.0)
    titles: Mapped[str] = mapped_column(default="")
    """The German title and the one that stands here, in small letters: what the queue is searched by."""
    hold_until: Mapped[datetime | None]
    hold_reason: Mapped[str] = mapped_column(default="")
    waiver: Mapped[str] = mapped_column(default="")
    translated_at: Mapped[datetime | None]
    reviewed_at: Mapped[datetime | None]


# In the order of the queue: the riskiest first, of the same risk the oldest.
Index("ix_translation_riskiest", TranslationRow.state, TranslationRow.risk.desc(), TranslationRow.version_id)


class FindingRow(Base):
    """What a check reported about a target, in the order of reporting."""

    __tablename__ = "finding"
    __table_args__ = (Index(None, "check_name", "target_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(_child_of("segment_target.id"), index=True)
    check_name: Mapped[str]
    severity: Mapped[int]
    template: Mapped[str]
    fields: Mapped[dict[str, str]]
    span_start: Mapped[int | None]
    span_end: Mapped[int | None]
    source_start: Mapped[int | None]
    source_end: Mapped[int | None]


class TargetRow(Base):
    """A segment in one language: the machine's text and the editor's, side by side."""

    __tablename__ = "segment_target"
    __table_args__ = (
        UniqueConstraint("translation_id", "segment_id"),
        Index(None, "state", "risk"),
        Index(None, "edited_by", "translation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    translation_id: Mapped[int] = mapped_column(_child_of("translation.id"))
    segment_id: Mapped[int] = mapped_column(_child_of("segment.id"), index=True)
    state: Mapped[State]
    machine: Mapped[str]
    machine_marks: Mapped[Marks]
    origin_kind: Mapped[OriginKind]
    origin_name: Mapped[str]
    via: Mapped[str | None]
    score: Mapped[float | None] = mapped_column(Double)
    risk: Mapped[float] = mapped_column(Double, default=0.0)
    """What `SegmentTarget.risk` says, kept so that the queue can be ordered by it."""
    edited: Mapped[str | None]
    edited_marks: Mapped[Marks | None]
    edited_by: Mapped[str | None]
    edited_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=0)
    reviewed_at: Mapped[datetime | None]
    distance: Mapped[float | None] = mapped_column(Double)
    chrf: Mapped[float | None] = mapped_column(Double)
    reviewed_engine: Mapped[str | None]
    """Whose text `distance` and `chrf` judge: a later engine may have made the one that stands here now."""
    doubts: Mapped[list[str] | None]
    """The checks that found fault with the machine's text, one name a finding; `findings` are of the text as it is."""
    findings: Mapped[list[FindingRow]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by=FindingRow.id, lazy="selectin"
    )


class TermRow(Base):
    """A prescribed equivalent, in the order of the operator's file."""

    __tablename__ = "term"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    language: Mapped[Language]
    preferred: Mapped[str]
    acceptable: Mapped[list[str]]
    forbidden: Mapped[list[str]]
    kind: Mapped[str]
    basis: Mapped[str]
    first: Mapped[str] = mapped_column(default="")
    short: Mapped[str] = mapped_column(default="")


class UnitRow(Base):
    """A reviewed pair, found by its German text and told apart by its neighbours."""

    __tablename__ = "translation_unit"
    __table_args__ = (UniqueConstraint("source_hash", "language", "before", "after"), Index(None, "reviewed_at", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    source_hash: Mapped[str]
    language: Mapped[Language]
    before: Mapped[str]
    after: Mapped[str]
    source: Mapped[str]
    target: Mapped[str]
    target_marks: Mapped[Marks]
    state: Mapped[State] = mapped_column(default=State.REVIEWED)
    reviewer: Mapped[str]
    reviewed_at: Mapped[datetime]


# What the outside knows.


class PublicationRow(Base):
    """A release in one language, as subscribers know it."""

    __tablename__ = "publication"
    __table_args__ = (Index(None, "language", "withdrawn_at"), Index(None, "language", "updated"))

    release_id: Mapped[int] = mapped_column(_child_of("release.id"), primary_key=True)
    language: Mapped[Language] = mapped_column(primary_key=True)
    guid: Mapped[str] = mapped_column(unique=True)
    published: Mapped[datetime]
    updated: Mapped[datetime]
    content_hash: Mapped[str]
    withdrawn_at: Mapped[datetime | None]
    corrected_at: Mapped[datetime | None]
