"""Serve the portal on the loopback address, with the validators that a polite collector asks for."""

import hashlib
import mimetypes
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

HOST = "127.0.0.1"
DEFAULT_PORT = 8808
SITE = Path(__file__).with_name("www")
PUBLIC_ADDRESS = "https://presse.industriestaedte.example"

CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
}
FEED_TYPE = "application/rss+xml; charset=utf-8"
STOP_WITHIN = 0.05  # seconds
READ_BY_MACHINES = {".txt", ".xml"}


class PortalServer(ThreadingHTTPServer):
    """The portal on one port of the loopback address; port 0 takes a free one.

    Raises:
        OSError: the port is taken or not ours to take.
        OverflowError: there is no such port.
    """

    daemon_threads = True

    def __init__(self, port: int = DEFAULT_PORT) -> None:
        super().__init__((HOST, port), PortalHandler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Report a fault of ours; a client that goes away in the middle is none."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # handed on as it came

    @property
    def address(self) -> str:
        """Where the portal answers, without a slash at the end."""
        return f"http://{HOST}:{self.server_port}"


class PortalHandler(BaseHTTPRequestHandler):
    """Answer GET and HEAD with the files of the site."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else a body waits 40 ms for the client to acknowledge the head
    server: PortalServer

    def do_GET(self) -> None:
        """Answer with the file, or with 304 where the client has it already."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer as GET does, without the body."""
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
        """Stay quiet: the portal shares its terminal with the command that it is served for."""

    def _answer(self, *, with_body: bool) -> None:
        file = find_file(self.path)
        if file is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        body = read_file(file, self.server.address)
        modified = int(file.stat().st_mtime)
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        unchanged = self._has(etag, modified)
        self.send_response(HTTPStatus.NOT_MODIFIED if unchanged else HTTPStatus.OK)
        self.send_header("ETag", etag)
        self.send_header("Last-Modified", formatdate(modified, usegmt=True))
        if not unchanged:
            self.send_header("Content-Type", content_type(file))
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body and not unchanged:
            self.wfile.write(body)

    def _has(self, etag: str, modified: int) -> bool:
        """Whether the client's copy is current; If-None-Match wins over If-Modified-Since (RFC 9110, 13.2.2)."""
        known = self.headers.get("If-None-Match")
        if known is not None:
            return known.strip() == "*" or etag in (tag.strip().removeprefix("W/") for tag in known.split(","))
        since = self.headers.get("If-Modified-Since", "")
        try:
            return modified <= parsedate_to_datetime(since).timestamp()
        except ValueError:  # an unreadable date is ignored (RFC 9110, 13.1.3)
            return False


def find_file(target: str) -> Path | None:
    """Return the file of the site that a request's target names, None where there is none."""
    try:
        file = (SITE / unquote(urlsplit(target).path).lstrip("/")).resolve()
    except ValueError:  # no address, or one with a null byte
        return None
    if file.is_dir():
        file /= "index.html"
    return file if file.is_relative_to(SITE.resolve()) and file.is_file() else None


def read_file(file: Path, address: str) -> bytes:
    """Return the file's content as served at `address`.

    A feed must name its pages by complete addresses, and ours can only be fetched here; so what machines read names the
    address that is served, while the pages keep the public one as their canonical address.
    """
    body = file.read_bytes()
    if file.suffix in READ_BY_MACHINES:
        return body.replace(PUBLIC_ADDRESS.encode(), address.encode())
    return body


def content_type(file: Path) -> str:
    """Return the media type of a file of the site, with its charset where it is a text."""
    if file.name == "rss.xml":
        return FEED_TYPE
    guessed, _ = mimetypes.guess_type(file.name)
    return CONTENT_TYPES.get(file.suffix, guessed or "application/octet-stream")


@contextmanager
def serving(server: PortalServer) -> Iterator[None]:
    """Let `server` answer in the background while the block runs."""
    thread = threading.Thread(target=server.serve_forever, args=(STOP_WITHIN,), name="portal", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
