"""Getting into the desk, and what people and administrators change of an account."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from ipaddress import ip_address, ip_network
from threading import Lock
from typing import Any

from model.errors import AccountError, TooManyAttempts
from model.languages import Language
from model.people import Change, Deed, Duty, Person
from pipeline.naming import clean_shown, folded
from pipeline.passwords import ensure_good, hashed, is_outdated, matches
from pipeline.wiring import Newsroom

WINDOW = timedelta(minutes=15)
MOST_FAILURES = 10
"""Failed attempts within the window, by name and by address, before the next is not even looked at."""

log = logging.getLogger(__name__)
_turn = Lock()
"""One attempt at a time: the count is exact, and a flood of attempts takes the memory of one hash (64 MiB)."""


def sign_in(newsroom: Newsroom, name: str, password: str, address: str) -> Person:
    """Return the person of this name and password.

    Answer and time are the same for an unknown name, a wrong password, an open invitation and an inactive account.

    Args:
        newsroom: where.
        name: as typed; the case of its letters does not count.
        password: as typed.
        address: the IP address that asks.

    Raises:
        TooManyAttempts: this name or address has failed too often of late.
        AccountError: name and password do not belong together, or passwords are switched off.
    """
    if not newsroom.settings.passwords:
        raise AccountError("Nobody signs in with a password here. Use the account of your organisation.")
    typed = folded(name.strip())
    known = newsroom.store.people.named(typed)
    person = _checked(newsroom, known, password, [f"name {typed}", f"address {network(address)}"])
    if is_outdated(person.password):
        return newsroom.store.people.change(person.id, password=hashed(password))
    return person


def change_password(newsroom: Newsroom, person: Person, old: str, new: str) -> Person:
    """Give a person another password; all their sessions end.

    Raises:
        TooManyAttempts: the old one was wrong too often of late.
        AccountError: the old one is wrong, or the new one is easily guessed.
    """
    ensure_good(new, person)
    _checked(newsroom, person, old, [f"name {folded(person.name)}"])
    changed = newsroom.store.people.change(person.id, password=hashed(new), epoch=person.epoch + 1)
    record(newsroom, Deed.CHANGE_PERSON, changed, person.shown, after="password")
    return changed


def change_own(newsroom: Newsroom, person: Person, shown: str, language: Language) -> Person:
    """Change the name that others see, and the language of the interface.

    Raises:
        AccountError: the name is none that can be shown.
    """
    changed = newsroom.store.people.change(person.id, shown=clean_shown(newsroom, shown, person.id), language=language)
    if changed.shown != person.shown:
        record(newsroom, Deed.CHANGE_PERSON, person, person.shown, person.shown, changed.shown)
    return changed


def end_sessions(newsroom: Newsroom, person: Person) -> Person:
    """Sign a person out everywhere."""
    return newsroom.store.people.change(person.id, epoch=person.epoch + 1)


def change_duty(newsroom: Newsroom, person_id: int, duty: Duty, by: Person) -> Person:
    """Say what a person may do from now on.

    Raises:
        AccountError: it is one's own account, or the last administrator's, or there is no such person.
    """
    return _change(newsroom, find(newsroom, person_id), by, duty=duty)


def change_active(newsroom: Newsroom, person_id: int, active: bool, by: Person) -> Person:
    """Deactivate an account, with all its sessions, or activate it again.

    Raises:
        AccountError: it is one's own account, or the last administrator's, or there is no such person.
    """
    person = find(newsroom, person_id)
    return _change(newsroom, person, by, active=active, epoch=person.epoch + 1)


def find(newsroom: Newsroom, person_id: int) -> Person:
    """Return a person.

    Raises:
        AccountError: there is none with this number.
    """
    person = newsroom.store.people.get(person_id)
    if person is None:
        raise AccountError("There is no such person.")
    return person


def record(newsroom: Newsroom, deed: Deed, person: Person, by: str, before: str = "", after: str = "") -> None:
    """Keep in the history what was done to an account."""
    newsroom.store.history.record(Change(newsroom.now(), by, deed, subject=person.name, before=before, after=after))


def administers(newsroom: Newsroom, person: Person) -> bool:
    """Whether somebody is an administrator who can get in: with a password, or by way of the identity provider."""
    settings = newsroom.settings
    by_password, by_provider = person.password and settings.passwords, person.subject and settings.oidc_issuer
    return person.active and person.duty is Duty.ADMINISTRATOR and bool(by_password or by_provider)


def state_of(person: Person) -> str:
    """Return what the history keeps of an account: its duty, and whether it is inactive."""
    return person.duty.value if person.active else f"{person.duty.value}, inactive"


def _change(newsroom: Newsroom, person: Person, by: Person, **changes: Any) -> Person:
    if person.id == by.id:
        raise AccountError("You cannot change what you may do yourself; ask another administrator.")
    _ensure_administrator_besides(newsroom, person)
    changed = newsroom.store.people.change(person.id, **changes)
    record(newsroom, Deed.CHANGE_PERSON, changed, by.shown, state_of(person), state_of(changed))
    return changed


def _ensure_administrator_besides(newsroom: Newsroom, person: Person) -> None:
    others = (each for each in newsroom.store.people.all() if each.id != person.id)
    if not any(administers(newsroom, each) for each in others):
        raise AccountError("This is the last administrator. Make somebody else one first.")


def _checked(newsroom: Newsroom, person: Person | None, password: str, subjects: Sequence[str]) -> Person:
    """Return the person where the password is theirs; a failure is noted for each of `subjects`."""
    people, now = newsroom.store.people, newsroom.now()
    with _turn:
        if any(people.failures(subject, now - WINDOW) >= MOST_FAILURES for subject in subjects):
            raise TooManyAttempts(minutes=int(WINDOW.total_seconds()) // 60)
        right = matches(person.password if person and person.active else "", password)
        if person is None or not right:
            people.forget_failures("", now - WINDOW)
            people.fail(subjects, now)
            log.warning("failed to get in: %r", subjects)
            raise AccountError("Name and password do not belong together.")
    people.forget_failures(subjects[0], now - WINDOW)
    return person


def network(address: str) -> str:
    """Return what one visitor can choose addresses from: of IPv6 the usual /64, of IPv4 the address."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)
