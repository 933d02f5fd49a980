"""The public folder over HTTP: feeds and pages as readers, caches and portals want them.

Files are kept in memory with their hash and their compressed forms, each version worked out once; whether a file has
changed is asked of the file system with every request, so that a publication is seen at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from email.utils import formatdate
from http import HTTPStatus
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from feeds.conditional import Unsatisfiable, accepted_codings, is_known, wanted_part
from feeds.packing import COPIES
from feeds.pages import OVERVIEW
from feeds.served import SHOWN, SHOWN_AS, Served, Version, load, version_of
from feeds.subscribers import is_token

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
class Answer:
    """What a request gets.

    Attributes:
        seen: the file and its version that the answer is good for; None where it must be worked out again.
    """

    status: HTTPStatus
    headers: Mapping[str, str]
    body: bytes = b""
    seen: tuple[Path, Version] | None = None


class PublicFolder:
    """An ASGI application that serves a folder, read-only; hidden files and what lies outside are not there."""

    def __init__(self, folder: Path) -> None:
        self._root = folder.resolve()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        found = self.answer(request.method, request.url.path, request.headers)
        answer = Response(found.body, found.status, dict(found.headers))
        if request.method == "HEAD":
            answer.body = b""  # the length of what GET would send stays in the header
        await answer(scope, receive, send)

    def answer(self, method: str, path: str, headers: Mapping[str, str]) -> Answer:
        """Return what a request gets; for HEAD as for GET.

        Args:
            method: in capitals.
            path: decoded, from its slash on.
            headers: of the request, names in lower case.
        """
        if method not in {"GET", "HEAD"}:
            return _said(HTTPStatus.METHOD_NOT_ALLOWED, {"allow": "GET, HEAD"})
        found = self._find(path)
        if found is None:
            return _said(HTTPStatus.GONE if self._is_revoked(path) else HTTPStatus.NOT_FOUND)
        if found.is_dir():
            return _said(HTTPStatus.PERMANENT_REDIRECT, {"location": f"{path.rsplit('/', 1)[-1]}/"})
        try:
            version = version_of(found)
            file = load(found, version)
        except OSError:  # removed or replaced in this moment, or not ours to read
            return _said(HTTPStatus.NOT_FOUND)
        always = _CLOSED if any(is_token(name) for name in path.split("/")) else _ALWAYS
        return replace(_send(file, version.modified, headers, always), seen=(found, version))

    def _find(self, path: str) -> Path | None:
        """Return the file that `path` names, a folder where its address lacks the last slash, None for neither."""
        names = path.split("/")[1:]
        if "\0" in path or any(name.startswith(".") for name in names):
            return None
        found = self._root.joinpath(*names, *([OVERVIEW] if names[-1] == "" else []))
        try:
            inside = found.resolve().is_relative_to(self._root)
            exists = found.is_file() or (found / OVERVIEW).is_file()
        except (OSError, RuntimeError):  # a name that is too long; a link that leads to itself
            return None
        return found if inside and exists else None

    def _is_revoked(self, path: str) -> bool:
        """Whether `path` lies below a subscriber's address that is not there, so that readers stop asking.

        Nobody can tell by it which addresses there once were: all that have the form are answered alike.
        """
        *folders, _ = path.split("/")[1:]
        if not any(is_token(name) for name in folders):
            return False
        return "\0" not in path and not any(name.startswith(".") for name in folders) and not self._has(folders)

    def _has(self, folders: list[str]) -> bool:
        try:
            return self._root.joinpath(*folders).is_dir()
        except OSError:  # a name that is too long
            return False


def _send(file: Served, modified: int, headers: Mapping[str, str], always: Mapping[str, str]) -> Answer:
    # A part is one of the plain bytes; every form of the same file has a strong tag of its own (RFC 9110, 8.8.3).
    codings = [] if "range" in headers else accepted_codings(headers, [each for each in COPIES if each in file.packed])
    etag = f'"{file.tag}-{codings[0]}"' if codings else f'"{file.tag}"'
    told = dict(always) | {"etag": etag, "last-modified": formatdate(modified, usegmt=True), "accept-ranges": "bytes"}
    if file.media_type in SHOWN:
        told["vary"] = "accept, accept-encoding"
    if file.status is HTTPStatus.OK and is_known(headers, etag, modified):
        return Answer(HTTPStatus.NOT_MODIFIED, told)
    is_shown = file.media_type in SHOWN and headers.get("accept", "").startswith("text/html")
    told["content-type"] = SHOWN_AS if is_shown else file.media_type
    if codings:
        return Answer(file.status, told | {"content-encoding": codings[0]}, file.packed[codings[0]])
    return _plain(file, etag, modified, headers, told)


def _plain(file: Served, etag: str, modified: int, headers: Mapping[str, str], told: dict[str, str]) -> Answer:
    length = len(file.body)
    try:
        part = wanted_part(headers, etag, modified, length) if file.status is HTTPStatus.OK else None
    except Unsatisfiable:
        return _said(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, {"content-range": f"bytes */{length}"})
    if part is None:
        return Answer(file.status, told, file.body)
    first, last = part
    told["content-range"] = f"bytes {first}-{last}/{length}"
    return Answer(HTTPStatus.PARTIAL_CONTENT, told, file.body[first : last + 1])


def _said(status: HTTPStatus, headers: Mapping[str, str] | None = None) -> Answer:
    told = {"content-type": "text/plain; charset=utf-8"} | dict(headers or {})
    return Answer(status, told, f"{status.value} {status.phrase}\n".encode())
