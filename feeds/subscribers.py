"""Closed feeds: a copy for each subscriber, under an address that nobody can guess.

What is published is written once with `SUBSCRIBERS_TOKEN` in its addresses; a copy has the subscriber's own token in
its place, so that each copy names its own address.
"""

import re
from secrets import token_hex
from urllib.parse import urlsplit, urlunsplit

from model.feed import SUBSCRIBERS_TOKEN, FeedProfile

_BYTES = 16
_TOKEN = re.compile(rf"[0-9a-f]{{{2 * _BYTES}}}")


def new_token() -> str:
    """Return a token of 128 random bits, in letters that every file system tells apart."""
    return token_hex(_BYTES)


def is_token(name: str) -> bool:
    """Whether a part of an address has the form of a token."""
    return _TOKEN.fullmatch(name) is not None


def own_url(profile: FeedProfile, token: str) -> str:
    """Return the address of a closed feed for the holder of `token`: its `url` with the token as one more folder."""
    if SUBSCRIBERS_TOKEN in profile.url:
        return profile.url.replace(SUBSCRIBERS_TOKEN, token)
    parts = urlsplit(profile.url)
    folder, _, file = parts.path.rpartition("/")
    return urlunsplit(parts._replace(path=f"{folder}/{token}/{file}"))


def own_copy(data: bytes, token: str) -> bytes:
    """Return a published file as the holder of `token` gets it."""
    return data.replace(SUBSCRIBERS_TOKEN.encode(), token.encode())
