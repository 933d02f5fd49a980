"""What went wrong with a server, in words, with the way out and what may still be tried."""

import re
import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import requests
import urllib3

from model.causes import chained
from model.errors import TranslationError
from translators.remote.server import Server

NETWORK_ERRORS = (requests.RequestException, urllib3.exceptions.HTTPError, OSError)
"""What comes out of requests, and out of urllib3 while a body is streamed."""

_CONFIGURATION = "config/engines.toml"
_SHOWN = 200

_MEANINGS = {
    400: "the request was not understood",
    401: "the key was not accepted; correct {key}",
    403: "the key was refused; correct {key}, or ask whoever runs the server",
    404: "there is nothing at {url}; correct url in " + _CONFIGURATION,
    413: "the request was too large; lower batch in " + _CONFIGURATION,
    429: "it was asked too often; lower requests_a_minute in " + _CONFIGURATION,
}
_OTHERWISE = "it has a fault of its own; try again later"

_PASSING = (ConnectionResetError, BrokenPipeError, urllib3.exceptions.ProtocolError)
"""A connection that broke off while it was in use; one that was never made will not be made a second later either."""

_SILENT = (TimeoutError, requests.Timeout, urllib3.exceptions.TimeoutError)


class ServerFailed(TranslationError):
    """A translation server did not do what was asked: `engine` and `host` name it, `reason` says what and the way out.

    Attributes:
        temporary: asking again can help.
        divisible: asking for less can help.
        wait: seconds that the server asks us to wait.
    """

    template = "engine {engine} at {host}: {reason}"

    def __init__(
        self, server: Server, reason: str, *, temporary: bool = False, divisible: bool = False, wait: float = 0.0
    ) -> None:
        # Servers repeat the key when they complain of it.
        shown = reason.replace(server.key, "***") if server.key else reason
        super().__init__(engine=server.name, host=server.host, reason=shown)
        self.temporary = temporary
        self.divisible = divisible
        self.wait = wait


class SentenceFailed(TranslationError):
    """A server failed with a `sentence` alone; the other fields are those of `ServerFailed`."""

    template = "engine {engine} at {host}: {reason}; the sentence is »{sentence}«"


def lost(server: Server, error: BaseException, silence: float) -> ServerFailed:
    """Return the error for a connection that failed with `error`, one of NETWORK_ERRORS, or after `silence` seconds."""
    causes = chained(error)
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            words = f"its certificate is not valid ({cause.verify_message}); name the one to trust as certificate"
            return ServerFailed(server, f"{words} in {_CONFIGURATION}")
    if any(isinstance(cause, _PASSING) for cause in causes):
        return ServerFailed(server, "the connection broke off; try again later", temporary=True)
    if isinstance(error, requests.ConnectionError):
        return ServerFailed(server, f"cannot be reached ({causes[-1]}); start it, or correct url in {_CONFIGURATION}")
    if any(isinstance(cause, _SILENT) for cause in causes):
        return ServerFailed(server, f"no answer within {silence:g} s; raise timeout in {_CONFIGURATION}")
    return ServerFailed(server, f"cannot be asked ({causes[-1]}); correct url in {_CONFIGURATION}")


def refused(server: Server, response: requests.Response, body: bytes) -> ServerFailed:
    """Return the error for an answer whose status is not success."""
    status = response.status_code
    known = status in HTTPStatus._value2member_map_
    meaning = server.meanings.get(status) or _MEANINGS.get(status) or _OTHERWISE
    key = server.key_variable or f"key_env in {_CONFIGURATION}"
    words = f"{meaning.format(url=response.url, key=key)} (HTTP {status}"
    words += f" {HTTPStatus(status).phrase})" if known else ")"
    if said := _excerpt(body):
        words += f": »{said}«"
    return ServerFailed(
        server,
        words,
        temporary=status in server.busy,
        divisible=status in server.divisible,
        wait=_retry_after(response.headers.get("Retry-After", "")),
    )


def _excerpt(body: bytes) -> str:
    """Return what a server says about its failure, on one line; of a page for browsers only its text."""
    text = body.decode("utf-8", errors="replace")
    text = re.sub(r"(?s)<(style|script).*?</\1>|<[^>]*>", " ", text)
    return " ".join(text.split())[:_SHOWN]


def _retry_after(value: str) -> float:
    """Return the seconds that a server asks us to wait (RFC 9110, section 10.2.3), 0 where it does not say."""
    if value.strip().isdecimal():
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
