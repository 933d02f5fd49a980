"""What the queue is asked for, and the condition that each wish becomes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from model.languages import Language
from model.translation import REVIEWED, Severity, State
from store.desk_tables import CommentRow
from store.tables import FindingRow, ReleaseRow, SegmentRow, TargetRow, TranslationRow, VersionRow

FOR_GOOD = datetime(9999, 1, 1, tzinfo=UTC)
"""A hold that lasts beyond this is a rejection: it ends when somebody lets the translation go."""
LONGEST_TITLE = 4
"""Sentences of a title that are searched."""


class Standing(StrEnum):
    """Where a translation stands in the editors' work."""

    WAITING = "waiting"
    """Translated, not reviewed, not rejected; it may be on hold."""
    REVIEWED = "reviewed"
    HELD = "held"
    """Kept out of the feeds until a time that has not come, reviewed or not."""
    REJECTED = "rejected"


class Order(StrEnum):
    """What comes first."""

    RISK = "risk"
    """The riskiest; of the same risk the one that waits longest."""
    AGE = "age"
    """The one that waits longest."""
    NEWEST = "newest"


@dataclass(frozen=True)
class QueueFilter:
    """Which translations are wanted; None, "" and False leave out nothing.

    Attributes:
        standing: where they stand.
        check: those with a finding of this check in an open segment.
        editor: those in which this person has written.
        text: words of the title, German or translated; each must be there.
        changed: those whose German has changed since it was first translated.
        remarks: those with a remark of an editor that nobody has settled.
        reports: those with a reader's report that nobody has settled.
    """

    standing: Standing = Standing.WAITING
    language: Language | None = None
    source: str | None = None
    check: str | None = None
    editor: str | None = None
    text: str = ""
    changed: bool = False
    remarks: bool = False
    reports: bool = False


def listed(wanted: QueueFilter, now: datetime) -> Select[tuple[TranslationRow, ReleaseRow]]:
    """Return the query for the translations that are wanted, in no order."""
    query = select(TranslationRow, ReleaseRow).join(ReleaseRow, ReleaseRow.version_id == TranslationRow.version_id)
    standing = _stands(wanted.standing, now)
    return query.where(ReleaseRow.withdrawn_at.is_(None), *standing, *_conditions(wanted))


def _stands(standing: Standing, now: datetime) -> tuple[ColumnElement[bool], ...]:
    until = TranslationRow.hold_until
    allowed = or_(until.is_(None), until < FOR_GOOD)
    match standing:
        case Standing.WAITING:
            return TranslationRow.state == State.TRANSLATED, allowed
        case Standing.REVIEWED:
            return TranslationRow.state.in_(REVIEWED), allowed
        case Standing.HELD:
            return TranslationRow.state != State.INITIAL, until > now, until < FOR_GOOD
        case Standing.REJECTED:
            return TranslationRow.state != State.INITIAL, until >= FOR_GOOD


def has_changed() -> ColumnElement[bool]:
    """Whether an earlier version of the release was translated into the language."""
    version, earlier = aliased(VersionRow), aliased(TranslationRow)
    before = exists().where(
        version.release_id == ReleaseRow.id,
        version.number < ReleaseRow.number,
        earlier.version_id == version.id,
        earlier.language == TranslationRow.language,
        earlier.state != State.INITIAL,
    )
    return (ReleaseRow.number > 1) & before


def has_finding(check: str | None = None) -> ColumnElement[bool]:
    """Whether a target has a finding of `check`, or one of severity warning or more."""
    named = FindingRow.check_name == check if check else FindingRow.severity >= Severity.WARNING
    return exists().where(FindingRow.target_id == TargetRow.id, named)


def _conditions(wanted: QueueFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.language is not None:
        yield TranslationRow.language == wanted.language
    if wanted.source is not None:
        yield ReleaseRow.source == wanted.source
    if wanted.check is not None:
        yield TranslationRow.id.in_(_with_finding(wanted.check))
    if wanted.editor is not None:
        yield TranslationRow.id.in_(select(TargetRow.translation_id).where(TargetRow.edited_by == wanted.editor))
    if wanted.changed:
        yield has_changed()
    if wanted.remarks:
        yield TranslationRow.id.in_(_open_comments(CommentRow.by != ""))
    if wanted.reports:
        yield TranslationRow.id.in_(_open_comments(CommentRow.by == ""))
    for word in wanted.text.lower().split():
        yield TranslationRow.titles.contains(word, autoescape=True)


def _with_finding(check: str) -> Select[tuple[int]]:
    named = select(TargetRow.translation_id).join(FindingRow, FindingRow.target_id == TargetRow.id)
    return named.where(FindingRow.check_name == check, TargetRow.state.not_in(REVIEWED))


def _open_comments(said: ColumnElement[bool]) -> Select[tuple[int]]:
    return select(CommentRow.translation_id).where(CommentRow.settled_by == "", said)


def titles() -> Select[tuple[int, str]]:
    """Return the query for translations with the sentences of their titles as they stand there."""
    text = func.coalesce(TargetRow.edited, TargetRow.machine)
    of_title = (SegmentRow.id == TargetRow.segment_id) & (SegmentRow.block == 0)
    return (
        select(TargetRow.translation_id, text)
        .join(SegmentRow, of_title & (SegmentRow.position < LONGEST_TITLE))
        .order_by(SegmentRow.position)
    )
