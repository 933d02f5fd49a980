"""Connections that check whom they reached and that end when their time is up: the two things requests cannot do."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

from model.errors import Refused
from sources.addresses import Guard


class Exchange:
    """One request and its answer; `end` shuts its connection down, wherever the reader hangs."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.ended = False
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()

    def watch(self, connected: socket.socket) -> None:
        """Name the connection that the exchange now runs over."""
        with self._lock:
            self._socket = connected
            if self.ended:
                self._shut()

    def end(self) -> None:
        """Let the reader see the end of the stream at once."""
        with self._lock:
            self.ended = True
            self._shut()

    def _shut(self) -> None:
        if self._socket is not None:
            with suppress(OSError):  # closed already
                # Not SSLSocket.shutdown, which pulls the TLS state away under the reading thread.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


class _Guarded(HTTPConnection):
    guard: Guard
    current: threading.local

    def _new_conn(self) -> socket.socket:
        if not self.guard.trusts(self.host, self.port):
            for *_, address in socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM):
                self._check(str(address[0]))
        connected = super()._new_conn()
        try:
            self._check(connected.getpeername()[0])
        except Refused:
            connected.close()
            raise
        return connected

    def _check(self, address: str) -> None:
        if not self.guard.allows(self.host, self.port, address):
            reason = f"{address} is not on the public internet; only a host named in the catalogue may be private"
            raise Refused(subject=self.current.exchange.url, reason=reason, status=0)

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # as in urllib3
        self.current.exchange.watch(self.sock)
        return super().getresponse()


class _GuardedTLS(_Guarded, HTTPSConnection):
    pass


class GuardedAdapter(HTTPAdapter):
    """An adapter that asks `guard` before it connects and again on the connected socket.

    The second check is the one that holds: a name server may answer differently each time it is asked (DNS rebinding).
    Behind a proxy of the operator's the proxy connects, so the guard can have no say there.
    """

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._current = threading.local()
        super().__init__(max_retries=0)

    @contextmanager
    def exchange(self, url: str, seconds: float) -> Iterator[Exchange]:
        """Limit the request for `url` that this thread makes inside to `seconds` altogether.

        The time-outs of a socket limit the silence between two bytes; a server that sends a byte now and then never
        meets them.
        """
        exchange = Exchange(url)
        self._current.exchange = exchange
        timer = threading.Timer(seconds, exchange.end)
        timer.daemon = True
        timer.start()
        try:
            yield exchange
        finally:
            timer.cancel()

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: object) -> None:
        """Make the pools of direct connections (called by requests)."""
        super().init_poolmanager(connections, maxsize, block, **pool_kwargs)
        self._install(self.poolmanager, self._guard)

    def proxy_manager_for(self, proxy: str, **proxy_kwargs: object) -> PoolManager:
        """Make the pools of connections through `proxy` (called by requests)."""
        manager: PoolManager = super().proxy_manager_for(proxy, **proxy_kwargs)
        self._install(manager, Guard(allow_private=True))
        return manager

    def _install(self, manager: PoolManager, guard: Guard) -> None:
        own = {"guard": guard, "current": self._current}
        plain = {"ConnectionCls": type("Guarded", (_Guarded,), own)}
        encrypted = {"ConnectionCls": type("GuardedTLS", (_GuardedTLS,), own)}
        manager.pool_classes_by_scheme = {
            "http": type("GuardedPool", (HTTPConnectionPool,), plain),
            "https": type("GuardedTLSPool", (HTTPSConnectionPool,), encrypted),
        }
