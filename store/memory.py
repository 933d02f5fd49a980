from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from sqlalchemy import ColumnElement, Text, and_, cast, func, or_, select

from model.article import segment_hash
from model.languages import Language
from model.richtext import RichText
from model.terms import TranslationUnit
from store.database import Database, insert_into
from store.tables import UnitRow

KEY = ("source_hash", "language", "before", "after")
CONTENT = ("source", "target", "target_marks", "state", "reviewer", "reviewed_at")
BATCH = 1000
"""Pairs written or read in one transaction: others wait for a moment only."""


class Memory:
    """The translation memory: reviewed pairs, one for each sentence between the same neighbours."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, unit: TranslationUnit) -> None:
        """Keep a reviewed pair; it takes the place of an older one between the same neighbours."""
        self.add_all([unit])

    def add_all(self, units: Iterable[TranslationUnit]) -> int:
        """Keep reviewed pairs as `add` does, a thousand in a transaction; return how many were new or changed."""
        waiting, written = iter(units), 0
        while batch := list(islice(waiting, BATCH)):
            written += self._write(batch)
        return written

    def exact(self, sources: Sequence[str], language: Language) -> list[TranslationUnit]:
        """Return the pairs for these German sentences, white space aside; the latest reviewed first."""
        hashes = {segment_hash(source) for source in sources}
        return self._units(UnitRow.source_hash.in_(hashes), UnitRow.language == language)

    def sources(self, language: Language, shortest: int, longest: int) -> list[str]:
        """Return all German sentences of `shortest` to `longest` characters that have a pair, each once."""
        length = func.length(UnitRow.source)
        wanted = select(UnitRow.source).where(UnitRow.language == language, length.between(shortest, longest))
        with self._database.reading() as session:
            return list(dict.fromkeys(session.scalars(wanted)))

    def containing(self, words: str, language: Language, limit: int) -> list[TranslationUnit]:
        """Return pairs with `words` on either side, the latest reviewed first; the case of ASCII does not count."""
        held = or_(UnitRow.source.icontains(words, autoescape=True), UnitRow.target.icontains(words, autoescape=True))
        return self._units(UnitRow.language == language, held, limit=limit)

    def latest(self, language: Language | None, limit: int) -> list[TranslationUnit]:
        """Return the pairs reviewed last, of all languages where `language` is None."""
        return self._units(*_of(language), limit=limit)

    def all(self, language: Language | None = None) -> Iterator[TranslationUnit]:
        """Yield every pair in the order in which they came; of all languages where `language` is None."""
        last = 0
        while rows := self._page(last, language):
            last = rows[-1].id
            yield from map(to_unit, rows)

    def counts(self) -> dict[Language, int]:
        """Return how many pairs there are for each language that has any."""
        wanted = select(UnitRow.language, func.count()).group_by(UnitRow.language)
        with self._database.reading() as session:
            return dict(session.execute(wanted).tuples().all())

    def _write(self, units: Sequence[TranslationUnit]) -> int:
        with self._database.writing() as session:
            statement = insert_into(session, UnitRow)
            new = statement.excluded
            statement = statement.on_conflict_do_update(
                index_elements=KEY,
                set_={name: new[name] for name in CONTENT},
                where=or_(
                    UnitRow.reviewed_at < new.reviewed_at,
                    and_(UnitRow.reviewed_at == new.reviewed_at, _differs(new.target, new.target_marks)),
                ),
            )
            connection = session.connection(execution_options={"preserve_rowcount": True})
            return connection.execute(statement, [_to_row(unit) for unit in units]).rowcount

    def _units(self, *conditions: ColumnElement[bool], limit: int | None = None) -> list[TranslationUnit]:
        wanted = select(UnitRow).where(*conditions).order_by(UnitRow.reviewed_at.desc(), UnitRow.id.desc())
        with self._database.reading() as session:
            return [to_unit(row) for row in session.scalars(wanted.limit(limit))]

    def _page(self, last: int, language: Language | None) -> list[UnitRow]:
        wanted = select(UnitRow).where(UnitRow.id > last, *_of(language)).order_by(UnitRow.id).limit(BATCH)
        with self._database.reading() as session:
            return list(session.scalars(wanted))


def _of(language: Language | None) -> list[ColumnElement[bool]]:
    return [] if language is None else [UnitRow.language == language]


def _differs(target: ColumnElement[str], marks: ColumnElement[object]) -> ColumnElement[bool]:
    # PostgreSQL compares JSON only as text.
    return or_(UnitRow.target != target, cast(UnitRow.target_marks, Text) != cast(marks, Text))


def _to_row(unit: TranslationUnit) -> dict[str, object]:
    key = (segment_hash(unit.source), unit.language, unit.before, unit.after)
    target, marks = unit.target.text, unit.target.to_json()
    content = (unit.source, target, marks, unit.state, unit.reviewer, unit.reviewed_at)
    return dict(zip(KEY + CONTENT, key + content, strict=True))


def to_unit(row: UnitRow) -> TranslationUnit:
    """Return the pair that `row` keeps."""
    return TranslationUnit(
        source=row.source,
        language=row.language,
        target=RichText.from_json(row.target, row.target_marks),
        state=row.state,
        reviewer=row.reviewer,
        reviewed_at=row.reviewed_at,
        before=row.before,
        after=row.after,
    )
