"""Adding up what editors made of a translation, anew with each edit, so that the sums never drift from the targets."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from model.statistics import month_of
from store.statistics_tables import CheckTallyRow, TallyRow
from store.tables import ReleaseRow, TargetRow, TranslationRow, VersionRow


class _Judged(NamedTuple):
    """A target that an engine made and an editor approved."""

    engine: str
    reviewed_at: datetime
    distance: float
    chrf: float
    doubts: list[str] | None


def tally_again(session: Session, translation: TranslationRow) -> None:
    """Let the tallies of a translation say what its targets do; in the transaction of a change."""
    for table in (TallyRow, CheckTallyRow):
        session.execute(delete(table).where(table.translation_id == translation.id))
    judged = _judged(session, translation.id)
    if not judged:
        return
    by_engine = {engine: list(targets) for engine, targets in groupby(judged, key=lambda target: target.engine)}
    main = max(by_engine, key=lambda engine: len(by_engine[engine]))
    shared = {
        "translation_id": translation.id,
        "month": month_of(max(target.reviewed_at for target in judged)),
        "language": translation.language,
        "source": _source(session, translation),
    }
    for engine, targets in by_engine.items():
        key = {**shared, "engine": engine}
        session.execute(insert(TallyRow), [key | _sums(targets) | _approval(translation, engine == main)])
        if checks := _checks(targets):
            session.execute(insert(CheckTallyRow), [key | check for check in checks])


def _judged(session: Session, translation_id: int) -> list[_Judged]:
    row = TargetRow
    wanted = select(row.reviewed_engine, row.reviewed_at, row.distance, row.chrf, row.doubts)
    wanted = wanted.where(row.translation_id == translation_id)
    wanted = wanted.where(row.reviewed_at.is_not(None), row.reviewed_engine.is_not(None))
    return [_Judged(*found) for found in session.execute(wanted.order_by(row.reviewed_engine))]


def _source(session: Session, translation: TranslationRow) -> str:
    wanted = select(ReleaseRow.source).join(VersionRow, VersionRow.release_id == ReleaseRow.id)
    return session.scalars(wanted.where(VersionRow.id == translation.version_id)).one()


def _sums(targets: Sequence[_Judged]) -> dict[str, object]:
    return {
        "segments": len(targets),
        "unchanged": len(targets) - _changed(targets),
        "distance": sum(target.distance for target in targets),
        "chrf": sum(target.chrf for target in targets),
        "findings": sum(len(target.doubts or []) for target in targets),
    }


def _approval(translation: TranslationRow, is_main: bool) -> dict[str, object]:
    begun, ended = translation.translated_at, translation.reviewed_at
    if ended is None or not is_main:
        return {"translations": 0, "seconds": None}
    return {"translations": 1, "seconds": None if begun is None else round((ended - begun).total_seconds())}


def _checks(targets: Sequence[_Judged]) -> list[dict[str, object]]:
    doubted = Counter(check for target in targets for check in set(target.doubts or []))
    return [
        {"check_name": check, "segments": count, "changed": _changed(t for t in targets if check in (t.doubts or []))}
        for check, count in doubted.items()
    ]


def _changed(targets: Iterable[_Judged]) -> int:
    return sum(target.distance > 0 for target in targets)
