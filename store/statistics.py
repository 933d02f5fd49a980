from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, cast, func, select

from model.statistics import Backlog, CheckTally, Chosen, Judged, Tally
from model.translation import State
from store.database import Database
from store.statistics_tables import CheckTallyRow, TallyRow
from store.tables import BlockRow, ReleaseRow, SegmentRow, TargetRow, TranslationRow

BATCH = 1000
"""Segments read in one transaction."""
SUMS = (
    TallyRow.segments,
    TallyRow.unchanged,
    TallyRow.distance,
    TallyRow.chrf,
    TallyRow.findings,
    TallyRow.translations,
)
KEY = (TallyRow.month, TallyRow.language, TallyRow.source, TallyRow.engine)


class Statistics:
    """What editors made of the machine's work, added up; and what still waits for them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def tallies(self) -> list[Tally]:
        """Return all sums by month, language, source and engine, in this order."""
        sums = [func.sum(column).label(column.key) for column in SUMS]
        seconds = func.aggregate_strings(cast(TallyRow.seconds, Text), ",").label("seconds")
        with self._database.reading() as session:
            rows = session.execute(select(*KEY, *sums, seconds).group_by(*KEY).order_by(*KEY))
            return [Tally(**{**row._mapping, "seconds": _numbers(row.seconds)}) for row in rows]

    def checks(self, chosen: Chosen) -> list[CheckTally]:
        """Return for each check how often it found fault, and how often rightly, the most frequent first."""
        row = CheckTallyRow
        found = func.sum(row.segments)
        wanted = select(row.check_name, found, func.sum(row.changed)).where(*_conditions(row, chosen))
        with self._database.reading() as session:
            rows = session.execute(wanted.group_by(row.check_name).order_by(found.desc(), row.check_name))
            return [CheckTally(*each) for each in rows]

    def backlog(self, chosen: Chosen) -> list[Backlog]:
        """Return how many translations of today's versions wait for an editor, by language; engine and months aside."""
        row = TranslationRow
        since = func.min(func.coalesce(row.translated_at, row.updated_at), type_=row.updated_at.type)
        wanted = (
            select(row.language, func.count(), since)
            .join(ReleaseRow, ReleaseRow.version_id == row.version_id)
            .where(row.state == State.TRANSLATED, ReleaseRow.withdrawn_at.is_(None))
            .group_by(row.language)
            .order_by(row.language)
        )
        if chosen.language is not None:
            wanted = wanted.where(row.language == chosen.language)
        if chosen.source is not None:
            wanted = wanted.where(ReleaseRow.source == chosen.source)
        with self._database.reading() as session:
            return [Backlog(*each) for each in session.execute(wanted)]

    def segments(self, chosen: Chosen) -> Iterator[Judged]:
        """Yield every approved segment that an engine made, in the order in which they came."""
        last = 0
        while found := self._page(chosen, last):
            last = found[-1].target_id
            yield from found

    def _page(self, chosen: Chosen, last: int) -> list[Judged]:
        wanted = _listed().where(TargetRow.id > last, *_conditions(TallyRow, chosen)).order_by(TargetRow.id)
        with self._database.reading() as session:
            return [Judged(*row) for row in session.execute(wanted.limit(BATCH))]


def _numbers(listed: str | None) -> tuple[int, ...]:
    return tuple(map(int, listed.split(","))) if listed else ()


def _conditions(table: type[TallyRow] | type[CheckTallyRow], chosen: Chosen) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if chosen.language is not None:
        conditions.append(table.language == chosen.language)
    if chosen.source is not None:
        conditions.append(table.source == chosen.source)
    if chosen.engine is not None:
        conditions.append(table.engine == chosen.engine)
    if chosen.since is not None:
        conditions.append(table.month >= chosen.since)
    if chosen.until is not None:
        conditions.append(table.month <= chosen.until)
    return conditions


def _listed() -> Select[Any]:
    """Return what `Judged` holds, of the segments that the tallies add up."""
    row, segment = TargetRow, SegmentRow
    of_tally = and_(TallyRow.translation_id == row.translation_id, TallyRow.engine == row.reviewed_engine)
    of_block = and_(BlockRow.version_id == segment.version_id, BlockRow.position == segment.block)
    german = func.substr(BlockRow.text, segment.start + 1, segment.end - segment.start)
    return (
        select(
            *(row.id, row.translation_id, row.segment_id, TallyRow.language, TallyRow.source, TallyRow.engine),
            *(TranslationRow.translated_at, row.reviewed_at, row.distance, row.chrf),
            *(german, row.machine, row.edited, row.doubts),
        )
        .join(TallyRow, of_tally)
        .join(TranslationRow, TranslationRow.id == row.translation_id)
        .join(segment, segment.id == row.segment_id)
        .join(BlockRow, of_block)
        .where(row.reviewed_at.is_not(None))
    )
