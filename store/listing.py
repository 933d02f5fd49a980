"""Long lists for programs: read a part at a time, from where the part before ended, while new rows arrive."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from model.languages import Language
from model.terms import TranslationUnit
from model.translation import State
from store.database import Database
from store.listed import (
    FindingFilter,
    ListedFinding,
    ListedRelease,
    ListedTranslation,
    Part,
    ReleaseFilter,
    TranslationFilter,
)
from store.mapping import to_finding, to_release
from store.memory import to_unit
from store.tables import BlockRow, FindingRow, ReleaseRow, SegmentRow, TargetRow, TranslationRow, UnitRow, VersionRow

Made = tuple[int, Language, State]
"""Id, language and state of a translation."""


class Listing:
    """Releases, translations, findings and pairs of the memory, each row with its number."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def releases(self, wanted: ReleaseFilter, part: Part) -> list[ListedRelease]:
        """Return a part of the releases."""
        listed = select(ReleaseRow, VersionRow).join(VersionRow, VersionRow.id == ReleaseRow.version_id)
        with self._database.reading() as session:
            rows = session.execute(_part(listed.where(*_of_releases(wanted)), ReleaseRow.id, part)).tuples().all()
            ids = [version.id for _, version in rows]
            titles, made = _titles(session, ids), _made(session, ids)
        return [_release(row, version, titles.get(version.id, ""), made.get(version.id, [])) for row, version in rows]

    def translations(self, wanted: TranslationFilter, part: Part) -> list[ListedTranslation]:
        """Return a part of the translations."""
        listed = (
            select(TranslationRow, VersionRow, ReleaseRow)
            .join(VersionRow, VersionRow.id == TranslationRow.version_id)
            .join(ReleaseRow, ReleaseRow.id == VersionRow.release_id)
        )
        with self._database.reading() as session:
            found = _part(listed.where(*_of_translations(wanted)), TranslationRow.id, part)
            rows = session.execute(found).tuples().all()
            ids = [translation.id for translation, _, _ in rows]
            german = _titles(session, [version.id for _, version, _ in rows])
            titles, sizes = _heads(session, ids), _sizes(session, ids)
        return [
            _translation(
                row, version, release, german.get(version.id, ""), titles.get(row.id, ""), sizes.get(row.id, 0)
            )
            for row, version, release in rows
        ]

    def findings(self, wanted: FindingFilter, part: Part) -> list[ListedFinding]:
        """Return a part of the findings in translations of newest versions."""
        listed = (
            select(FindingRow, TargetRow.translation_id, TargetRow.segment_id, TranslationRow.language)
            .join(TargetRow, TargetRow.id == FindingRow.target_id)
            .join(TranslationRow, TranslationRow.id == TargetRow.translation_id)
            .join(ReleaseRow, ReleaseRow.version_id == TranslationRow.version_id)
        )
        with self._database.reading() as session:
            rows = session.execute(_part(listed.where(*_of_findings(wanted)), FindingRow.id, part)).tuples()
            return [ListedFinding(row.id, to_finding(row), *place) for row, *place in rows]

    def units(self, language: Language | None, text: str, part: Part) -> list[tuple[int, TranslationUnit]]:
        """Return a part of the memory: pairs with `text` on either side, "" for all."""
        conditions: list[ColumnElement[bool]] = [] if language is None else [UnitRow.language == language]
        if text:
            sides = (side.icontains(text, autoescape=True) for side in (UnitRow.source, UnitRow.target))
            conditions.append(or_(*sides))
        with self._database.reading() as session:
            rows = session.scalars(_part(select(UnitRow).where(*conditions), UnitRow.id, part))
            return [(row.id, to_unit(row)) for row in rows]


def _part(wanted: Select[Any], number: InstrumentedAttribute[int], part: Part) -> Select[Any]:
    if part.after is not None:
        wanted = wanted.where(number < part.after if part.newest_first else number > part.after)
    return wanted.order_by(number.desc() if part.newest_first else number).limit(part.limit)


