"""Requests that came before, answered without being read again.

Feed readers poll: the same few bytes arrive thousands of times and ask for the same file. A whole request that stood
alone and was well-formed is remembered with its answer, byte for byte; while its file has not changed, the same bytes
get the same answer. All others (parts of requests, several at once, bodies, errors) go the long way through uvicorn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote
from weakref import WeakKeyDictionary

import h11
from starlette.datastructures import Headers
from uvicorn.protocols.http.h11_impl import H11Protocol

from feeds.packing import PACKED
from feeds.served import Version, version_of
from feeds.serving import Answer, PublicFolder

_END = b"\r\n\r\n"
_LONGEST = 4096
"""Bytes of a request that is remembered; those of readers have a few hundred."""
_MOST = 4096
"""Requests that are remembered; when there are more, all are forgotten, and those that come again are learnt again."""

_ONE_WRITE = 65536
"""Bytes up to which copying them is cheaper than a second call of the system."""


@dataclass(frozen=True)
class _Remembered:
    """An answer as it goes over the wire, but for the date, and the file that it is good for."""

    status: bytes
    headers: bytes
    body: bytes
    path: Path
    version: Version

    @property
    def is_good(self) -> bool:
        """Whether the file is the one that it was."""
        try:
            return version_of(self.path) == self.version
        except OSError:
            return False


class _Memory:
    """Answers of a folder by the bytes of their requests."""

    def __init__(self, folder: PublicFolder) -> None:
        self._folder = folder
        self._answers: dict[bytes, _Remembered] = {}

    def recall(self, data: bytes) -> _Remembered | None:
        """Return the answer to `data`, None where it must go the long way."""
        found = self._answers.get(data)
        if found is not None and found.is_good:
            return found
        if found is not None:  # and with it the bytes of a version that nobody gets any more
            self._answers = {key: each for key, each in self._answers.items() if each.path != found.path}
        return self._learn(data)

    def _learn(self, data: bytes) -> _Remembered | None:
        request = _whole_request(data)
        if request is None:
            return None
        method, path = request.method.decode("ascii"), unquote(request.target.partition(b"?")[0].decode("ascii"))
        answer = self._folder.answer(method, path, Headers(raw=list(request.headers)))
        if answer.seen is None or not _is_small(answer):
            return None
        if len(self._answers) >= _MOST:
            self._answers.clear()
        self._answers[data] = found = _on_the_wire(answer, answer.seen, with_body=method == "GET")
        return found


_memories: WeakKeyDictionary[PublicFolder, _Memory] = WeakKeyDictionary()


class Remembering(H11Protocol):
    """Uvicorn's protocol for a `PublicFolder`, with a memory that all connections share."""

    def data_received(self, data: bytes) -> None:
        """Answer from memory, or let uvicorn read what has arrived."""
        found = self._memory.recall(data) if self._is_idle() else None
        if found is None:
            super().data_received(data)
            return
        self._unset_keepalive_if_required()
        head = b"".join([found.status, *(b"%b: %b\r\n" % each for each in self._dates()), found.headers])
        if len(found.body) <= _ONE_WRITE:
            self.transport.write(head + found.body)
        else:
            self.transport.write(head)
            self.transport.write(found.body)
        wait = self.timeout_keep_alive
        self.timeout_keep_alive_task = self.loop.call_later(wait, self.timeout_keep_alive_handler)

    @property
    def _memory(self) -> _Memory:
        folder = self.config.loaded_app
        if folder not in _memories:
            _memories[folder] = _Memory(folder)
        return _memories[folder]

    def _dates(self) -> Sequence[tuple[bytes, bytes]]:
        return self.server_state.default_headers

    def _is_idle(self) -> bool:
        """Whether a request begins here: all before it was read and answered, and has left."""
        return (
            self.conn.our_state is h11.IDLE
            and self.conn.their_state is h11.IDLE
            and not self.conn.trailing_data[0]
            and not self.transport.get_write_buffer_size()
            and not self.transport.is_closing()
        )


def _is_small(answer: Answer) -> bool:
    """Whether the answer may stay in memory: nothing of its own, but what is kept for the file anyway."""
    is_kept = answer.seen is not None and answer.seen[0].suffix in PACKED
    return not answer.body or (is_kept and answer.status is not HTTPStatus.PARTIAL_CONTENT)


def _whole_request(data: bytes) -> h11.Request | None:
    """Return the request that `data` is, when it is one, the whole of it, and nothing that needs care."""
    if len(data) > _LONGEST or not data.startswith((b"GET /", b"HEAD /")) or data.find(_END) != len(data) - len(_END):
        return None
    connection = h11.Connection(h11.SERVER)
    connection.receive_data(data)
    try:
        request, end = connection.next_event(), connection.next_event()
    except h11.RemoteProtocolError:
        return None
    stays = connection.their_state is h11.DONE  # an older version, and »Connection: close«, must close
    names = {name for name, _ in request.headers} if isinstance(request, h11.Request) else {b"upgrade"}
    plain = isinstance(end, h11.EndOfMessage) and stays and not names & {b"upgrade", b"expect"}
    return request if plain and isinstance(request, h11.Request) else None


def _on_the_wire(answer: Answer, seen: tuple[Path, Version], with_body: bool) -> _Remembered:
    headers = dict(answer.headers)
    if answer.status is not HTTPStatus.NOT_MODIFIED:
        headers["content-length"] = str(len(answer.body))
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return _Remembered(
        status=f"HTTP/1.1 {answer.status.value} {answer.status.phrase}\r\n".encode("ascii"),
        headers=f"{lines}\r\n".encode("latin-1"),
        body=answer.body if with_body else b"",
        path=seen[0],
        version=seen[1],
    )
