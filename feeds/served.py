"""One version of a published file as it is served: its bytes in every coding, its hash, its media type."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

from feeds.formats import MEDIA_TYPES, SUFFIXES
from feeds.packing import COPIES, MANIFEST, coding_of, fresh_copy, pack
from feeds.pages import WITHDRAWN
from feeds.pictures import RASTER_TYPES
from model.feed import FeedFormat

_TEXT = "; charset=utf-8"
_TYPES = {
    ".html": "text/html" + _TEXT,
    ".css": "text/css" + _TEXT,
    ".opml": "text/x-opml" + _TEXT,
    **{suffix: MEDIA_TYPES[form] + _TEXT for form, suffix in SUFFIXES.items()},
    **RASTER_TYPES,
    ".gz": "application/gzip",
}
_TYPES_BY_NAME = {"sitemap.xml": "application/xml", MANIFEST: "application/json"}
SHOWN = frozenset({MEDIA_TYPES[form] + _TEXT for form in (FeedFormat.RSS, FeedFormat.ATOM)})
"""What Chromium shows as source under its own media type, and with its style sheet as plain XML."""
SHOWN_AS = "application/xml" + _TEXT
_KEPT = 1024
"""Files in memory; a feed has about 300 kB, a page 10 kB."""


@dataclass(frozen=True)
class Version:
    """What tells one version of a file from another without reading it."""

    modified_ns: int
    size: int
    inode: int

    @property
    def modified(self) -> int:
        """When it last changed, in seconds since 1970."""
        return self.modified_ns // 1_000_000_000


@dataclass(frozen=True)
class Served:
    """A version of a file.

    Attributes:
        packed: the bytes by content coding, where that makes them smaller.
        tag: hash of the plain bytes.
    """

    body: bytes
    packed: dict[str, bytes]
    tag: str
    media_type: str
    status: HTTPStatus


def media_type(path: Path) -> str:
    """Return what a server calls a published file, with its charset."""
    return _TYPES_BY_NAME.get(path.name) or _TYPES.get(path.suffix, "application/octet-stream")


def version_of(path: Path) -> Version:
    """Return the version of a file that is there now.

    Raises:
        OSError: it is not there, or not ours to look at.
    """
    about = path.stat()
    return Version(about.st_mtime_ns, about.st_size, about.st_ino)


def load(path: Path, version: Version) -> Served:
    """Return a file; what is compressed is kept in memory, pictures are read each time.

    Raises:
        OSError: it is not there any more, or not ours to read.
    """
    return _read(path, version) if path.suffix in RASTER_TYPES else _load(path, version)


@lru_cache(_KEPT)
def _load(path: Path, version: Version) -> Served:
    return _read(path, version)


def _read(path: Path, version: Version) -> Served:
    body = path.read_bytes()
    codings = () if coding_of(path) else COPIES
    copies = {coding: fresh_copy(path, coding, version.modified_ns) for coding in codings}
    if copies.get("gzip") is None and codings:
        # Nobody has prepared a copy: gzip is worked out here; brotli would let all others wait.
        copies["gzip"] = pack(path, "gzip", body)
    return Served(
        body=body,
        packed={coding: data for coding, data in copies.items() if data},
        tag=hashlib.sha256(body).hexdigest()[:32],
        media_type=media_type(path),
        status=HTTPStatus.GONE if path.suffix == ".html" and WITHDRAWN in body else HTTPStatus.OK,
    )
