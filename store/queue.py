from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, cast, func, select
from sqlalchemy.orm import Session

from model.languages import Language
from model.translation import REVIEWED, State
from store.database import Database
from store.desk_tables import CommentRow
from store.queue_filters import (
    Order,
    QueueFilter,
    Standing,
    has_changed,
    has_finding,
    listed,
    titles,
)
from store.tables import BlockRow, ReleaseRow, TargetRow, TranslationRow, VersionRow

__all__ = ["Counts", "Order", "Queue", "QueueFilter", "Standing", "Waiting", "count_again"]


@dataclass(frozen=True)
class Waiting:
    """A translation in the editors' queue.

    Attributes:
        german: the German title.
        title: the title in its language.
        since: when its German came in: since then it waits.
        risk: the sum of the risks of its open segments: how many of them are likely to need an editor.
        waiting: segments that no editor has approved, of `segments`.
        changed: an earlier version of its German was translated before.
        remarks, reports: what editors said and readers reported, as far as nobody has settled it.
    """

    translation_id: int
    release_id: int
    language: Language
    state: State
    source: str
    german: str
    title: str
    published: datetime
    since: datetime
    risk: float
    doubtful: int
    waiting: int
    segments: int
    hold_until: datetime | None
    changed: bool
    remarks: int
    reports: int


@dataclass(frozen=True)
class Counts:
    """How many translations there are.

    Attributes:
        languages: of the standing that is wanted, a language.
        standings: of the language that is wanted, a standing.
        since: since when the one of `languages` waits that waits longest; None where there is none.
    """

    languages: dict[Language, int]
    standings: dict[Standing, int]
    since: datetime | None


