import threading
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urljoin

from protego import Protego

from model.errors import FetchError, Refused
from sources.charset import decode_bytes
from sources.transport import Answer

_KEPT = 24 * 3600.0
"""Seconds that a robots.txt counts (RFC 9309, section 2.4)."""

_PARSED = 500 * 2**10
"""Bytes of it that are read (RFC 9309, section 2.5)."""


_REDIRECTED = range(300, 400)


class Robots:
    """The wishes of the sites that we visit: the Robots Exclusion Protocol, RFC 9309.

    A robots.txt that does not exist (4xx, endless redirects) allows everything; one that cannot be had (5xx, no
    connection, too many requests) forbids everything until it can (section 2.3.1). Only what was had is kept, so that
    an outage ends when it ends.
    """

    def __init__(self, fetch: Callable[[str], Answer], user_agent: str, clock: Callable[[], float]) -> None:
        self._fetch = fetch
        self._agent = user_agent.partition("/")[0]
        self._clock = clock
        self._rules: dict[str, tuple[float, Protego]] = {}
        self._lock = threading.Lock()

    def crawl_delay(self, url: str) -> float:
        """Return the seconds between requests that the site of `url` wishes, 0 where it does not say.

        Raises:
            Refused: robots.txt does not allow us to read `url`.
            FetchError: robots.txt cannot be had just now.
        """
        rules = self._site(url)
        if not rules.can_fetch(url, self._agent):
            raise Refused(subject=url, reason=f"robots.txt does not allow {self._agent} to read it", status=0)
        return rules.crawl_delay(self._agent) or 0.0

    def _site(self, url: str) -> Protego:
        address = urljoin(url, "/robots.txt")
        with self._lock:
            until, rules = self._rules.get(address, (0.0, None))
        if rules is None or until < self._clock():
            rules = self._read(address, url)
            with self._lock:
                self._rules[address] = (self._clock() + _KEPT, rules)
        return rules

    def _read(self, address: str, url: str) -> Protego:
        try:
            answer = self._fetch(address)
        except FetchError as error:
            if error.fields["status"] in _REDIRECTED:
                return Protego.parse("")
            error.fields["subject"] = url
            raise type(error)(None, **error.fields) from error
        if answer.status >= 500 or answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            reason = f"robots.txt answers HTTP {answer.status}; until it can be read, nothing may be (RFC 9309)"
            raise FetchError(subject=url, reason=reason, status=answer.status, temporary=True)
        return Protego.parse(decode_bytes(answer.body[:_PARSED]))
