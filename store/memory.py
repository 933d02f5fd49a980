from collections.abc import Sequence

from sqlalchemy import select

from model.article import segment_hash
from model.languages import Language
from model.richtext import RichText
from model.terms import TranslationUnit
from store.database import Database, insert_into
from store.tables import UnitRow

KEY = ("source_hash", "language", "before", "after")


class Memory:
    """The translation memory: reviewed pairs, one for each sentence between the same neighbours."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, unit: TranslationUnit) -> None:
        """Keep a reviewed pair; it takes the place of an older one between the same neighbours."""
        changes = {
            "source": unit.source,
            "target": unit.target.text,
            "target_marks": unit.target.to_json(),
            "state": unit.state,
            "reviewer": unit.reviewer,
            "reviewed_at": unit.reviewed_at,
        }
        key = (segment_hash(unit.source), unit.language, unit.before, unit.after)
        with self._database.writing() as session:
            statement = insert_into(session, UnitRow).values(**dict(zip(KEY, key, strict=True)), **changes)
            session.execute(
                statement.on_conflict_do_update(
                    index_elements=KEY, set_=changes, where=UnitRow.reviewed_at <= unit.reviewed_at
                )
            )

    def exact(self, sources: Sequence[str], language: Language) -> list[TranslationUnit]:
        """Return the pairs for these German sentences, white space aside; the latest reviewed first."""
        hashes = {segment_hash(source) for source in sources}
        wanted = select(UnitRow).where(UnitRow.source_hash.in_(hashes), UnitRow.language == language)
        with self._database.reading() as session:
            return [_to_unit(row) for row in session.scalars(wanted.order_by(UnitRow.reviewed_at.desc()))]


def _to_unit(row: UnitRow) -> TranslationUnit:
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
