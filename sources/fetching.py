import logging
import random
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.message import Message
from functools import partial
from http import HTTPStatus
from importlib.metadata import version
from typing import Self
from urllib.parse import urlsplit

from model.errors import FetchError, Refused
from model.source import Validators
from sources.identity import absolute
from sources.pace import Pace
from sources.pages import Page
from sources.retrying import pause, retry_after
from sources.robots import Robots
from sources.transport import Answer, FetchLimits, Transport

__all__ = ["FetchLimits", "Fetcher", "Page", "user_agent"]

_log = logging.getLogger(__name__)
_NO_HEADERS: Mapping[str, str] = {}


def user_agent(contact: str = "https://isa-portal.de") -> str:
    """Return how we introduce ourselves; `contact` is where a site's owner finds out who asks."""
    return f"newsbridge/{version('newsbridge')} (+{contact}; press-release collector)"


class Fetcher:
    """Fetches pages politely and suspiciously; safe to share between threads.

    It obeys robots.txt, keeps requests to a host apart, asks only for what has changed, tries again where that can
    help, and reads no more than `limits` allow. It connects to the public internet and to `trusted` hosts only.

    Args:
        limits: how long, how much, how often.
        agent: the User-Agent header; the part before the slash is the name that robots.txt knows us by.
        trusted: `host` or `host:port` that may be private, see `addresses.trusted_hosts`.
        clock, sleep, jitter: a monotonic clock in seconds, what waits, and a random number from 0 to 1; for tests.
    """

    def __init__(
        self,
        limits: FetchLimits | None = None,
        *,
        agent: str = "",
        trusted: frozenset[str] = frozenset(),
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._limits = limits or FetchLimits()
        agent = agent or user_agent()
        self._transport = Transport(self._limits, agent, trusted)
        self._pace = Pace(clock, sleep)
        self._robots = Robots(lambda url: self._follow(url, _NO_HEADERS, lambda _: 0.0), agent, clock)
        self._sleep = sleep
        self._jitter = jitter

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._transport.close()

    def fetch(self, url: str, *, validators: Validators | None = None, delay: float = 1.0) -> Page:
        """Fetch `url`.

        Args:
            url: http or https; umlauts in host and path are fine.
            validators: what the server gave last time; with them the answer may be `not_modified`, without a body.
            delay: seconds between two requests to the host; a longer Crawl-delay of the site wins, up to
                `limits.patience`.

        Raises:
            Refused: robots.txt, a limit or the address guard says no.
            FetchError: no connection, no complete answer, or a status other than success.
        """
        validators = validators or Validators()
        conditions = _conditions(validators)
        answer = self._follow(url, conditions, partial(self._allowed_delay, delay=delay))
        if answer.status == HTTPStatus.NOT_MODIFIED and conditions:
            return Page(answer.url, validators=_validators(answer.headers) or validators, not_modified=True)
        if answer.status >= 300:
            raise FetchError(subject=url, reason=_status(answer, url), status=answer.status)
        kind = Message()
        kind["Content-Type"] = answer.headers.get("Content-Type", "")
        return Page(
            answer.url,
            answer.body,
            content_type=kind.get_content_type() if kind["Content-Type"] else "",
            charset=str(kind.get_content_charset("")),
            validators=_validators(answer.headers),
        )

    def _allowed_delay(self, url: str, delay: float) -> float:
        return max(delay, min(self._robots.crawl_delay(url), self._limits.patience))

    def _follow(self, url: str, headers: Mapping[str, str], delay: Callable[[str], float]) -> Answer:
        """Ask for `url` and for wherever it leads; each address on the way is checked as if it were the first."""
        chain: list[str] = []
        target = url
        while True:
            here = absolute(chain[-1] if chain else url, target)
            if not here:
                raise Refused(subject=url, reason=f"only http and https addresses are fetched, not {target}", status=0)
            chain.append(here)
            self._check_chain(chain)
            answer = self._ask(here, headers, delay(here))
            if not answer.location:
                return answer
            target = answer.location

    def _check_chain(self, chain: list[str]) -> None:
        if chain[-1] in chain[:-1]:
            reason = "redirects in a circle"
        elif len(chain) > self._limits.redirects + 1:
            reason = f"more than {self._limits.redirects} redirects"
        else:
            return
        raise FetchError(subject=chain[0], reason=f"{reason}: {' -> '.join(chain)}", status=HTTPStatus.FOUND.value)

    def _ask(self, url: str, headers: Mapping[str, str], delay: float) -> Answer:
        """Ask for `url` until there is an answer that more asking would not better."""
        attempt = 0
        while True:
            self._pace.wait(urlsplit(url).netloc, delay)
            outcome: Answer | FetchError
            try:
                outcome = self._transport.get(url, headers)
            except FetchError as error:
                outcome = error
            seconds = pause(outcome, attempt, self._limits, self._jitter(), datetime.now(UTC))
            if seconds is None:
                break
            _log.info("%s: asking again in %.1f s", url, seconds)
            self._sleep(seconds)
            attempt += 1
        if isinstance(outcome, FetchError):
            raise outcome
        return outcome


def _conditions(validators: Validators) -> dict[str, str]:
    headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in headers.items() if value}


def _validators(headers: Mapping[str, str]) -> Validators:
    return Validators(headers.get("ETag", ""), headers.get("Last-Modified", ""))


def _status(answer: Answer, url: str) -> str:
    """Put a status into words: »HTTP 404 Not Found at https://...«."""
    known = answer.status in HTTPStatus._value2member_map_
    text = f"HTTP {answer.status}" + (f" {HTTPStatus(answer.status).phrase}" if known else "")
    wait = retry_after(answer, datetime.now(UTC))
    text += f", asks to wait {wait:.0f} s" if wait else ""
    return text if answer.url == url else f"{text} at {answer.url}"
