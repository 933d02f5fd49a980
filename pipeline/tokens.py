"""Tokens: made and revoked by administrators, shown once, asked for at every request of a program."""

import logging
import secrets
from datetime import timedelta
from hashlib import sha256

from model.errors import AccountError, TooManyAttempts
from model.people import Change, Deed, Duty
from model.tokens import Token
from pipeline.accounts import MOST_FAILURES, WINDOW, network
from pipeline.naming import clean_name, folded
from pipeline.wiring import Newsroom

PREFIX = "nb_"
"""So that whoever finds one, or a scanner of repositories, sees what it is."""
BYTES = 32
LONGEST_DAYS = 3650
"""Ten years; a token that is to last longer can be made without an end."""
NOTED = timedelta(minutes=1)
"""How exactly the last use is known: a write for every request would cost more than the request."""

log = logging.getLogger(__name__)


def make(newsroom: Newsroom, name: str, duty: Duty, days: int | None, by: str) -> tuple[Token, str]:
    """Make a token and return it with the secret that the program sends, which is kept nowhere.

    Args:
        newsroom: where.
        name: of the program; the history names what it does by it.
        duty: what it may do.
        days: how long it is good; None for ever.
        by: the name of who makes it.

    Raises:
        AccountError: the name cannot be kept or a good token has it, or the days are none or too many.
    """
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        raise AccountError("A token lasts 1 to {most} days, or has no end.", most=LONGEST_DAYS)
    named, now = clean_name(name), newsroom.now()
    if any(folded(each.name) == folded(named) and each.is_good(now) for each in newsroom.store.tokens.all()):
        raise AccountError("A token is called {name} already. Revoke it first, or take another name.", name=named)
    secret = PREFIX + secrets.token_urlsafe(BYTES)
    until = None if days is None else now + timedelta(days=days)
    token = newsroom.store.tokens.add(Token(0, named, duty, by, now, until), _hash(secret))
    _record(newsroom, token, Deed.MAKE_TOKEN, by)
    return token, secret


def revoke(newsroom: Newsroom, token_id: int, by: str) -> Token:
    """End a token at once and return it; one that is over already stays as it is.

    Raises:
        AccountError: there is no such token.
    """
    token = next((each for each in newsroom.store.tokens.all() if each.id == token_id), None)
    if token is None:
        raise AccountError("There is no such token.")
    if token.revoked_at is None:
        newsroom.store.tokens.revoke(token.id, newsroom.now())
        _record(newsroom, token, Deed.REVOKE_TOKEN, by)
    return token


def named(newsroom: Newsroom, name: str) -> Token:
    """Return the token called so that is good, else the latest that was.

    Raises:
        AccountError: none ever was.
    """
    found = [each for each in newsroom.store.tokens.all() if folded(each.name) == folded(name.strip())]
    if not found:
        raise AccountError("There is no such token.")
    return next((each for each in found if each.is_good(newsroom.now())), found[0])


def holder(newsroom: Newsroom, secret: str, address: str) -> Token:
    """Return the token that a program has sent.

    Failures are counted by address, apart from those of people; a good token always passes, for 256 random bits are
    not guessed, and one badly set up program must not shut out its neighbours behind the same address.

    Args:
        newsroom: where.
        secret: as sent.
        address: the IP address that asks.

    Raises:
        TooManyAttempts: this address has failed too often of late.
        AccountError: the token is unknown, over or revoked; which of these is not said.
    """
    now = newsroom.now()
    token = newsroom.store.tokens.hashed(_hash(secret))
    if token is None or not token.is_good(now):
        _fail(newsroom, token, address)
        raise AccountError("This token is not good. Ask an administrator for another.")
    if token.used_at is None or now - token.used_at >= NOTED:
        newsroom.store.tokens.use(token.id, now)
    return token


def _fail(newsroom: Newsroom, token: Token | None, address: str) -> None:
    people, now, subject = newsroom.store.people, newsroom.now(), f"token {network(address)}"
    if people.failures(subject, now - WINDOW) >= MOST_FAILURES:
        raise TooManyAttempts(minutes=int(WINDOW.total_seconds()) // 60)
    people.forget_failures("", now - WINDOW)
    people.fail([subject], now)
    log.warning("bad token from %s (%s)", address, f"{token.name}, over" if token else "unknown")


def _record(newsroom: Newsroom, token: Token, deed: Deed, by: str) -> None:
    newsroom.store.history.record(Change(newsroom.now(), by, deed, subject=token.by, after=token.duty.value))


def _hash(secret: str) -> str:
    """Return what is kept of a token: 256 random bits need no slow hash."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
