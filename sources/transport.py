"""One request, one answer: no redirects, no second try. Size, time and address limits hold here."""

from collections.abc import Mapping
from dataclasses import dataclass

import requests

from model.errors import Refused
from sources.addresses import Guard
from sources.connections import GuardedAdapter
from sources.failures import NETWORK_ERRORS, explain

MIB = 2**20
_CHUNK = 2**16
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True)
class FetchLimits:
    """How long, how much and how often.

    Attributes:
        timeout: seconds to connect, and of silence while reading.
        total: seconds for one request with its whole answer.
        max_bytes: size of a body, decompressed.
        redirects: how many to follow.
        retries: further tries after the first, where trying again can help.
        backoff: seconds before the first of them, doubled each time, up to as much again at random.
        patience: the longest Retry-After and Crawl-delay in seconds that we wait for.
        allow_private: addresses outside the public internet may be fetched.
    """

    timeout: float = 20.0
    total: float = 60.0
    max_bytes: int = 20 * MIB
    redirects: int = 5
    retries: int = 3
    backoff: float = 0.5
    patience: float = 30.0
    allow_private: bool = False


@dataclass(frozen=True)
class Answer:
    """What a server said; `body` is empty unless the status is 2xx, `location` is where a redirect leads, as sent."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    location: str = ""


class Transport:
    """Sends requests under one User-Agent; safe to share between threads."""

    def __init__(self, limits: FetchLimits, user_agent: str, trusted: frozenset[str]) -> None:
        self._limits = limits
        self._adapter = GuardedAdapter(Guard(trusted, limits.allow_private))
        self._session = requests.Session()
        self._session.mount("http://", self._adapter)
        self._session.mount("https://", self._adapter)
        self._session.headers.update(
            {
                "User-Agent": user_agent,
                "Accept": "text/html, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5",
                "Accept-Language": "de, *;q=0.5",
                "Accept-Encoding": "gzip, deflate",
            }
        )

    def close(self) -> None:
        """Close all connections."""
        self._session.close()

    def get(self, url: str, headers: Mapping[str, str]) -> Answer:
        """Ask for `url` once.

        Raises:
            Refused: the address may not be asked, or the answer is larger or slower than the limits allow.
            FetchError: there was no complete answer; the field `temporary` tells whether trying again can help.
        """
        with self._adapter.exchange(url, self._limits.total) as exchange:
            try:
                answer = self._exchange(url, headers)
            except NETWORK_ERRORS as error:
                if not exchange.ended:
                    raise explain(error, url, self._limits.timeout) from error
        if exchange.ended:
            raise Refused(subject=url, reason=f"not complete within {self._limits.total:g} s", status=0)
        return answer

    def _exchange(self, url: str, headers: Mapping[str, str]) -> Answer:
        timeout = self._limits.timeout
        with self._session.get(url, headers=headers, allow_redirects=False, stream=True, timeout=timeout) as response:
            status, received = response.status_code, response.headers
            if response.ok and status < 300:
                return Answer(url, status, received, body=self._body(url, response))
            target = self._session.get_redirect_target(response) if status in _REDIRECTS else None
            return Answer(url, status, received, location=target or "")

    def _body(self, url: str, response: requests.Response) -> bytes:
        """Read what comes, as it comes, so that neither a large nor a compressed giant is ever held in memory."""
        most = self._limits.max_bytes
        body = bytearray()
        while chunk := response.raw.read1(_CHUNK, decode_content=True):
            body += chunk
            if len(body) > most:
                raise Refused(subject=url, reason=f"larger than {most / MIB:g} MiB", status=response.status_code)
        return bytes(body)
