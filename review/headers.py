"""What every answer says to the browser about security, and how much a request may hold."""

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from review.texts import phrase

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: https:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
STRICT = "max-age=31536000"
"""A year of https alone (RFC 6797), where the operator says `--secure`."""
LARGEST_BODY = 2 * 1024 * 1024
"""Bytes of a request."""
LARGEST_UPLOAD = 64 * 1024 * 1024
"""Bytes of a request that brings a file, from somebody who has signed in; they go to a temporary file."""
UPLOADS = frozenset({"/terms/import", "/memory/import", "/xliff"})
"""Where files are brought."""


class SecurityHeaders:
    """Middleware around all others. A page is never kept by a browser, a static file is asked about again each time."""

    def __init__(self, app: ASGIApp, secure: bool) -> None:
        self._app = app
        self._headers = HEADERS | ({"Strict-Transport-Security": STRICT} if secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request with the headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                headers.setdefault("Cache-Control", _caching(scope))
            await send(message)

        await self._app(scope, receive, with_headers)


def _caching(scope: Scope) -> str:
    return "no-cache" if scope.get("path", "").startswith("/static/") else "no-store"


class BodyLimit:
    """Middleware that lets no one read more of a request than `largest` says; inside the sessions, which it asks."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; reading too much of it raises 413, which becomes a page as every error does."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "0")
        most, read = largest(scope), 0

        async def limited() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > most or (declared.isdecimal() and int(declared) > most):
                raise HTTPException(413, _too_much(most))
            return message

        await self._app(scope, limited, send)


def largest(scope: Scope) -> int:
    """Return how many bytes a request may hold: a file is taken from people who have signed in alone."""
    may_upload = scope.get("path") in UPLOADS and "person" in scope.get("session", {})
    return LARGEST_UPLOAD if may_upload else LARGEST_BODY


def _too_much(most: int) -> str:
    if most == LARGEST_UPLOAD:
        return phrase("That file is larger than the desk takes: 64 MB. Divide it, or import it at the terminal.")
    return phrase("That is more than the desk takes at a time: 2 MB.")
