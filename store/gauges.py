from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from model.languages import Language
from model.translation import State
from store.database import Database
from store.queue_filters import QueueFilter, Standing, listed
from store.tables import FindingRow, PublicationRow, ReleaseRow, TargetRow, TranslationRow, VersionRow
from store.work_tables import FailureRow

MOST_FINDINGS = 200_000
"""Findings that are counted: a scrape must not take longer the longer nobody reviews."""


@dataclass(frozen=True)
class Line:
    """The queue of a language.

    Attributes:
        since: when the German of the oldest came in.
    """

    length: int
    since: datetime | None


class Gauges:
    """How things stand, in figures alone; every query is bounded or reads an index only."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def lines(self, now: datetime) -> dict[Language, Line]:
        """Return the queue of each language that has one."""
        wanted = listed(QueueFilter(standing=Standing.WAITING), now).group_by(TranslationRow.language)
        columns = (TranslationRow.language, func.count(), func.min(TranslationRow.version_id))
        with self._database.reading() as session:
            found = session.execute(wanted.with_only_columns(*columns, maintain_column_froms=True)).tuples().all()
            oldest = select(VersionRow.id, VersionRow.collected_at).where(VersionRow.id.in_(id_ for *_, id_ in found))
            since = dict(session.execute(oldest).tuples().all())
        return {language: Line(length, since.get(id_)) for language, length, id_ in found}

    def findings(self) -> dict[tuple[str, int], int]:
        """Return how many findings stand in translations that wait, by check and severity."""
        waiting = (
            select(FindingRow.check_name, FindingRow.severity)
            .join(TargetRow, TargetRow.id == FindingRow.target_id)
            .join(TranslationRow, TranslationRow.id == TargetRow.translation_id)
            .where(TranslationRow.state == State.TRANSLATED)
            .limit(MOST_FINDINGS)
            .subquery()
        )
        columns = (waiting.c.check_name, waiting.c.severity)
        with self._database.reading() as session:
            rows = session.execute(select(*columns, func.count()).group_by(*columns)).tuples()
            return {(name, severity): count for name, severity, count in rows}

    def failures(self) -> dict[str, int]:
        """Return how many failures stand, by stage."""
        wanted = select(FailureRow.stage, func.count()).group_by(FailureRow.stage)
        with self._database.reading() as session:
            return dict(session.execute(wanted).tuples().all())

    def newest_releases(self) -> dict[str, datetime]:
        """Return when the newest release of each source was published."""
        wanted = select(ReleaseRow.source, func.max(ReleaseRow.published)).group_by(ReleaseRow.source)
        with self._database.reading() as session:
            return dict(session.execute(wanted).tuples().all())

    def published(self) -> dict[Language, datetime]:
        """Return when an entry was last added or changed, by language."""
        wanted = select(PublicationRow.language, func.max(PublicationRow.updated)).group_by(PublicationRow.language)
        with self._database.reading() as session:
            return dict(session.execute(wanted).tuples().all())

    def unpublished_since(self, language: Language) -> datetime | None:
        """Return when the oldest release came in after which nothing was published in `language`; None: there is none.

        Also None where nothing was ever published: then nobody waits for it yet.
        """
        mine: ColumnElement[bool] = PublicationRow.language == language
        last = select(func.max(PublicationRow.updated)).where(mine).scalar_subquery()
        wanted = select(func.min(ReleaseRow.first_seen)).where(
            ReleaseRow.first_seen > last, ReleaseRow.withdrawn_at.is_(None)
        )
        with self._database.reading() as session:
            return session.scalar(wanted)
