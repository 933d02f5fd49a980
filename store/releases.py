from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, Update, insert, select, update
from sqlalchemy.orm import Session

from model.article import Article, SegmentSource
from model.errors import AlreadyStored
from model.release import Release, ReleaseVersion
from store.database import Database, insert_into
from store.mapping import block_row, segment_row, to_release, to_version
from store.tables import BlockRow, PublicationRow, ReleaseKey, ReleaseRow, SegmentRow, VersionRow

NEWEST_FIRST = (ReleaseRow.published.desc(), ReleaseRow.id.desc())


class Releases:
    """Releases and their versions. All lists are newest first: by published date, then by id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, source: str, keys: Sequence[str]) -> Release | None:
        """Return the release that `source` ever announced under one of `keys`; the earliest of them decides."""
        wanted = (
            select(ReleaseKey.key, ReleaseRow)
            .join(ReleaseRow, ReleaseRow.id == ReleaseKey.release_id)
            .where(ReleaseKey.source == source, ReleaseKey.key.in_(keys))
        )
        with self._database.reading() as session:
            found = {key: to_release(row) for key, row in session.execute(wanted)}
        return next((found[key] for key in keys if key in found), None)

    def find_content(self, source: str, content_hash: str) -> Release | None:
        """Return the newest release of `source` whose newest version has this content."""
        same = (ReleaseRow.source == source, ReleaseRow.content_hash == content_hash)
        return self._first(select(ReleaseRow).where(*same))

    def get(self, release_id: int) -> Release | None:
        """Return a release by its id."""
        return self._first(select(ReleaseRow).where(ReleaseRow.id == release_id))

    def recent(self, source: str, limit: int) -> list[Release]:
        """Return the newest `limit` releases of `source`, withdrawn ones included."""
        return self.search(source=source, limit=limit)

    def search(
        self, source: str | None = None, since: datetime | None = None, limit: int | None = None
    ) -> list[Release]:
        """Return the newest releases, withdrawn ones included.

        Args:
            source: of this source alone; None for all.
            since: published, or else first seen, at this time or later; None for all.
            limit: how many at most; None for all.
        """
        wanted = select(ReleaseRow).limit(limit)
        if source is not None:
            wanted = wanted.where(ReleaseRow.source == source)
        if since is not None:
            wanted = wanted.where(ReleaseRow.published >= since)
        return self._list(wanted)

    def version(self, version_id: int) -> ReleaseVersion:
        """Return a version with its article and segments.

        Raises:
            StoreError: there is none with this id.
        """
        wanted = select(VersionRow, ReleaseRow).join(ReleaseRow, ReleaseRow.id == VersionRow.release_id)
        # Without the mapper, as translations are read.
        of_it = BlockRow.version_id == version_id
        blocks = select(*BlockRow.__table__.columns).where(of_it).order_by(BlockRow.position)
        of_this = SegmentRow.version_id == version_id
        segments = select(*SegmentRow.__table__.columns).where(of_this).order_by(SegmentRow.position)
        with self._database.reading() as session:
            row = session.execute(wanted.where(VersionRow.id == version_id)).one_or_none()
            if row is None:
                raise self._database.unknown(f"release version {version_id}")
            version, release = row
            return to_version(version, release, session.execute(blocks).all(), session.execute(segments).all())

    def version_ids(self, release_id: int) -> list[int]:
        """Return the ids of a release's versions, the newest first."""
        wanted = select(VersionRow.id).where(VersionRow.release_id == release_id).order_by(VersionRow.number.desc())
        with self._database.reading() as session:
            return list(session.scalars(wanted))

    def add(
        self,
        source: str,
        keys: Sequence[str],
        url: str,
        article: Article,
        segments: Sequence[SegmentSource],
        at: datetime,
    ) -> Release:
        """Store a new release with its first version.

        Args:
            source: name of its source.
            keys: all keys that it is announced under; the first is its identity for ever.
            url: where it was read.
            article: the text.
            segments: the sentences of `article`, in order.
            at: when it was collected.

        Raises:
            AlreadyStored: `source` has a release under one of `keys`.
        """
        row = ReleaseRow(source=source, key=keys[0], url=url, first_seen=at)
        row.published, row.number, row.version_id, row.content_hash = at, 0, 0, ""
        with self._database.writing(f"{source}: release {keys[0]}") as session:
            session.add(row)
            session.flush()
            session.execute(insert(ReleaseKey), _key_rows(row.id, source, keys))
            _write_version(session, row, article, segments, at)
            return to_release(row)

    def add_version(
        self, release: Release, url: str, article: Article, segments: Sequence[SegmentSource], at: datetime
    ) -> Release:
        """Store the next version of `release` and return the release as it is then.

        Args:
            release: as it was read; its number tells what the new version is compared with.
            url: where it was read this time.
            article: the text.
            segments: the sentences of `article`, in order.
            at: when it was collected.

        Raises:
            AlreadyStored: another worker has stored a version since `release` was read.
            StoreError: there is no such release.
        """
        subject = f"{release.source}: version {release.number + 1} of release {release.key}"
        with self._database.writing(subject) as session:
            row = self._locked(session, release.id)
            if row.number != release.number:
                raise AlreadyStored(url=self._database.url, subject=subject)
            row.url = url
            _write_version(session, row, article, segments, at)
            return to_release(row)

    def add_keys(self, release: Release, keys: Sequence[str], url: str = "") -> None:
        """Let `release` be found under `keys` too; a key that belongs to a release already stays with it.

        Args:
            release: the release.
            keys: further keys.
            url: where it is read from now on; "" where it was before.
        """
        if not keys:
            return
        with self._database.writing() as session:
            if url:
                self._locked(session, release.id).url = url
            statement = insert_into(session, ReleaseKey).on_conflict_do_nothing()
            session.execute(statement, _key_rows(release.id, release.source, keys))

    def withdraw(self, release_id: int, at: datetime) -> None:
        """Note that the publisher took a release back, for all its publications too; the first time counts.

        Raises:
            StoreError: there is no such release.
        """
        with self._database.writing() as session:
            row = self._locked(session, release_id)
            row.withdrawn_at = row.withdrawn_at or at
            session.execute(_publications_of(release_id).values(withdrawn_at=row.withdrawn_at))

    def restore(self, release_id: int) -> None:
        """Note that a withdrawn release is there again.

        Raises:
            StoreError: there is no such release.
        """
        with self._database.writing() as session:
            self._locked(session, release_id).withdrawn_at = None
            session.execute(_publications_of(release_id).values(withdrawn_at=None))

    def _locked(self, session: Session, release_id: int) -> ReleaseRow:
        row = session.get(ReleaseRow, release_id, with_for_update=True)
        if row is None:
            raise self._database.unknown(f"release {release_id}")
        return row

    def _first(self, wanted: Select[tuple[ReleaseRow]]) -> Release | None:
        return next(iter(self._list(wanted.limit(1))), None)

    def _list(self, wanted: Select[tuple[ReleaseRow]]) -> list[Release]:
        with self._database.reading() as session:
            return [to_release(row) for row in session.scalars(wanted.order_by(*NEWEST_FIRST))]


def _publications_of(release_id: int) -> Update:
    return update(PublicationRow).where(PublicationRow.release_id == release_id)


def _key_rows(release_id: int, source: str, keys: Sequence[str]) -> list[dict[str, object]]:
    # Sorted, so that two workers with the same keys wait for each other in one order and never in a circle.
    return [{"source": source, "key": key, "release_id": release_id} for key in sorted(set(keys))]


def _write_version(
    session: Session, release: ReleaseRow, article: Article, segments: Sequence[SegmentSource], at: datetime
) -> None:
    version = VersionRow(
        release_id=release.id,
        number=release.number + 1,
        collected_at=at,
        content_hash=article.content_hash,
        published=article.published,
        url=article.url,
        language=article.language,
        author=article.author,
        categories=list(article.categories),
    )
    session.add(version)
    session.flush()
    session.add_all(block_row(version.id, position, block) for position, block in enumerate(article.blocks))
    session.flush()  # segments refer to blocks by a key that the session does not follow
    session.add_all(segment_row(version.id, position, segment) for position, segment in enumerate(segments))
    release.number, release.version_id, release.content_hash = version.number, version.id, version.content_hash
    release.published = article.published or release.first_seen
    session.flush()
