from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from model.errors import AlreadyStored
from model.people import Person
from store.database import Database
from store.desk_tables import AttemptRow, InvitationRow, PersonRow
from store.tables import TargetRow, UnitRow


class People:
    """Accounts, open invitations and failed attempts to get in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, person: Person) -> Person:
        """Store a new person and return it with its id.

        Raises:
            AlreadyStored: somebody has this name, in whatever case.
        """
        if self.named(person.name):
            raise AlreadyStored(url=self._database.url, subject=person.name)
        with self._database.writing(person.name) as session:
            row = PersonRow(**_columns(person))
            session.add(row)
            session.flush()
            return _to_person(row)

    def all(self) -> list[Person]:
        """Return everybody, by name."""
        with self._database.reading() as session:
            return [_to_person(row) for row in session.scalars(select(PersonRow).order_by(PersonRow.name))]

    def get(self, person_id: int) -> Person | None:
        """Return a person by id."""
        with self._database.reading() as session:
            row = session.get(PersonRow, person_id)
            return _to_person(row) if row else None

    def named(self, name: str) -> Person | None:
        """Return a person by name; the case of letters does not count."""
        # Compared here, since SQLite folds ASCII letters only.
        return next((person for person in self.all() if person.name.casefold() == name.casefold()), None)

    def change(self, person_id: int, **changes: Any) -> Person:
        """Change attributes of a person, named as those of `Person`, and return it as it is then.

        With the name that others see, what they wrote and what they approved is theirs under the new one; the history
        keeps the old one.

        Raises:
            StoreError: there is no such person.
        """
        with self._database.writing() as session:
            row = session.get(PersonRow, person_id, with_for_update=True)
            if row is None:
                raise self._database.unknown(f"person {person_id}")
            _rename(session, row.shown, changes.get("shown", row.shown))
            session.execute(update(PersonRow).where(PersonRow.id == person_id).values(**changes))
            session.refresh(row)
            return _to_person(row)

    def bind(self, person_id: int, subject: str) -> Person | None:
        """Say who a person is at the identity provider and end their open invitation; None: it was said before."""
        fresh = update(PersonRow).where(PersonRow.id == person_id, PersonRow.subject == "")
        with self._database.writing() as session:
            if session.execute(fresh.values(subject=subject).returning(PersonRow.id)).scalar_one_or_none() is None:
                return None
            session.execute(delete(InvitationRow).where(InvitationRow.person_id == person_id))
            return _to_person(session.get_one(PersonRow, person_id))

    def invite(self, person_id: int, token_hash: str, expires_at: datetime) -> None:
        """Keep an invitation; it takes the place of an older one of the same person."""
        with self._database.writing() as session:
            session.execute(delete(InvitationRow).where(InvitationRow.person_id == person_id))
            session.add(InvitationRow(token_hash=token_hash, person_id=person_id, expires_at=expires_at))

    def invited(self, token_hash: str, now: datetime) -> Person | None:
        """Return whom an open invitation is for, None where it is unknown, used or over."""
        wanted = select(PersonRow).join(InvitationRow, InvitationRow.person_id == PersonRow.id)
        wanted = wanted.where(InvitationRow.token_hash == token_hash, InvitationRow.expires_at > now)
        with self._database.reading() as session:
            row = session.scalars(wanted).one_or_none()
            return _to_person(row) if row else None

    def accept(self, token_hash: str, password: str, now: datetime) -> Person | None:
        """Give the invited person the hash of a password, end the invitation and all sessions; None: not invited."""
        ended = delete(InvitationRow).where(InvitationRow.token_hash == token_hash, InvitationRow.expires_at > now)
        with self._database.writing() as session:
            # Deleting first makes a second use, even at the same moment, find nothing.
            person_id = session.execute(ended.returning(InvitationRow.person_id)).scalar_one_or_none()
            row = session.get(PersonRow, person_id) if person_id is not None else None
            if row is None:
                return None
            row.password, row.epoch = password, row.epoch + 1
            return _to_person(row)

    def fail(self, subjects: Sequence[str], at: datetime) -> None:
        """Note a failed attempt to get in, for each of `subjects`: a name, an address."""
        with self._database.writing() as session:
            session.add_all(AttemptRow(subject=subject, at=at) for subject in subjects)

    def failures(self, subject: str, since: datetime) -> int:
        """Return how often `subject` has failed to get in since a time."""
        wanted = select(func.count()).where(AttemptRow.subject == subject, AttemptRow.at > since)
        with self._database.reading() as session:
            return session.scalars(wanted).one()

    def forget_failures(self, subject: str, before: datetime) -> None:
        """Forget the failed attempts of `subject`, and everybody's from before a time."""
        with self._database.writing() as session:
            session.execute(delete(AttemptRow).where((AttemptRow.subject == subject) | (AttemptRow.at < before)))


def _rename(session: Session, old: str, new: str) -> None:
    if old != new:
        session.execute(update(TargetRow).where(TargetRow.edited_by == old).values(edited_by=new))
        # Else what the memory brings back would be the old name's again.
        session.execute(update(UnitRow).where(UnitRow.reviewer == old).values(reviewer=new))


def _columns(person: Person) -> dict[str, Any]:
    names = ("name", "shown", "duty", "language", "active", "password", "epoch", "subject")
    return {name: getattr(person, name) for name in names}


def _to_person(row: PersonRow) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        shown=row.shown,
        duty=row.duty,
        language=row.language,
        active=row.active,
        password=row.password,
        epoch=row.epoch,
        subject=row.subject,
    )
