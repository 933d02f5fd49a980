"""Addresses by which readers report errors: signed, so that nobody makes one up, and the same in every run."""

import hmac
import re
from base64 import urlsafe_b64encode
from hashlib import sha256
from urllib.parse import quote

from feeds.item import work_of
from model.feed import FeedProfile, Publication
from model.release import Release
from pipeline.wiring import Newsroom

SIGNATURE_BYTES = 16
"""Of the 32 of HMAC-SHA-256: nobody guesses 128 bits, and addresses stay short (RFC 2104, section 5)."""
# No number is longer than PostgreSQL takes for an id.
_TOKEN = re.compile(r"([a-z0-9_-]{1,64})\.([1-9][0-9]{0,8})\.[\w-]{22}", re.ASCII)


def report_address(newsroom: Newsroom, profile: FeedProfile, release: Release, publication: Publication) -> str:
    """Return where readers of a feed report an error in a release, "" where nobody listens."""
    if not profile.report_url:
        return ""
    places = {"feed": profile.name, "guid": publication.guid, "work": work_of(release), "token": ""}
    if "{token}" in profile.report_url:
        places["token"] = report_token(newsroom.desk_secret, profile.name, release)
    return profile.report_url.format(**{name: quote(value, safe="") for name, value in places.items()})


def report_token(secret: bytes, feed: str, release: Release) -> str:
    """Return what stands in the address for a release in a feed.

    It names the feed, since each shows as much of a release as its gate lets out, and no version, so that it is good
    as long as the entry is. A release is signed by its source and key: in a store that was made anew, its number may
    be another's.
    """
    return f"{feed}.{release.id}.{signature(secret, 'link', feed, str(release.id), work_of(release))}"


def named_by(token: str) -> tuple[str, int] | None:
    """Return the feed and the number of the release that `token` names, as far as it has the form of one."""
    found = _TOKEN.fullmatch(token)
    return (found[1], int(found[2])) if found else None


def signature(secret: bytes, *parts: str) -> str:
    """Return what only this newsroom can make of `parts`; none of them may hold a line break."""
    key = hmac.digest(secret, b"reports of readers", sha256)
    signed = hmac.digest(key, "\n".join(parts).encode(), sha256)[:SIGNATURE_BYTES]
    return urlsafe_b64encode(signed).decode().rstrip("=")
