"""Invitations: a link, good once, by which a person chooses the password of their account."""

import secrets
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

from model.errors import AccountError, AlreadyStored
from model.languages import Language
from model.people import Deed, Duty, Person
from pipeline.accounts import administers, find, record, state_of
from pipeline.naming import clean_name, clean_shown
from pipeline.passwords import ensure_good, hashed
from pipeline.wiring import Newsroom

LASTS = timedelta(days=7)
FIRST_LASTS = timedelta(hours=24)
"""How long the link is good that makes somebody the first administrator: it stands in a terminal or a log."""
FIRST_NAME = "administrator"
PROGRAM = "newsbridge desk"
"""Whose name the history gives where no person has signed in."""


def invite(
    newsroom: Newsroom, name: str, duty: Duty, by: str, shown: str = "", language: Language = Language.EN
) -> tuple[Person, str]:
    """Add a person and return them with the token of their link.

    Args:
        newsroom: where.
        name: what they will type to get in.
        duty: what they may do.
        by: the name of who invites.
        shown: what others see beside their work; else the name.
        language: of the desk's interface, until they choose another.

    Raises:
        AccountError: one of the names cannot be kept.
        AlreadyStored: somebody has this name.
    """
    named = Person(0, clean_name(name), "", duty, language)
    if newsroom.store.people.named(named.name):
        raise AlreadyStored(url=newsroom.store.url, subject=named.name)
    person = newsroom.store.people.add(replace(named, shown=clean_shown(newsroom, shown.strip() or named.name)))
    return person, _link(newsroom, person, by, LASTS)


def invite_again(newsroom: Newsroom, person_id: int, by: str) -> tuple[Person, str]:
    """Return a person whose link is over, or whose password is lost, with the token of a new link.

    The password stays good until the link is used.

    Raises:
        AccountError: there is no such person, or the account is inactive.
    """
    person = find(newsroom, person_id)
    if not person.active:
        raise AccountError("The account is inactive. Activate it first.")
    return person, _link(newsroom, person, by, LASTS)


def first_administrator(newsroom: Newsroom) -> tuple[Person, str] | None:
    """Return who becomes the first administrator, with the token of a new link; None where there is one already.

    It is an administrator who was invited and has not come yet, else a new account.
    """
    administrators = [each for each in newsroom.store.people.all() if each.active and each.duty is Duty.ADMINISTRATOR]
    if any(administers(newsroom, each) for each in administrators):
        return None
    person = administrators[0] if administrators else _first(newsroom)
    return person, _link(newsroom, person, PROGRAM, FIRST_LASTS)


def invited(newsroom: Newsroom, token: str) -> Person:
    """Return whom a link is for.

    Raises:
        AccountError: the link is unknown, used or over, or the account is inactive.
    """
    person = newsroom.store.people.invited(_hash(token), newsroom.now())
    if person is None or not person.active:
        raise AccountError("This link is not good any more. Ask an administrator for another.")
    return person


def accept(newsroom: Newsroom, token: str, password: str) -> Person:
    """Give the invited person a password, and return them; the link is used up, and all their sessions end.

    Raises:
        AccountError: the link is not good any more, or the password is easily guessed; then the link stays good.
    """
    ensure_good(password, invited(newsroom, token))
    person = newsroom.store.people.accept(_hash(token), hashed(password), newsroom.now())
    if person is None:
        raise AccountError("This link is not good any more. Ask an administrator for another.")
    record(newsroom, Deed.CHANGE_PERSON, person, person.shown, after="password")
    return person


def _first(newsroom: Newsroom) -> Person:
    taken = {name.casefold() for each in newsroom.store.people.all() for name in (each.name, each.shown)}
    names = (FIRST_NAME, *(f"{FIRST_NAME}{number}" for number in range(2, len(taken) + 3)))
    name = next(name for name in names if name not in taken)
    return newsroom.store.people.add(Person(0, name, name.capitalize(), Duty.ADMINISTRATOR))


def _link(newsroom: Newsroom, person: Person, by: str, lasts: timedelta) -> str:
    token = secrets.token_urlsafe(32)
    newsroom.store.people.invite(person.id, _hash(token), newsroom.now() + lasts)
    record(newsroom, Deed.INVITE, person, by, after=state_of(person))
    return token


def _hash(token: str) -> str:
    """Return what is kept of a token: 256 random bits need no slow hash."""
    return sha256(token.encode()).hexdigest()
