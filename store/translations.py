from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, false, or_, select, update
from sqlalchemy.orm import Session

from model.errors import Overtaken
from model.languages import Language
from model.people import Change
from model.release import Release
from model.richtext import RichText
from model.statistics import Likeness
from model.translation import REVIEWED, Finding, SegmentTarget, State, Translation
from store.database import Database, insert_into
from store.edits import Edit, complete, settle, write
from store.history import change_row
from store.mapping import (
    FINDING_COLUMNS,
    TARGET_COLUMNS,
    as_target,
    findings_by_target,
    set_machine,
    target_row,
    to_release,
    to_target,
)
from store.queue import count_again
from store.releases import NEWEST_FIRST
from store.tables import FindingRow, ReleaseRow, SegmentRow, TargetRow, TranslationRow, VersionRow


class Translations:
    """Translations of release versions, segment by segment. What an editor wrote is written by editors alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pending(
        self,
        languages: Sequence[Language],
        *,
        sources: Sequence[str] | None = None,
        release_id: int | None = None,
        since: datetime | None = None,
        limit: int | None = None,
    ) -> list[tuple[Release, Language]]:
        """Return what is to be translated: newest versions whose translation is missing or still `initial`.

        Args:
            languages: the languages to translate into, in the order of work.
            sources: names of sources; None for all.
            release_id: this release alone; None for all.
            since: only releases published, or else first seen, at this time or later.
            limit: how many releases at most; each may come with several languages.

        Returns:
            Pairs, newest releases first; withdrawn releases are left out.
        """
        wanted = select(ReleaseRow).where(ReleaseRow.withdrawn_at.is_(None))
        wanted = wanted.where(or_(false(), *(~_is_translated(language) for language in languages)))
        if sources is not None:
            wanted = wanted.where(ReleaseRow.source.in_(sources))
        if release_id is not None:
            wanted = wanted.where(ReleaseRow.id == release_id)
        if since is not None:
            wanted = wanted.where(ReleaseRow.published >= since)
        with self._database.reading() as session:
            rows = session.scalars(wanted.order_by(*NEWEST_FIRST).limit(limit)).all()
            done = _translated(session, [row.version_id for row in rows])
        releases = [to_release(row) for row in rows]
        return [(r, language) for r in releases for language in languages if (r.version_id, language) not in done]

    def get(self, version_id: int, language: Language) -> Translation | None:
        """Return the translation of a version, with its targets so far."""
        with self._database.reading() as session:
            row = session.scalars(_of(version_id, language)).one_or_none()
            return None if row is None else _load(session, row)

    def with_id(self, translation_id: int) -> Translation:
        """Return a translation with its targets so far.

        Raises:
            StoreError: there is no such translation.
        """
        with self._database.reading() as session:
            row = session.get(TranslationRow, translation_id)
            if row is None:
                raise self._database.unknown(f"translation {translation_id}")
            return _load(session, row)

    def state(self, translation_id: int) -> State:
        """Return how far a translation is, without its targets.

        Raises:
            StoreError: there is no such translation.
        """
        with self._database.reading() as session:
            state = session.scalar(select(TranslationRow.state).where(TranslationRow.id == translation_id))
        if state is None:
            raise self._database.unknown(f"translation {translation_id}")
        return state

    def start(self, version_id: int, language: Language, at: datetime) -> Translation:
        """Return the translation of a version, with its targets so far; a new one is `initial` and has none.

        Raises:
            StoreError: there is no such version.
        """
        values = {"version_id": version_id, "language": language, "state": State.INITIAL, "updated_at": at}
        with self._database.writing() as session:
            if session.get(VersionRow, version_id) is None:
                raise self._database.unknown(f"release version {version_id}")
            session.execute(insert_into(session, TranslationRow).values(values).on_conflict_do_nothing())
            return _load(session, session.scalars(_of(version_id, language)).one())

    def save(
        self,
        translation_id: int,
        targets: Mapping[int, SegmentTarget],
        at: datetime,
        changes: Sequence[Change] = (),
    ) -> None:
        """Store `targets` by segment id; a segment that has a target keeps it, so saving twice changes nothing.

        `changes` go into the history with the targets of their segments, or not at all.

        Raises:
            StoreError: there is no such translation or segment.
        """
        with self._database.writing() as session:
            self._touch(session, translation_id, at)
            present = _rows(session, translation_id, targets)
            session.add_all(target_row(translation_id, id_, new) for id_, new in targets.items() if id_ not in present)
            session.add_all(change_row(change) for change in changes if change.segment_id not in present)

    def replace_machine(self, translation_id: int, targets: Mapping[int, SegmentTarget], at: datetime) -> None:
        """Store machine text, English between, score, origin and findings anew, by segment id.

        What an editor wrote stays, and a segment that is reviewed or final stays so; a segment without a target gets
        this one.

        Raises:
            StoreError: there is no such translation or segment.
        """
        with self._database.writing() as session:
            self._touch(session, translation_id, at)
            present = _rows(session, translation_id, targets)
            for segment_id, target in targets.items():
                row = present.get(segment_id)
                if row is None:
                    session.add(target_row(translation_id, segment_id, target))
                    continue
                set_machine(row, target)
                row.state = row.state if row.state in REVIEWED else target.state

    def edit(
        self,
        translation_id: int,
        segment_id: int,
        text: RichText,
        by: str,
        at: datetime,
        state: State = State.REVIEWED,
        findings: Sequence[Finding] | None = None,
        revision: int | None = None,
        likeness: Likeness | None = None,
    ) -> SegmentTarget:
        """Store an editor's text beside the machine's; a finished translation is then as far as its slowest segment.

        The history keeps who wrote what over what. The target is returned as it is then.

        Args:
            translation_id: the translation.
            segment_id: the segment, which must have a target.
            text: what the editor wrote, or the machine's text where it was approved as it is.
            by: the editor's name.
            at: when.
            state: what the segment is now.
            findings: what the checks say of `text`, in place of what they said before; None keeps that.
            revision: of the target that the editor saw; None writes over whatever stands there.
            likeness: of the machine's text to `text`, where it is approved and an engine made the former.

        Raises:
            StoreError: there is no such target.
            Overtaken: somebody else has edited the segment since `revision`; nothing is stored.
        """
        with self._database.writing() as session:
            self._touch(session, translation_id, at)
            row = _rows(session, translation_id, [segment_id]).get(segment_id)
            if row is None:
                raise self._database.unknown(f"target of segment {segment_id} in translation {translation_id}")
            if revision is not None and row.revision != revision:
                raise Overtaken(by=row.edited_by or "", revision=row.revision)
            write(session, row, Edit(text, by, at, state, findings, likeness))
            settle(session, translation_id, at)
            return to_target(row)

    def finish(self, translation_id: int, state: State, at: datetime) -> None:
        """Set the state of a translation.

        Raises:
            StoreError: there is no such translation.
        """
        with self._database.writing() as session:
            self._touch(session, translation_id, at, state=state)
            complete(session, translation_id, at)
            count_again(session, translation_id)

    def hold(self, translation_id: int, until: datetime | None, reason: str, at: datetime) -> None:
        """Keep a translation out of every feed until a time, `datetime.max` for good; None lets it go.

        Raises:
            StoreError: there is no such translation.
        """
        with self._database.writing() as session:
            self._touch(session, translation_id, at, hold_until=until, hold_reason=reason)

    def waive(self, translation_id: int, reason: str, at: datetime) -> None:
        """Let a translation out although findings block it, for a reason that is kept; "" ends that.

        Raises:
            StoreError: there is no such translation.
        """
        with self._database.writing() as session:
            self._touch(session, translation_id, at, waiver=reason)

    def earlier(self, release_id: int, number: int, language: Language) -> dict[str, SegmentTarget]:
        """Return what stood in the newest version before `number` that was translated, by source hash.

        Where a sentence stood there twice, an editor's target goes before a machine's.
        """
        newest = (
            select(TranslationRow.id)
            .join(VersionRow, VersionRow.id == TranslationRow.version_id)
            .where(VersionRow.release_id == release_id, VersionRow.number < number)
            .where(TranslationRow.language == language, TranslationRow.state != State.INITIAL)
            .order_by(VersionRow.number.desc())
            .limit(1)
        )
        wanted = (
            select(SegmentRow.source_hash, TargetRow)
            .join(TargetRow, TargetRow.segment_id == SegmentRow.id)
            .where(TargetRow.translation_id == newest.scalar_subquery())
        )
        with self._database.reading() as session:
            rows = session.execute(wanted).all()
            return {hash_: to_target(row) for hash_, row in sorted(rows, key=lambda pair: pair[1].edited is not None)}

    def _touch(self, session: Session, translation_id: int, at: datetime, **changes: object) -> None:
        # Also a lock: PostgreSQL lets one writer at a time at the targets of a translation, as SQLite does anyway.
        touched = update(TranslationRow).where(TranslationRow.id == translation_id).values(updated_at=at, **changes)
        if session.scalar(touched.returning(TranslationRow.id)) is None:
            raise self._database.unknown(f"translation {translation_id}")


def _is_translated(language: Language) -> ColumnElement[bool]:
    return exists().where(
        TranslationRow.version_id == ReleaseRow.version_id,
        TranslationRow.language == language,
        TranslationRow.state != State.INITIAL,
    )


def _translated(session: Session, version_ids: Sequence[int]) -> set[tuple[int, Language]]:
    wanted = select(TranslationRow.version_id, TranslationRow.language)
    wanted = wanted.where(TranslationRow.version_id.in_(version_ids), TranslationRow.state != State.INITIAL)
    return {(version_id, language) for version_id, language in session.execute(wanted)}


def _of(version_id: int, language: Language) -> Select[tuple[TranslationRow]]:
    return select(TranslationRow).where(TranslationRow.version_id == version_id, TranslationRow.language == language)


def _load(session: Session, row: TranslationRow) -> Translation:
    # Without the mapper: an article of 200 sentences is read several times for each one that an editor saves.
    of_this = TargetRow.translation_id == row.id
    targets = select(*TARGET_COLUMNS).where(of_this).order_by(TargetRow.segment_id)
    reported = select(*FINDING_COLUMNS).join(TargetRow, TargetRow.id == FindingRow.target_id).where(of_this)
    findings = findings_by_target(session.execute(reported.order_by(FindingRow.id)))
    return Translation(
        id=row.id,
        version_id=row.version_id,
        language=row.language,
        state=row.state,
        updated_at=row.updated_at,
        targets={each.segment_id: as_target(each, findings.get(each.id, ())) for each in session.execute(targets)},
        hold_until=row.hold_until,
        hold_reason=row.hold_reason,
        waiver=row.waiver,
    )


def _rows(
    session: Session, translation_id: int, segment_ids: Sequence[int] | Mapping[int, object]
) -> dict[int, TargetRow]:
    wanted = select(TargetRow).where(
        TargetRow.translation_id == translation_id, TargetRow.segment_id.in_(list(segment_ids))
    )
    return {row.segment_id: row for row in session.scalars(wanted)}
