"""A person taken out of every text that is kept: in one transaction, and then out of the file itself."""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from model.article import segment_hash
from model.erasure import Sought
from model.languages import Language
from model.people import Change
from model.richtext import RichText
from store.base import Base
from store.database import Database, insert_into
from store.desk_tables import ChangeRow
from store.erasing_texts import Eraser, Trace
from store.history import change_row
from store.newsroom_tables import VisitRow
from store.releases_erasing import SAID, affected, erase_release, learn, near
from store.tables import SourceState, TermRow, UnitRow
from store.work_tables import ErasureRow, FailureRow

SALT = 16
"""Bytes."""
STATEMENTS = {
    "sqlite": ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"),
    "postgresql": ("VACUUM FULL",),
}

TOLD: tuple[tuple[type[Base], str, str], ...] = (
    (FailureRow, "reason", "failure"),
    (VisitRow, "error", "visit"),
    (SourceState, "last_error", "source"),
)
"""What errors say of texts that could not be read."""


@dataclass
class Erased:
    """What was found, and removed where it was no dry run.

    Attributes:
        releases: ids of those that name the person in full.
        phones: telephone numbers of their contact blocks that are not known to be the person's.
    """

    traces: list[Trace] = field(default_factory=list)
    releases: list[int] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)


class Erasures:
    """Persons whose data were erased: known again by digests, and named nowhere."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def affected(self, sought: Sought) -> list[int]:
        """Return the ids of the releases that name a person in full."""
        with self._database.reading() as session:
            return affected(session, sought)

    def learn(self, sought: Sought, release_ids: list[int]) -> set[str]:
        """Return further keys of a person from the contact blocks of releases: see `releases_erasing.learn`."""
        with self._database.reading() as session:
            return learn(session, sought, release_ids)

    def erase(self, keys: set[str], sought: Sought, release_ids: list[int], change: Change | None) -> Erased:
        """Take a person out of all that is stored, and note their digests, so that they are not taken in again.

        Args:
            keys: of the person.
            sought: the same, to look with.
            release_ids: as `affected` returned them.
            change: what the history is to say; None: change nothing, and return what would be.

        Raises:
            StoreError: nothing was changed.
        """
        eraser = Eraser(sought)
        with self._database.writing() as session:
            for release_id in release_ids:
                erase_release(session, eraser, release_id)
            _memory(session, eraser)
            _elsewhere(session, eraser)
            others = sorted(phone for phone in near(session, release_ids) if not sought.names(phone))
            if change is None:
                session.rollback()
            else:
                session.add(change_row(change))
                _note(session, keys, change.at)
        return Erased(eraser.traces, release_ids, others)

    def digests(self) -> tuple[str, frozenset[str]]:
        """Return the salt and the digests of all that was erased; "" and none where nothing was."""
        with self._database.reading() as session:
            rows = session.execute(select(ErasureRow.salt, ErasureRow.digest)).all()
        return (rows[0][0] if rows else "", frozenset(digest for _, digest in rows))

    def purge(self) -> None:
        """Remove from the database's files what rows held that were changed or deleted.

        Raises:
            StoreError: another program has a transaction open; nothing is lost, and it may be done again.
        """
        self._database.maintain(STATEMENTS)


def digest_of(salt: str, key: str) -> str:
    """Return the digest of a key. Who has the store and guesses a name can confirm it; nobody can read it there."""
    return hashlib.blake2b(key.encode(), key=salt.encode(), digest_size=20).hexdigest()


def _note(session: Session, keys: set[str], at: datetime) -> None:
    salt = session.scalars(select(ErasureRow.salt).limit(1)).first() or secrets.token_hex(SALT)
    rows = [{"digest": digest_of(salt, key), "salt": salt, "at": at} for key in sorted(keys)]
    session.execute(insert_into(session, ErasureRow).on_conflict_do_nothing(), rows)


def _memory(session: Session, eraser: Eraser) -> None:
    """Rewrite pairs: those of sentences that were rewritten, and others that name the person in full."""
    for unit in session.scalars(select(UnitRow).order_by(UnitRow.reviewed_at.desc(), UnitRow.id.desc())).all():
        alone = unit.source_hash in eraser.hashes
        subject = f"pair {unit.id} ({unit.language})"
        source = eraser.rewrite("memory", subject, unit.source, Language.DE, alone=alone)
        target = eraser.rewrite("memory", subject, unit.target, unit.language, alone=alone or bool(source.spans))
        key = (
            segment_hash(source.text),
            eraser.hashes.get(unit.before, unit.before),
            eraser.hashes.get(unit.after, unit.after),
        )
        if not (source.spans or target.spans) and key == (unit.source_hash, unit.before, unit.after):
            continue
        if key != (unit.source_hash, unit.before, unit.after) and _is_taken(session, unit, key):
            session.delete(unit)  # the same pair, reviewed later, stands there
            continue
        rich = RichText.from_json(unit.target, unit.target_marks)
        after = target.rich(rich.marks, eraser.sought)
        unit.source, unit.target, unit.target_marks = source.text, after.text, after.to_json()
        unit.source_hash, unit.before, unit.after = key
        session.flush()


def _is_taken(session: Session, unit: UnitRow, key: tuple[str, str, str]) -> bool:
    source_hash, before, after = key
    same = select(UnitRow.id).where(UnitRow.source_hash == source_hash, UnitRow.language == unit.language)
    same = same.where(UnitRow.before == before, UnitRow.after == after, UnitRow.id != unit.id)
    return session.scalars(same).first() is not None


def _elsewhere(session: Session, eraser: Eraser) -> None:
    """Rewrite what belongs to no release: the rest of the history, reasons of failures, the copy of the termbase."""
    for change in session.scalars(select(ChangeRow).where(ChangeRow.translation_id.is_(None))).all():
        eraser.field(change, SAID, "history", f"entry {change.id}", Language.DE, alone=False)
    for table, column, kind in TOLD:
        for row in session.scalars(select(table)).all():
            eraser.field(row, [column], kind, "", Language.DE, alone=False)
    for term in session.scalars(select(TermRow)).all():
        if eraser.sought.names(f"{term.source}; {term.preferred}; {term.first}"):
            session.delete(term)
