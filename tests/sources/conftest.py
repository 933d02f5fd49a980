import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from model.source import Source, SourceKind
from sources.fetching import Fetcher, FetchLimits
from sources.pages import Page


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever proxy the machine is set up with, the tests talk to loopback directly."""
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture
def httpserver(httpserver: HTTPServer) -> HTTPServer:
    """A server that answers 404, not 500, where a test expects no request: a site without robots.txt."""
    httpserver.no_handler_status_code = 404
    return httpserver


@pytest.fixture
def inside() -> Iterator[HTTPServer]:
    """A second server, on a port that nobody trusts."""
    with HTTPServer() as server:
        server.no_handler_status_code = 404
        yield server


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 9, 1, 12, tzinfo=UTC)


@pytest.fixture
def data() -> Path:
    return Path(__file__).parent / "data"


@pytest.fixture
def shared() -> Path:
    folder = Path(__file__).parents[2] / ".." / "shared" / "realdata"
    if not folder.is_dir():
        pytest.skip("the saved third-party pages are not on this machine")
    return folder


@pytest.fixture
def make_source() -> Callable[..., Source]:
    def make(kind: str, url: str = "https://stadt.example/presse", **fields: object) -> Source:
        return Source(**{"name": "stadt", "kind": SourceKind(kind), "url": url, "delay": 0.0} | fields)

    return make


@pytest.fixture
def page() -> Callable[..., Page]:
    def make(body: str | bytes, url: str = "https://stadt.example/presse") -> Page:
        return Page(url, body.encode() if isinstance(body, str) else body)

    return make


class FakeTime:
    """A clock that only moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds


@pytest.fixture
def fake_time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def fetcher(fake_time: FakeTime) -> Iterator[Fetcher]:
    """A fetcher that may ask loopback and never really waits."""
    limits = FetchLimits(timeout=5, total=10, max_bytes=2**20, retries=2, allow_private=True)
    with Fetcher(limits, clock=fake_time.clock, sleep=fake_time.sleep, jitter=lambda: 0.0) as fetcher:
        yield fetcher


@pytest.fixture
def raw_server() -> Iterator[Callable[[Callable[[socket.socket, bytes], None]], str]]:
    """A function that serves with a handler of raw bytes, for servers that misbehave below HTTP; gives the address."""
    listeners: list[socket.socket] = []

    def serve(handle: Callable[[socket.socket, bytes], None]) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)
        threading.Thread(target=_accept, args=(listener, handle), daemon=True).start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield serve
    for listener in listeners:
        listener.close()


def _accept(listener: socket.socket, handle: Callable[[socket.socket, bytes], None]) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_answer, args=(connection, handle), daemon=True).start()


def _answer(connection: socket.socket, handle: Callable[[socket.socket, bytes], None]) -> None:
    with connection:
        request = connection.recv(65536)
        try:
            if b" /robots.txt " in request:
                connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            else:
                handle(connection, request)
        except OSError:
            return
