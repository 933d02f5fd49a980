"""GUIDs that outlive titles, addresses and states."""

import hashlib
from dataclasses import dataclass
from urllib.parse import quote

from model.languages import Language


@dataclass(frozen=True)
class Authority:
    """Who mints our GUIDs (RFC 4151, section 2.1): a domain `name` that we held on the first day of `since`.

    Attributes:
        since: a year, month or day: `2026`, `2026-03`, `2026-03-26`.
    """

    name: str
    since: str


def mint_guid(authority: Authority, source: str, key: str, language: Language) -> str:
    """Return the GUID of a release in one language, as a `tag:` URI (RFC 4151).

    It depends on the identity of the release alone, so that the same release has the same GUID even after the
    database is lost. The hash keeps addresses and file names of the key out of a public id.
    """
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return f"tag:{authority.name},{authority.since}:release/{quote(source, safe='')}/{digest}/{language}"


def in_traditional(guid: str) -> str:
    """Return the GUID of the same Chinese text in traditional characters: another entry, as a translation would be.

    Were it the same, a reader of both feeds would see one text in two scripts by turns.
    """
    return f"{guid.removesuffix(Language.ZH.value)}zh-Hant"


def feed_id(authority: Authority, name: str) -> str:
    """Return the permanent id of the feed called `name`, as a `tag:` URI; the same wherever the feed is served."""
    return f"tag:{authority.name},{authority.since}:feed/{quote(name, safe='')}"
