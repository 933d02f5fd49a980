from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, SelectBase, exists, select, union, union_all
from sqlalchemy.orm import Session

from model.feed import Publication
from model.languages import Language
from model.release import Release
from model.translation import TRANSLATED, State
from store.database import Database, insert_into
from store.mapping import to_release
from store.releases import NEWEST_FIRST
from store.tables import BlockRow, PublicationRow, ReleaseRow, TranslationRow, VersionRow

FEW = 500
"""As many releases as may be sorted by their dates; where more are candidates, they are walked from the newest on."""


class Publications:
    """What the outside knows: what may stand in feeds, and under which GUID it does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(
        self,
        language: Language,
        sources: Sequence[str] | None,
        limit: int,
        states: Collection[State] = TRANSLATED,
    ) -> list[Release]:
        """Return the newest releases by published date that are not withdrawn, candidates for a feed.

        They are read through an index from its newest end, so the time does not depend on how many releases there are,
        only on how many are passed over because they have no translation. Where only `FEW` have one, these are read and
        no release is passed over.

        Args:
            language: of the feed; in a feed other than German only releases with a translation in one of `states`,
                be it of an earlier version, are candidates.
            sources: names of sources; None for all.
            limit: how many at most.
            states: the states that the feed accepts.
        """
        if sources is not None and not sources:
            return []
        with self._database.reading() as session:
            few = None if language is Language.DE else _few(session, language, states)
            if few == []:
                return []
            wanted = _walked(language, sources, limit, states) if few is None else _sorted(few, sources, limit)
            return [to_release(row) for row in session.scalars(wanted)]

    def texts(self, version_ids: Sequence[int]) -> dict[int, list[str]]:
        """Return what versions say in German, by their ids: the publisher's categories, title and text, in one go.

        A feed about certain words reads a page of releases for them, and most are then not its own.
        """
        categories = select(VersionRow.id, VersionRow.categories).where(VersionRow.id.in_(version_ids))
        blocks = select(BlockRow.version_id, BlockRow.text).where(BlockRow.version_id.in_(version_ids))
        with self._database.reading() as session:
            found = {version_id: list(names) for version_id, names in session.execute(categories).tuples()}
            for version_id, text in session.execute(blocks.order_by(BlockRow.version_id, BlockRow.position)).tuples():
                found[version_id].append(text)
        return found

    def between(
        self, language: Language, start: datetime, end: datetime, states: Collection[State] = TRANSLATED
    ) -> list[Release]:
        """Return the releases published from `start` to before `end`, as `newest` does, of all sources."""
        within = (ReleaseRow.published >= start) & (ReleaseRow.published < end)
        with self._database.reading() as session:
            wanted = select(ReleaseRow).where(_is_candidate(language, states), within).order_by(*NEWEST_FIRST)
            return [to_release(row) for row in session.scalars(wanted)]

    def changed(self, since: datetime) -> list[datetime]:
        """Return the published dates of all releases that were collected, translated or withdrawn since, or on hold."""
        versions = select(VersionRow.release_id)
        translations = versions.join(TranslationRow, TranslationRow.version_id == VersionRow.id)
        # A part for each condition: »a OR b« would make the database look at every release.
        parts = union(
            select(ReleaseRow.id).where(ReleaseRow.withdrawn_at >= since),
            versions.where(VersionRow.collected_at >= since),
            translations.where(TranslationRow.updated_at >= since),
            translations.where(TranslationRow.hold_until >= since),
        ).subquery()
        wanted = select(ReleaseRow.published).join(parts, parts.c.id == ReleaseRow.id)
        with self._database.reading() as session:
            return list(session.scalars(wanted.distinct()))

    def get(self, release_id: int, language: Language) -> Publication | None:
        """Return what the outside knows of a release in one language."""
        with self._database.reading() as session:
            row = session.get(PublicationRow, (release_id, language))
            return None if row is None else _to_publication(row)

    def save(self, publication: Publication) -> Publication:
        """Store a publication and return it as it stands: GUID and published date are the first ones for ever.

        Raises:
            AlreadyStored: another release has this GUID.
            StoreError: there is no such release.
        """
        changes = {
            "updated": publication.updated,
            "content_hash": publication.content_hash,
            "withdrawn_at": publication.withdrawn_at,
            "corrected_at": publication.corrected_at,
        }
        key = {"release_id": publication.release_id, "language": publication.language}
        with self._database.writing(f"publication {publication.guid}") as session:
            statement = insert_into(session, PublicationRow).values(
                **key, **changes, guid=publication.guid, published=publication.published
            )
            session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changes))
            return _to_publication(session.get_one(PublicationRow, tuple(key.values())))

    def touched(self, language: Language, since: datetime) -> list[Release]:
        """Return what is published in `language` and was collected or translated anew since, or on hold."""
        known = select(PublicationRow.release_id).where(PublicationRow.language == language)
        versions = select(VersionRow.release_id)
        translations = versions.join(TranslationRow, TranslationRow.version_id == VersionRow.id)
        # A part for each condition, as in `changed`.
        parts = union(
            versions.where(VersionRow.collected_at >= since, VersionRow.number > 1),
            translations.where(TranslationRow.updated_at >= since, TranslationRow.language == language),
            translations.where(TranslationRow.hold_until >= since, TranslationRow.language == language),
        ).subquery()
        there = select(ReleaseRow).where(ReleaseRow.withdrawn_at.is_(None), ReleaseRow.id.in_(known))
        with self._database.reading() as session:
            rows = session.scalars(there.join(parts, parts.c.release_id == ReleaseRow.id).order_by(*NEWEST_FIRST))
            return [to_release(row) for row in rows]

    def updated(self, language: Language, since: datetime, limit: int) -> list[Publication]:
        """Return what readers have seen change at `since` or later and is not withdrawn, the latest change first."""
        wanted = select(PublicationRow).where(
            PublicationRow.language == language,
            PublicationRow.updated >= since,
            PublicationRow.updated > PublicationRow.published,
            PublicationRow.withdrawn_at.is_(None),
        )
        with self._database.reading() as session:
            rows = session.scalars(
                wanted.order_by(PublicationRow.updated.desc(), PublicationRow.release_id).limit(limit)
            )
            return [_to_publication(row) for row in rows]

    def withdrawn(self, language: Language, since: datetime) -> list[Publication]:
        """Return what was withdrawn at `since` or later, the latest first."""
        wanted = select(PublicationRow).where(PublicationRow.language == language, PublicationRow.withdrawn_at >= since)
        with self._database.reading() as session:
            rows = session.scalars(wanted.order_by(PublicationRow.withdrawn_at.desc()))
            return [_to_publication(row) for row in rows]


def _is_candidate(language: Language, states: Collection[State]) -> ColumnElement[bool]:
    there = ReleaseRow.withdrawn_at.is_(None)
    if language is Language.DE:
        return there
    of_version = exists().where(
        TranslationRow.version_id == VersionRow.id,
        TranslationRow.language == language,
        TranslationRow.state.in_(states),
    )
    # One in the other, not joined: a database without statistics would begin with all translations in these states.
    return there & exists().where(VersionRow.release_id == ReleaseRow.id, of_version)


def _few(session: Session, language: Language, states: Collection[State]) -> list[int] | None:
    """Return the releases with a translation in one of `states`, None where they are more than `FEW`."""
    there = select(TranslationRow.version_id).where(
        TranslationRow.language == language, TranslationRow.state.in_(states)
    )
    found = list(session.scalars(there.limit(FEW + 1)))
    if len(found) > FEW:
        return None
    # Not joined: a database without statistics would begin with all versions.
    return list(session.scalars(select(VersionRow.release_id).where(VersionRow.id.in_(found))))


def _sorted(few: Sequence[int], sources: Sequence[str] | None, limit: int) -> Select[tuple[ReleaseRow]]:
    conditions = [ReleaseRow.withdrawn_at.is_(None), ReleaseRow.id.in_(few)]
    return _newest(limit, *conditions, *([] if sources is None else [ReleaseRow.source.in_(sources)]))


def _walked(
    language: Language, sources: Sequence[str] | None, limit: int, states: Collection[State]
) -> Select[tuple[ReleaseRow]]:
    candidate = _is_candidate(language, states)
    if sources is None:
        return _newest(limit, candidate)
    # A part for each source, as »source IN (...)« would make the database sort all that these sources have.
    parts = [_newest(limit, candidate, ReleaseRow.source == source) for source in dict.fromkeys(sources)]
    return _newest(limit, ReleaseRow.id.in_(_union(parts)))


def _newest(limit: int, *conditions: ColumnElement[bool]) -> Select[tuple[ReleaseRow]]:
    return select(ReleaseRow).where(*conditions).order_by(*NEWEST_FIRST).limit(limit)


def _union(parts: Sequence[Select[tuple[ReleaseRow]]]) -> SelectBase:
    # Each in a subquery: SQLite takes no LIMIT in a part of a union.
    return union_all(*(select(part.with_only_columns(ReleaseRow.id).subquery()) for part in parts))


def _to_publication(row: PublicationRow) -> Publication:
    return Publication(
        release_id=row.release_id,
        language=row.language,
        guid=row.guid,
        published=row.published,
        updated=row.updated,
        content_hash=row.content_hash,
        withdrawn_at=row.withdrawn_at,
        corrected_at=row.corrected_at,
    )
