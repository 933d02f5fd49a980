from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from model.languages import Language
from model.translation import REVIEWED, Severity, State
from store.database import Database
from store.tables import BlockRow, FindingRow, ReleaseRow, TargetRow, TranslationRow


@dataclass(frozen=True)
class Waiting:
    """A translation in the editors' queue.

    Attributes:
        german: the German title.
        risk: the sum of the risks of its open segments: how many of them are likely to need an editor.
        waiting: segments that no editor has approved, of `segments`.
    """

    translation_id: int
    release_id: int
    language: Language
    state: State
    source: str
    german: str
    published: datetime
    risk: float
    doubtful: int
    waiting: int
    segments: int
    hold_until: datetime | None


@dataclass(frozen=True)
class QueueFilter:
    """Which translations are wanted; None and False leave out nothing.

    Attributes:
        check: those with a finding of this check in an open segment.
        editor: those in which this person has written.
        text: words of the German title.
        done: those that are reviewed, rather than those that wait.
    """

    language: Language | None = None
    source: str | None = None
    check: str | None = None
    editor: str | None = None
    text: str = ""
    done: bool = False


class Queue:
    """What waits for editors: newest versions that are translated and not reviewed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, wanted: QueueFilter, limit: int, offset: int = 0) -> list[Waiting]:
        """Return translations, the riskiest first and of the same risk the oldest; reviewed ones the latest first."""
        order = (
            (TranslationRow.updated_at.desc(), TranslationRow.id)
            if wanted.done
            else (TranslationRow.risk.desc(), ReleaseRow.published, TranslationRow.id)
        )
        with self._database.reading() as session:
            rows = session.execute(_listed(wanted).order_by(*order).limit(limit).offset(offset)).all()
            sizes = _sizes(session, [translation.id for translation, _ in rows])
            titles = _titles(session, [release.version_id for _, release in rows])
        return [
            _waiting(translation, release, titles.get(release.version_id, ""), sizes.get(translation.id, 0))
            for translation, release in rows
        ]

    def count(self, wanted: QueueFilter) -> int:
        """Return how many translations there are."""
        with self._database.reading() as session:
            return session.scalars(select(func.count()).select_from(_listed(wanted).subquery())).one()

    def sources(self) -> list[str]:
        """Return the names of all sources that have releases, by name."""
        with self._database.reading() as session:
            return list(session.scalars(select(ReleaseRow.source).distinct().order_by(ReleaseRow.source)))


def count_again(session: Session, translation_id: int) -> None:
    """Let the row of a translation say how much of it waits, is doubtful and risky; in the transaction of a change."""
    session.flush()
    row = session.get_one(TranslationRow, translation_id)
    open_ = (TargetRow.translation_id == translation_id, TargetRow.state.not_in(REVIEWED))
    row.waiting, row.risk = session.execute(
        select(func.count(), func.coalesce(func.sum(TargetRow.risk), 0.0)).where(*open_)
    ).one()
    row.doubtful = session.scalars(select(func.count()).where(*open_, _has_finding())).one()


def _listed(wanted: QueueFilter) -> Select[tuple[TranslationRow, ReleaseRow]]:
    listed = select(TranslationRow, ReleaseRow).join(ReleaseRow, ReleaseRow.version_id == TranslationRow.version_id)
    states = REVIEWED if wanted.done else (State.TRANSLATED,)
    listed = listed.where(TranslationRow.state.in_(states), ReleaseRow.withdrawn_at.is_(None))
    if wanted.language is not None:
        listed = listed.where(TranslationRow.language == wanted.language)
    if wanted.source is not None:
        listed = listed.where(ReleaseRow.source == wanted.source)
    if wanted.check is not None:
        listed = listed.where(_has_target(TargetRow.state.not_in(REVIEWED), _has_finding(wanted.check)))
    if wanted.editor is not None:
        listed = listed.where(_has_target(TargetRow.edited_by == wanted.editor))
    if wanted.text:
        listed = listed.where(_title_of(ReleaseRow.version_id).icontains(wanted.text, autoescape=True))
    return listed


def _has_target(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(TargetRow.translation_id == TranslationRow.id, *conditions)


def _has_finding(check: str | None = None) -> ColumnElement[bool]:
    named = [FindingRow.check_name == check] if check else [FindingRow.severity >= Severity.WARNING]
    return exists().where(FindingRow.target_id == TargetRow.id, *named)


def _title_of(version_id: InstrumentedAttribute[int]) -> ColumnElement[str]:
    return select(BlockRow.text).where(BlockRow.version_id == version_id, BlockRow.position == 0).scalar_subquery()


def _titles(session: Session, version_ids: list[int]) -> dict[int, str]:
    wanted = select(BlockRow.version_id, BlockRow.text)
    wanted = wanted.where(BlockRow.version_id.in_(version_ids), BlockRow.position == 0)
    return dict(session.execute(wanted).tuples().all())


def _sizes(session: Session, translation_ids: list[int]) -> dict[int, int]:
    wanted = select(TargetRow.translation_id, func.count()).where(TargetRow.translation_id.in_(translation_ids))
    return dict(session.execute(wanted.group_by(TargetRow.translation_id)).tuples().all())


def _waiting(translation: TranslationRow, release: ReleaseRow, german: str, segments: int) -> Waiting:
    return Waiting(
        translation_id=translation.id,
        release_id=release.id,
        language=translation.language,
        state=translation.state,
        source=release.source,
        german=german,
        published=release.published,
        risk=translation.risk,
        doubtful=translation.doubtful,
        waiting=translation.waiting,
        segments=segments,
        hold_until=translation.hold_until,
    )
