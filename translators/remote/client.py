"""Asking a translation server: JSON there and JSON back, within limits, again where that can help."""

import json
import logging
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import Any

import requests
from requests.auth import AuthBase
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_exponential, wait_random

from translators.remote.failures import NETWORK_ERRORS, ServerFailed, lost, refused
from translators.remote.pace import Pace
from translators.remote.server import MIB, Patience, Server

log = logging.getLogger(__name__)

_CHUNK = 2**16
_ERROR_BYTES = 2**14
_USUAL = Patience()


class Client:
    """One server, asked by as many engines as there are languages; safe to share between threads.

    Text and key go to `server.url` and nowhere else: no redirect is followed.

    Args:
        server: whom to ask.
        patience: how long, how much, how often.
        clock, sleep: a monotonic clock in seconds, and what waits; for tests.
    """

    def __init__(
        self,
        server: Server,
        patience: Patience = _USUAL,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.server = server
        self._patience = patience
        self._clock = clock
        self._sleep = sleep
        self._pace = Pace(patience.requests_a_minute, patience.characters_a_minute, clock, sleep)
        self._session = requests.Session()
        self._session.headers.update(
            {"User-Agent": f"newsbridge/{version('newsbridge')}", "Accept": "application/json"}
        )
        self._session.auth = _Key(server)
        self._backoff = wait_exponential(patience.backoff, patience.longest_wait) + wait_random(0, patience.backoff)

    def get(self, path: str) -> Any:
        """Return the JSON at `path`.

        Raises:
            ServerFailed: the server cannot be reached, refuses, or answers something else.
        """
        return self._ask("GET", path, None, 0)

    def post(self, path: str, payload: Mapping[str, Any], characters: int) -> Any:
        """Send `payload` to `path` and return the JSON that comes back.

        Args:
            path: of the API, behind the server's address.
            payload: what is sent, as JSON.
            characters: of text in it, for the rate.

        Raises:
            ServerFailed: the server cannot be reached, refuses, or answers something else.
        """
        return self._ask("POST", path, json.dumps(payload, ensure_ascii=False).encode(errors="replace"), characters)

    def close(self) -> None:
        """Close all connections; a later request opens new ones."""
        self._session.close()

    def _ask(self, method: str, path: str, body: bytes | None, characters: int) -> Any:
        retrying = Retrying(
            retry=retry_if_exception(self._worth_another_try),
            wait=self._pause,
            stop=stop_after_attempt(self._patience.retries + 1),
            sleep=self._sleep,
            before_sleep=self._tell,
            reraise=True,
        )
        return retrying(self._ask_once, method, path, body, characters)

    def _worth_another_try(self, error: BaseException) -> bool:
        return isinstance(error, ServerFailed) and error.temporary and error.wait <= self._patience.longest_wait

    def _pause(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.wait if isinstance(error, ServerFailed) else 0.0
        return max(asked, self._backoff(state))

    def _tell(self, state: RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        log.info("%s; asking again in %.1f s", error, state.next_action.sleep if state.next_action else 0)

    def _ask_once(self, method: str, path: str, body: bytes | None, characters: int) -> Any:
        self._pace.wait(characters)
        try:
            with self._session.request(
                method,
                self.server.url.rstrip("/") + path,
                data=body,
                headers={"Content-Type": "application/json"} if body else {},
                timeout=(self._patience.connect, self._patience.silence),
                verify=self.server.certificate or True,
                allow_redirects=False,
                stream=True,
            ) as response:
                return self._read(response)
        except NETWORK_ERRORS as error:
            raise lost(self.server, error, self._patience.silence) from error

    def _read(self, response: requests.Response) -> Any:
        if response.is_redirect:
            target = response.headers["Location"]
            reason = f"it sends us on to {target}; neither text nor key goes there: correct url in config/engines.toml"
            raise ServerFailed(self.server, reason)
        if response.status_code != requests.codes.ok:
            raise refused(self.server, response, response.raw.read1(_ERROR_BYTES, decode_content=True))
        kind = response.headers.get("Content-Type", "")
        if "json" not in kind.lower():
            reason = f"it answers with {kind or 'something'} instead of JSON; is {response.url} the address of its API?"
            raise ServerFailed(self.server, reason)
        try:
            return json.loads(self._body(response))
        except (ValueError, RecursionError) as error:
            raise ServerFailed(self.server, f"it answers with broken JSON ({error})", divisible=True) from error

    def _body(self, response: requests.Response) -> bytes:
        """Read what comes, as it comes, so that neither a giant nor an endless answer is ever held in memory."""
        end = self._clock() + self._patience.total
        body = bytearray()
        while chunk := response.raw.read1(_CHUNK, decode_content=True):
            body += chunk
            if len(body) > self._patience.max_bytes:
                raise ServerFailed(self.server, f"it answers with more than {self._patience.max_bytes / MIB:g} MiB")
            if self._clock() > end:
                raise ServerFailed(self.server, f"it did not finish its answer within {self._patience.total:g} s")
        return bytes(body)


class _Key(AuthBase):
    """Puts the key where the server wants it; without one requests would look for passwords in `~/.netrc`."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._server.key and self._server.scheme:
            request.headers["Authorization"] = f"{self._server.scheme} {self._server.key}"
        return request
