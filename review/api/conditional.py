"""Conditional requests: whoever has an answer already is told so instead of being sent it again."""

from hashlib import sha256

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from feeds.conditional import is_known


class Conditional:
    """Middleware that gives every good answer to a GET a strong ETag of its bytes, and 304 where it is known.

    The answer is made all the same: what is spared is its way and its reading (RFC 9110, sections 8.8.3 and 13.1.2).
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body = bytearray()

        async def collected(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body"):
                await _answer(Headers(scope=scope), start, bytes(body), send)

        await self._app(scope, receive, collected)


async def _answer(asked: Headers, start: Message, body: bytes, send: Send) -> None:
    if start["status"] == 200:
        etag = f'"{sha256(body).hexdigest()[:32]}"'
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["ETag"] = etag
        headers["Cache-Control"] = "private, no-cache"
        headers.add_vary_header("Authorization")
        if "if-none-match" in asked and is_known(asked, etag, 0):
            start, body = {**start, "status": 304}, b""
            del headers["Content-Length"]
            del headers["Content-Type"]
        start = {**start, "headers": headers.raw}
    await send(start)
    await send({"type": "http.response.body", "body": body})
