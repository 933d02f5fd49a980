"""Passwords: what a good one is, and the hash that is kept of it."""

from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from model.errors import AccountError
from model.people import Person

HASHER = PasswordHasher()
"""Argon2id with the parameters of RFC 9106, second choice: 64 MiB, three passes."""
FEWEST, MOST = 12, 256
"""Characters of a password. Length is all that is asked for, as NIST SP 800-63B (3.1.1.2) advises."""
FEWEST_OF_ITS_OWN = 6
"""Characters that must be left without the person's names, and different characters that there must be."""


def hashed(password: str) -> str:
    """Return what is kept of a password."""
    return HASHER.hash(_same(password))


def matches(kept: str, password: str) -> bool:
    """Whether `password` is the one that `kept` was made of; takes as long where nothing is kept."""
    if not kept:
        hashed(password)
        return False
    try:
        return HASHER.verify(kept, _same(password))
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether `kept` was made with other parameters than we use now."""
    return HASHER.check_needs_rehash(kept)


def ensure_good(password: str, person: Person) -> None:
    """Refuse a password that is easily guessed.

    Raises:
        AccountError: it is too short, too long, or little else than the person's name or one character.
    """
    if not FEWEST <= len(_same(password)) <= MOST:
        raise AccountError("A password has {fewest} to {most} characters.", fewest=FEWEST, most=MOST)
    rest = _same(password).casefold()
    for name in (person.name, person.shown, *person.shown.split()):
        rest = rest.replace(_same(name).casefold(), "")
    if min(len(rest), len(set(password))) < FEWEST_OF_ITS_OWN:
        raise AccountError(
            "This password is easily guessed: it says little but your name or one character. Take another."
        )


def _same(text: str) -> str:
    """Return the form in which every keyboard and system gives the same characters."""
    return normalize("NFKC", text)
