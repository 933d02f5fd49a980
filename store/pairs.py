"""The pairs of the memory one by one, as whoever looks after them sees them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, true, tuple_
from sqlalchemy.orm import Session

from model.article import segment_hash
from model.languages import Language
from model.richtext import RichText
from model.terms import TranslationUnit
from store.database import Database
from store.memory import BATCH, to_unit
from store.tables import BlockRow, SegmentRow, TranslationRow, UnitRow


@dataclass(frozen=True)
class Pair:
    """A pair with the number that it has in this store."""

    id: int
    unit: TranslationUnit


@dataclass(frozen=True)
class PairFilter:
    """Which pairs are wanted; "" and None leave out nothing.

    Attributes:
        words: stand in the German or in the translation, as a whole.
        german: the German sentences, exactly but for white space; None for all.
        reviewer: who approved them.
    """

    words: str = ""
    language: Language | None = None
    german: Sequence[str] | None = None
    reviewer: str = ""


@dataclass(frozen=True)
class Place:
    """The newest article in which the German of a pair stands."""

    translation_id: int
    segment_id: int
    title: str


@dataclass
class Comparison:
    """What bringing in pairs would do: `new` ones, `later` ones that take another's place, `known` ones that do not."""

    new: int = 0
    later: int = 0
    known: int = 0


class Pairs:
    """The translation memory, to be looked through, corrected and weeded."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, wanted: PairFilter, limit: int, offset: int = 0) -> list[Pair]:
        """Return pairs, the latest reviewed first."""
        query = select(UnitRow).where(*_conditions(wanted)).order_by(UnitRow.reviewed_at.desc(), UnitRow.id.desc())
        with self._database.reading() as session:
            return [Pair(row.id, to_unit(row)) for row in session.scalars(query.limit(limit).offset(offset))]

    def get(self, pair_id: int) -> Pair | None:
        """Return a pair, None where it is no longer there."""
        with self._database.reading() as session:
            row = session.get(UnitRow, pair_id)
            return Pair(row.id, to_unit(row)) if row else None

    def correct(self, seen: Pair, target: RichText, by: str, at: datetime) -> bool:
        """Let a pair have another translation; False where somebody has changed or deleted it since it was `seen`."""
        with self._database.writing() as session:
            row = _as_seen(session, seen)
            if row is None:
                return False
            row.target, row.target_marks = target.text, target.to_json()
            row.reviewer, row.reviewed_at = by, at
            return True

    def remove(self, seen: Pair) -> bool:
        """Delete a pair; False where somebody has changed or deleted it since it was `seen`."""
        with self._database.writing() as session:
            row = _as_seen(session, seen)
            if row is None:
                return False
            session.execute(delete(UnitRow).where(UnitRow.id == row.id))
            return True

    def reviewers(self) -> list[str]:
        """Return the names of all who approved a pair."""
        with self._database.reading() as session:
            return list(session.scalars(select(UnitRow.reviewer).distinct().order_by(UnitRow.reviewer)))

    def places(self, pairs: Sequence[Pair]) -> dict[int, Place]:
        """Return where the German of pairs stands in the newest article that has it, by their ids."""
        hashes = {pair.id: segment_hash(pair.unit.source) for pair in pairs}
        # The index holds the ids of a hash in order: a sentence that ends every release is no slower than others.
        latest = select(func.max(SegmentRow.id)).group_by(SegmentRow.source_hash)
        latest = latest.where(SegmentRow.source_hash.in_(set(hashes.values())))
        wanted = (
            select(SegmentRow.source_hash, TranslationRow.language, TranslationRow.id, SegmentRow.id, BlockRow.text)
            .join(TranslationRow, TranslationRow.version_id == SegmentRow.version_id)
            .join(BlockRow, and_(BlockRow.version_id == SegmentRow.version_id, BlockRow.position == 0))
            .where(SegmentRow.id.in_(latest))
        )
        with self._database.reading() as session:
            rows = session.execute(wanted).tuples()
            found = {(row[0], row[1]): Place(*row[2:]) for row in rows}
        keys = {pair.id: (hashes[pair.id], pair.unit.language) for pair in pairs}
        return {pair_id: found[key] for pair_id, key in keys.items() if key in found}

    def compare(self, units: Iterator[TranslationUnit]) -> Comparison:
        """Return what adding `units` to the memory would do; one that comes twice is known the second time."""
        result, seen = Comparison(), set[int]()
        batch: list[TranslationUnit] = []
        for unit in units:
            batch.append(unit)
            if len(batch) == BATCH:
                self._compare(batch, result, seen)
                batch = []
        self._compare(batch, result, seen)
        return result

    def _compare(self, units: Sequence[TranslationUnit], result: Comparison, seen: set[int]) -> None:
        keys = [(segment_hash(unit.source), unit.language, unit.before, unit.after) for unit in units]
        columns = (UnitRow.source_hash, UnitRow.language, UnitRow.before, UnitRow.after)
        wanted = select(UnitRow).where(tuple_(*columns).in_(keys) if keys else ~true())
        with self._database.reading() as session:
            rows = session.scalars(wanted)
            present = {(row.source_hash, row.language, row.before, row.after): to_unit(row) for row in rows}
        for key, unit in zip(keys, units, strict=True):
            old = present.get(key)
            if hash(key) in seen or (old and not _is_later(unit, old)):
                result.known += 1
            elif old:
                result.later += 1
            else:
                result.new += 1
            seen.add(hash(key))


def _is_later(unit: TranslationUnit, old: TranslationUnit) -> bool:
    """Whether `unit` takes the place of `old`; see `store.memory.Memory`."""
    if unit.reviewed_at == old.reviewed_at:
        return unit.target != old.target
    return unit.reviewed_at > old.reviewed_at


def _conditions(wanted: PairFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.language is not None:
        yield UnitRow.language == wanted.language
    if wanted.reviewer:
        yield UnitRow.reviewer == wanted.reviewer
    if wanted.german is not None:
        yield UnitRow.source_hash.in_([segment_hash(each) for each in wanted.german])
    if wanted.words:
        yield or_(*map(_holds, _in_cases(wanted.words)))


def _in_cases(words: str) -> set[str]:
    """Return `words` as they may stand there: databases fold the case of ASCII alone, and »Über« is »über«."""
    return {words} if words.isascii() else {words, words.lower(), words.upper(), words[:1].upper() + words[1:]}


def _holds(words: str) -> ColumnElement[bool]:
    return or_(UnitRow.source.icontains(words, autoescape=True), UnitRow.target.icontains(words, autoescape=True))


def _as_seen(session: Session, seen: Pair) -> UnitRow | None:
    row = session.get(UnitRow, seen.id, with_for_update=True)
    return row if row is not None and to_unit(row) == seen.unit else None