class Queue:
    """The editors' work: newest versions that are translated."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(
        self, wanted: QueueFilter, limit: int, offset: int = 0, *, now: datetime, order: Order = Order.RISK
    ) -> list[Waiting]:
        """Return translations; reviewed ones the latest first, whatever the order.

        Args:
            wanted: which.
            limit: how many at most.
            offset: how many to pass over.
            now: tells whose hold has ended.
            order: of those that wait.
        """
        query = listed(wanted, now).order_by(*_order(wanted, order)).limit(limit).offset(offset)
        with self._database.reading() as session:
            rows = [(translation, release) for translation, release in session.execute(query)]
            details = _Details(session, rows)
            return [details.waiting(translation, release) for translation, release in rows]

    def count(self, wanted: QueueFilter, now: datetime) -> int:
        """Return how many translations there are."""
        query = listed(wanted, now).with_only_columns(func.count(), maintain_column_froms=True)
        with self._database.reading() as session:
            return session.scalars(query).one()

    def counts(self, wanted: QueueFilter, now: datetime) -> Counts:
        """Return how many translations there are in each language and standing, and how long the oldest waits."""
        grouped = listed(replace(wanted, language=None), now).group_by(TranslationRow.language)
        columns = (TranslationRow.language, func.count(), func.min(TranslationRow.version_id))
        with self._database.reading() as session:
            found = session.execute(grouped.with_only_columns(*columns, maintain_column_froms=True)).tuples().all()
            wished = [oldest for language, _, oldest in found if wanted.language in {None, language}]
            since = session.scalar(select(VersionRow.collected_at).where(VersionRow.id == min(wished, default=0)))
        languages = {language: count for language, count, _ in found}
        asked = sum(count for language, count in languages.items() if wanted.language in {None, language})
        standings = {
            each: asked if each is wanted.standing else self.count(replace(wanted, standing=each), now)
            for each in Standing
        }
        return Counts(languages, standings, since)

    def sources(self) -> list[str]:
        """Return the names of all sources that have releases, by name."""
        with self._database.reading() as session:
            return list(session.scalars(select(ReleaseRow.source).distinct().order_by(ReleaseRow.source)))


def count_again(session: Session, translation_id: int) -> None:
    """Let the row of a translation say what the queue asks for: how much waits, is doubtful and risky, and the titles.

    In the transaction of a change.
    """
    session.flush()
    row = session.get_one(TranslationRow, translation_id)
    open_ = (TargetRow.translation_id == translation_id, TargetRow.state.not_in(REVIEWED))
    row.waiting, row.risk = session.execute(
        select(func.count(), func.coalesce(func.sum(TargetRow.risk), 0.0)).where(*open_)
    ).one()
    row.doubtful = session.scalars(select(func.count()).where(*open_, has_finding())).one()
    german, title = _german(session, [row.version_id]), _titles(session, [row.id])
    row.titles = "\n".join([*german.values(), *title.values()]).lower()


def _order(wanted: QueueFilter, order: Order) -> Sequence[ColumnElement[Any]]:
    if wanted.standing is Standing.REVIEWED:
        return TranslationRow.updated_at.desc(), TranslationRow.id.desc()
    # Versions are numbered as they come in: by number they are by age, and an index holds them so.
    oldest = (TranslationRow.version_id.asc(), TranslationRow.id.asc())
    match order:
        case Order.RISK:
            return TranslationRow.risk.desc(), *oldest
        case Order.AGE:
            return oldest
        case Order.NEWEST:
            return TranslationRow.version_id.desc(), TranslationRow.id.desc()


class _Details:
    """What the rows of a page show beyond themselves, asked for all of them at once."""

    def __init__(self, session: Session, rows: Sequence[tuple[TranslationRow, ReleaseRow]]) -> None:
        ids = [translation.id for translation, _ in rows]
        versions = [release.version_id for _, release in rows]
        self._sizes = _sizes(session, ids)
        self._german = _german(session, versions)
        self._titles = _titles(session, ids)
        self._since = _since(session, versions)
        self._changed = _changed(session, ids)
        self._said = _said(session, ids)

    def waiting(self, translation: TranslationRow, release: ReleaseRow) -> Waiting:
        """Return a row with its details."""
        remarks, reports = self._said.get(translation.id, (0, 0))
        return Waiting(
            translation_id=translation.id,
            release_id=release.id,
            language=translation.language,
            state=translation.state,
            source=release.source,
            german=self._german.get(release.version_id, ""),
            title=self._titles.get(translation.id, ""),
            published=release.published,
            since=self._since[release.version_id],
            risk=translation.risk,
            doubtful=translation.doubtful,
            waiting=translation.waiting,
            segments=self._sizes.get(translation.id, 0),
            hold_until=translation.hold_until,
            changed=translation.id in self._changed,
            remarks=remarks,
            reports=reports,
        )


def _sizes(session: Session, translation_ids: list[int]) -> dict[int, int]:
    wanted = select(TargetRow.translation_id, func.count()).where(TargetRow.translation_id.in_(translation_ids))
    return dict(session.execute(wanted.group_by(TargetRow.translation_id)).tuples().all())


def _german(session: Session, version_ids: list[int]) -> dict[int, str]:
    wanted = select(BlockRow.version_id, BlockRow.text)
    wanted = wanted.where(BlockRow.version_id.in_(version_ids), BlockRow.position == 0)
    return dict(session.execute(wanted).tuples().all())


def _titles(session: Session, translation_ids: list[int]) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    for translation_id, text in session.execute(titles().where(TargetRow.translation_id.in_(translation_ids))):
        found.setdefault(translation_id, []).append(text)
    return {translation_id: " ".join(texts) for translation_id, texts in found.items()}


def _since(session: Session, version_ids: list[int]) -> dict[int, datetime]:
    wanted = select(VersionRow.id, VersionRow.collected_at).where(VersionRow.id.in_(version_ids))
    return dict(session.execute(wanted).tuples().all())


def _changed(session: Session, translation_ids: list[int]) -> set[int]:
    wanted = select(TranslationRow.id).join(ReleaseRow, ReleaseRow.version_id == TranslationRow.version_id)
    return set(session.scalars(wanted.where(TranslationRow.id.in_(translation_ids), has_changed())))


def _said(session: Session, translation_ids: list[int]) -> dict[int, tuple[int, int]]:
    reader = func.sum(cast(CommentRow.by == "", Integer))
    wanted = select(CommentRow.translation_id, func.count(), reader).group_by(CommentRow.translation_id)
    wanted = wanted.where(CommentRow.translation_id.in_(translation_ids), CommentRow.settled_by == "")
    return {number: (total - reports, reports) for number, total, reports in session.execute(wanted)}
