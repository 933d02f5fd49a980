"""The public folder over HTTP: feeds and pages as readers, caches and portals want them.

Files are kept in memory with their hash and their gzip, each version worked out once; whether a file has changed is
asked of the file system with every request, so that a publication is seen at once.
"""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from feeds.conditional import Unsatisfiable, accepts_gzip, is_known, wanted_part
from feeds.formats import MEDIA_TYPES, SUFFIXES
from feeds.pages import OVERVIEW, WITHDRAWN
from feeds.pictures import RASTER_TYPES
from feeds.subscribers import is_token
from model.feed import FeedFormat

_TEXT = "; charset=utf-8"
_TYPES = {
    ".html": "text/html" + _TEXT,
    ".css": "text/css" + _TEXT,
    ".opml": "text/x-opml" + _TEXT,
    **{suffix: MEDIA_TYPES[form] + _TEXT for form, suffix in SUFFIXES.items()},
    **RASTER_TYPES,
}
_TYPES_BY_NAME = {"sitemap.xml": "application/xml"}
_SHOWN = {MEDIA_TYPES[form] + _TEXT for form in (FeedFormat.RSS, FeedFormat.ATOM)}
"""What Chromium shows as source under its own media type, and with its style sheet as plain XML."""
_KEPT = 1024
"""Files in memory; a feed has about 300 kB, a page 10 kB."""
_ALWAYS = {
    # Five minutes: a correction must not wait for a cache, and asking again costs a 304.
    "cache-control": "public, max-age=300",
    "vary": "accept-encoding",
    "x-content-type-options": "nosniff",
    # Scripts of any portal may read what is public anyway.
    "access-control-allow-origin": "*",
}
_CLOSED = {name: value for name, value in _ALWAYS.items() if name != "access-control-allow-origin"} | {
    # A subscriber's own address: no shared cache keeps it, no search engine lists it, no link passes it on.
    "cache-control": "private, max-age=300",
    "x-robots-tag": "noindex, nofollow",
    "referrer-policy": "no-referrer",
}


@dataclass(frozen=True)
class _File:
    """One version of a file.

    Attributes:
        tag: hash of the bytes.
        packed: the bytes in gzip, b"" where that gains nothing.
    """

    body: bytes
    packed: bytes
    tag: str
    media_type: str
    status: HTTPStatus


class PublicFolder:
    """An ASGI application that serves a folder, read-only; hidden files and what lies outside are not there."""

    def __init__(self, folder: Path) -> None:
        self._root = folder.resolve()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        if request.method not in {"GET", "HEAD"}:
            answer = _said(HTTPStatus.METHOD_NOT_ALLOWED, {"allow": "GET, HEAD"})
        else:
            answer = self._answer(request.url.path, request.headers)
        if request.method == "HEAD":
            answer.body = b""  # the length of what GET would send stays in the header
        await answer(scope, receive, send)

    def _answer(self, path: str, headers: Mapping[str, str]) -> Response:
        found = self._find(path)
        if found is None:
            return _said(HTTPStatus.NOT_FOUND)
        if found.is_dir():
            return _said(HTTPStatus.PERMANENT_REDIRECT, {"location": f"{path.rsplit('/', 1)[-1]}/"})
        try:
            about = found.stat()
            read = _read if found.suffix in RASTER_TYPES else _load
            file = read(found, about.st_mtime_ns, about.st_size, about.st_ino)
        except OSError:  # removed or replaced in this moment, or not ours to read
            return _said(HTTPStatus.NOT_FOUND)
        always = _CLOSED if any(is_token(name) for name in path.split("/")) else _ALWAYS
        return _send(file, int(about.st_mtime), headers, always)

    def _find(self, path: str) -> Path | None:
        """Return the file that `path` names, a folder where its address lacks the last slash, None for neither."""
        names = path.split("/")[1:]
        if "\0" in path or any(name.startswith(".") for name in names):
            return None
        found = self._root.joinpath(*names, *([OVERVIEW] if names[-1] == "" else []))
        try:
            inside = found.resolve().is_relative_to(self._root)
            exists = found.is_file() or (found / OVERVIEW).is_file()
        except OSError:  # a name that is too long
            return None
        return found if inside and exists else None


@lru_cache(_KEPT)
def _load(path: Path, *_version: int) -> _File:
    """Read a file; the same path with other figures is another version."""
    return _read(path)


def _read(path: Path, *_version: int) -> _File:
    body = path.read_bytes()
    # A picture is compressed as it is.
    packed = body if path.suffix in RASTER_TYPES else gzip.compress(body, mtime=0)
    return _File(
        body=body,
        packed=packed if len(packed) < len(body) else b"",
        tag=hashlib.sha256(body).hexdigest()[:32],
        media_type=_TYPES_BY_NAME.get(path.name) or _TYPES.get(path.suffix, "application/octet-stream"),
        status=HTTPStatus.GONE if path.suffix == ".html" and WITHDRAWN in body else HTTPStatus.OK,
    )


def _send(file: _File, modified: int, headers: Mapping[str, str], always: Mapping[str, str]) -> Response:
    # A part is one of the plain bytes; two forms of the same file are two strong tags (RFC 9110, section 8.8.3).
    is_packed = bool(file.packed) and "range" not in headers and accepts_gzip(headers)
    etag = f'"{file.tag}-gzip"' if is_packed else f'"{file.tag}"'
    told = dict(always) | {"etag": etag, "last-modified": formatdate(modified, usegmt=True), "accept-ranges": "bytes"}
    if file.media_type in _SHOWN:
        told["vary"] = "accept, accept-encoding"
    if file.status is HTTPStatus.OK and is_known(headers, etag, modified):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=told)
    is_shown = file.media_type in _SHOWN and headers.get("accept", "").startswith("text/html")
    told["content-type"] = "application/xml" + _TEXT if is_shown else file.media_type
    if is_packed:
        return Response(file.packed, file.status, told | {"content-encoding": "gzip"})
    return _plain(file, etag, modified, headers, told)


def _plain(file: _File, etag: str, modified: int, headers: Mapping[str, str], told: dict[str, str]) -> Response:
    length = len(file.body)
    try:
        part = wanted_part(headers, etag, modified, length) if file.status is HTTPStatus.OK else None
    except Unsatisfiable:
        return _said(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, {"content-range": f"bytes */{length}"})
    if part is None:
        return Response(file.body, file.status, told)
    first, last = part
    told["content-range"] = f"bytes {first}-{last}/{length}"
    return Response(file.body[first : last + 1], HTTPStatus.PARTIAL_CONTENT, told)


def _said(status: HTTPStatus, headers: Mapping[str, str] | None = None) -> Response:
    body = f"{status.value} {status.phrase}\n"
    return Response(body, status, {"content-type": "text/plain" + _TEXT} | dict(headers or {}))