def _of_releases(wanted: ReleaseFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.source is not None:
        conditions.append(ReleaseRow.source == wanted.source)
    if wanted.since is not None:
        conditions.append(or_(VersionRow.collected_at >= wanted.since, ReleaseRow.withdrawn_at >= wanted.since))
    if wanted.withdrawn is not None:
        there = ReleaseRow.withdrawn_at.is_(None)
        conditions.append(~there if wanted.withdrawn else there)
    return conditions


def _of_translations(wanted: TranslationFilter) -> list[ColumnElement[bool]]:
    conditions = _equal(
        (TranslationRow.language, wanted.language),
        (TranslationRow.state, wanted.state),
        (ReleaseRow.source, wanted.source),
        (ReleaseRow.id, wanted.release_id),
    )
    if not wanted.earlier:
        conditions.append(ReleaseRow.version_id == TranslationRow.version_id)
    if wanted.since is not None:
        conditions.append(TranslationRow.updated_at >= wanted.since)
    if wanted.least_risk is not None:
        conditions.append(TranslationRow.risk >= wanted.least_risk)
    return conditions


def _of_findings(wanted: FindingFilter) -> list[ColumnElement[bool]]:
    return _equal(
        (FindingRow.check_name, wanted.check),
        (FindingRow.severity, wanted.severity),
        (TranslationRow.language, wanted.language),
        (ReleaseRow.source, wanted.source),
        (TranslationRow.id, wanted.translation_id),
    )


def _equal(*wanted: tuple[InstrumentedAttribute[Any], object]) -> list[ColumnElement[bool]]:
    return [column == value for column, value in wanted if value is not None]


def _titles(session: Session, version_ids: Sequence[int]) -> dict[int, str]:
    wanted = select(BlockRow.version_id, BlockRow.text)
    wanted = wanted.where(BlockRow.version_id.in_(version_ids), BlockRow.position == 0)
    return dict(session.execute(wanted).tuples().all())


def _made(session: Session, version_ids: Sequence[int]) -> dict[int, list[Made]]:
    wanted = select(TranslationRow).where(TranslationRow.version_id.in_(version_ids)).order_by(TranslationRow.id)
    found: dict[int, list[Made]] = {}
    for row in session.scalars(wanted):
        found.setdefault(row.version_id, []).append((row.id, row.language, row.state))
    return found


def _heads(session: Session, translation_ids: Sequence[int]) -> dict[int, str]:
    """Return the text of the first sentence, which is that of the title, by translation."""
    text = func.coalesce(TargetRow.edited, TargetRow.machine)
    wanted = select(TargetRow.translation_id, text).join(SegmentRow, SegmentRow.id == TargetRow.segment_id)
    wanted = wanted.where(TargetRow.translation_id.in_(translation_ids), SegmentRow.position == 0)
    return dict(session.execute(wanted).tuples().all())


def _sizes(session: Session, translation_ids: Sequence[int]) -> dict[int, int]:
    wanted = select(TargetRow.translation_id, func.count()).where(TargetRow.translation_id.in_(translation_ids))
    return dict(session.execute(wanted.group_by(TargetRow.translation_id)).tuples().all())


def _release(row: ReleaseRow, version: VersionRow, title: str, made: Sequence[Made]) -> ListedRelease:
    changed_at = max(version.collected_at, row.withdrawn_at or version.collected_at)
    return ListedRelease(to_release(row), title, version.published, changed_at, tuple(made))


def _translation(
    row: TranslationRow, version: VersionRow, release: ReleaseRow, german: str, title: str, segments: int
) -> ListedTranslation:
    return ListedTranslation(
        id=row.id,
        version_id=version.id,
        release_id=release.id,
        source=release.source,
        number=version.number,
        newest=release.version_id == version.id,
        language=row.language,
        state=row.state,
        german=german,
        title=title,
        updated_at=row.updated_at,
        risk=row.risk,
        doubtful=row.doubtful,
        waiting=row.waiting,
        segments=segments,
        hold_until=row.hold_until,
        hold_reason=row.hold_reason,
        waiver=row.waiver,
    )
