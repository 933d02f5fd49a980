import json
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from translators.remote.client import Client
from translators.remote.server import Patience, Server

KEY = "geheim-4711"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever proxy the machine is set up with, the tests talk to loopback directly."""
    monkeypatch.setenv("NO_PROXY", "*")


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


Connect = Callable[..., Client]


@pytest.fixture
def connect(httpserver: HTTPServer, fake_time: FakeTime) -> Iterator[Connect]:
    """Connect to the server of the test, or to another `url`, as the engine `probe`; nothing really waits.

    Fields of `Patience` and `Server` may be given by name.
    """
    made: list[Client] = []

    def make(url: str = "", server: Server | None = None, **fields: Any) -> Client:
        patience = {name: fields.pop(name) for name in list(fields) if name in Patience.__dataclass_fields__}
        whom = server or Server("probe", url or httpserver.url_for("").rstrip("/"), KEY, "PROBE_KEY")
        client = Client(
            replace(whom, **fields),
            Patience(**{"retries": 2, "silence": 5, **patience}),
            clock=fake_time.clock,
            sleep=fake_time.sleep,
        )
        made.append(client)
        return client

    yield make
    for client in made:
        client.close()


class Script:
    """Answers to requests, one after the other; the last one is repeated. Remembers what was asked."""

    def __init__(self, *answers: Response | Callable[[Any], Any]) -> None:
        self._answers = list(answers)
        self.requests: list[Request] = []
        self.asked: list[Any] = []

    def __call__(self, request: Request) -> Response:
        self.requests.append(request)
        self.asked.append(json.loads(request.data) if request.data else None)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return answer if isinstance(answer, Response) else as_json(answer(self.asked[-1]))


def as_json(data: Any, status: int = 200) -> Response:
    """An answer as an API gives it."""
    return Response(json.dumps(data, ensure_ascii=False), status, content_type="application/json")


@pytest.fixture
def script(httpserver: HTTPServer) -> Callable[..., Script]:
    """Let the server answer `path` by a script."""

    def play(path: str, *answers: Response | Callable[[Any], Any]) -> Script:
        written = Script(*answers)
        httpserver.expect_request(path).respond_with_handler(written)
        return written

    return play


@pytest.fixture
def raw_server() -> Iterator[Callable[[Callable[[socket.socket], None]], str]]:
    """A function that serves with a handler of raw bytes, for servers that misbehave below HTTP; gives the address."""
    listeners: list[socket.socket] = []

    def serve(handle: Callable[[socket.socket], None]) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)
        threading.Thread(target=_accept, args=(listener, handle), daemon=True).start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield serve
    for listener in listeners:
        listener.close()


def _accept(listener: socket.socket, handle: Callable[[socket.socket], None]) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            try:
                connection.recv(65536)
                handle(connection)
            except OSError:
                continue
