"""A release through its versions, as far as they were translated into one language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, select

from model.languages import Language
from model.translation import REVIEWED, State
from store.database import Database
from store.tables import TargetRow, TranslationRow, VersionRow


@dataclass(frozen=True)
class Ancestor:
    """A version of a release.

    Attributes:
        number: counted from 1.
        translation_id: of its translation, None where it has none with any text.
        state: of its translation; `initial` where it has none.
        approved: an editor has approved at least one segment of it.
    """

    version_id: int
    number: int
    collected_at: datetime
    translation_id: int | None
    state: State
    approved: bool


class Lineage:
    """What a version of a release goes back to."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def versions(self, release_id: int, language: Language) -> list[Ancestor]:
        """Return all versions of a release, the newest first, with their translations into `language`."""
        of_language = and_(
            TranslationRow.version_id == VersionRow.id,
            TranslationRow.language == language,
            TranslationRow.state != State.INITIAL,
        )
        approved = exists().where(TargetRow.translation_id == TranslationRow.id, TargetRow.state.in_(REVIEWED))
        columns = (VersionRow.id, VersionRow.number, VersionRow.collected_at, TranslationRow.id, TranslationRow.state)
        wanted = select(*columns, approved).outerjoin(TranslationRow, of_language)
        wanted = wanted.where(VersionRow.release_id == release_id).order_by(VersionRow.number.desc())
        with self._database.reading() as session:
            return [
                Ancestor(id_, number, at, translation_id, state or State.INITIAL, bool(is_approved))
                for id_, number, at, translation_id, state, is_approved in session.execute(wanted)
            ]

    def baseline(self, release_id: int, number: int, language: Language) -> Ancestor | None:
        """Return the version before `number` that editors know: what has changed is what has changed since then.

        It is the newest that was reviewed as a whole; where none was, the newest in which anything was approved, else
        the newest that was translated. None: there is no such version.
        """
        earlier = [each for each in self.versions(release_id, language) if each.number < number]
        return _known_best([each for each in earlier if each.translation_id is not None])


def _known_best(translated: Sequence[Ancestor]) -> Ancestor | None:
    reviewed = (each for each in translated if each.state in REVIEWED)
    approved = (each for each in translated if each.approved)
    return next(reviewed, None) or next(approved, None) or next(iter(translated), None)
