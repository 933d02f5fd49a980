"""Where words stand: sentences of the newest versions with their translations, and findings that are told anew."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, and_, or_, select, true
from sqlalchemy.orm import aliased

from model.languages import Language
from model.translation import TRANSLATED, Finding, SegmentTarget
from store.database import Database
from store.mapping import set_findings, to_target
from store.queue import count_again
from store.tables import BlockRow, ReleaseRow, SegmentRow, TargetRow, TranslationRow

LATEST = 5000
"""Releases that are looked through, the newest first: what is older has been read by whoever reads it."""

_Title = aliased(BlockRow)
_TITLE = select(_Title.text).where(_Title.version_id == ReleaseRow.version_id, _Title.position == 0).scalar_subquery()
_COLUMNS = (
    TranslationRow.id,
    TranslationRow.version_id,
    SegmentRow.position,
    SegmentRow.start,
    SegmentRow.end,
    BlockRow.text,
    _TITLE.label("title"),
    TargetRow,
)


@dataclass(frozen=True)
class Sentence:
    """A German sentence of a newest version with its translation.

    Attributes:
        number: its place in the article, from 1.
        title: of the article, in German.
    """

    translation_id: int
    version_id: int
    segment_id: int
    number: int
    title: str
    german: str
    target: SegmentTarget


class Occurrences:
    """Words in the sentences of the latest releases."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def german(
        self, words: Sequence[Collection[str]], language: Language, limit: int, within: int | None = None
    ) -> list[Sentence]:
        """Return sentences in whose paragraph each of `words` stands in one of its spellings, the newest first.

        In a spelling `_` is any letter; the case of ASCII does not count. Searched are the paragraphs of the latest
        releases that are translated into `language` and not withdrawn, or of the translation `within`; no words stand
        nowhere.
        """
        if not words:
            return []
        held = (or_(*(BlockRow.text.ilike(_inside(each), escape="\\") for each in word)) for word in words)
        of_translation = true() if within is None else TranslationRow.id == within
        return self._sentences(and_(of_translation, *held), language, limit)

    def tell(self, translation_id: int, findings: Mapping[int, tuple[int, Sequence[Finding]]]) -> None:
        """Let `findings` be what the checks say of segments of a translation, by segment id; the text stays.

        With the findings comes the revision of the text that they are of: where somebody has written since, theirs
        stay.
        """
        wanted = select(TargetRow).where(TargetRow.translation_id == translation_id)
        with self._database.writing() as session:
            for row in session.scalars(wanted.where(TargetRow.segment_id.in_(list(findings)))):
                revision, found = findings[row.segment_id]
                if (row.revision or 0) == revision:
                    set_findings(row, found)
            count_again(session, translation_id)

    def _sentences(self, held: ColumnElement[bool], language: Language, limit: int) -> list[Sentence]:
        latest = (
            select(ReleaseRow.id)
            .where(ReleaseRow.withdrawn_at.is_(None))
            .order_by(ReleaseRow.published.desc(), ReleaseRow.id.desc())
            .limit(LATEST)
        )
        of_segment = and_(BlockRow.version_id == SegmentRow.version_id, BlockRow.position == SegmentRow.block)
        wanted = (
            select(*_COLUMNS)
            .select_from(ReleaseRow)
            .join(TranslationRow, TranslationRow.version_id == ReleaseRow.version_id)
            .join(SegmentRow, SegmentRow.version_id == ReleaseRow.version_id)
            .join(BlockRow, of_segment)
            .join(TargetRow, and_(TargetRow.translation_id == TranslationRow.id, TargetRow.segment_id == SegmentRow.id))
            .where(ReleaseRow.id.in_(latest), TranslationRow.language == language)
            .where(TranslationRow.state.in_(TRANSLATED), held)
            .order_by(ReleaseRow.published.desc(), ReleaseRow.id.desc(), SegmentRow.position)
            .limit(limit)
        )
        with self._database.reading() as session:
            return [_to_sentence(row) for row in session.execute(wanted)]


def _inside(spelling: str) -> str:
    return "%" + spelling.replace("\\", "\\\\").replace("%", "\\%") + "%"


def _to_sentence(row: Row[tuple[int, int, int, int, int, str, str, TargetRow]]) -> Sentence:
    translation_id, version_id, position, start, end, text, title, target = row
    return Sentence(
        translation_id,
        version_id,
        target.segment_id,
        position + 1,
        title or "",
        text[start:end],
        to_target(target),
    )
