"""What went wrong on the way to a page, in words, and whether trying again can help."""

import socket
import ssl

import requests
import urllib3
from requests.exceptions import InvalidSchema, InvalidURL, MissingSchema
from urllib3.exceptions import DecodeError, ProtocolError

from model.causes import chained
from model.errors import FetchError

NETWORK_ERRORS = (requests.RequestException, urllib3.exceptions.HTTPError, OSError, UnicodeError)
"""What comes out of requests, and out of urllib3 while a body is streamed."""

_MEANINGS: tuple[tuple[tuple[type[BaseException], ...], str, bool], ...] = (
    ((MissingSchema, InvalidURL, InvalidSchema, UnicodeError), "this is not an address that can be fetched", False),
    ((ssl.SSLCertVerificationError,), "the certificate of the server is not valid: {error.verify_message}", False),
    ((ssl.SSLError,), "no secure connection: {error.reason}", True),
    ((TimeoutError, urllib3.exceptions.ReadTimeoutError), "no answer within {timeout:g} s", True),
    ((ConnectionRefusedError,), "the connection was refused", True),
    ((DecodeError,), "the answer cannot be decompressed", False),
    ((ProtocolError, ConnectionError), "the answer broke off", True),
)
"""Kinds of error, what they mean, and whether they may pass by themselves; the first that fits counts."""


def explain(error: BaseException, url: str, timeout: float) -> FetchError:
    """Return the error to raise for `error`; its field `temporary` tells whether trying again can help.

    Args:
        error: one of NETWORK_ERRORS.
        url: what was asked for.
        timeout: the silence in seconds that was allowed.
    """
    causes = chained(error)
    reason, temporary = _meaning(causes, timeout)
    if any(isinstance(cause, requests.exceptions.ProxyError) for cause in causes):
        reason = f"behind the proxy: {reason}"
    return FetchError(subject=url, reason=reason, status=0, temporary=temporary)


def _meaning(causes: list[BaseException], timeout: float) -> tuple[str, bool]:
    for cause in causes:
        if isinstance(cause, socket.gaierror):
            return _unresolved(cause)
    for kinds, reason, temporary in _MEANINGS:
        for cause in causes:
            if isinstance(cause, kinds):
                return reason.format(error=cause, timeout=timeout), temporary
    return f"no connection: {causes[-1]}", True


def _unresolved(error: socket.gaierror) -> tuple[str, bool]:
    if error.errno == socket.EAI_AGAIN:
        return "the host name could not be looked up just now (is this machine online?)", True
    return "the host name does not exist", False
