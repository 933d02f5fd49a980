"""What an identity provider publishes of itself: its addresses and its keys (OpenID Connect Discovery 1.0)."""

import logging
import time
from collections.abc import Mapping
from threading import Lock
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from model.errors import ProviderError
from pipeline.provider import is_safe

WELL_KNOWN = "/.well-known/openid-configuration"
TIMEOUT_SECONDS = 10
KEPT_SECONDS = 3600
"""How long what was fetched is good."""
SOONEST_SECONDS = 60
"""How soon it is fetched again where it lacks a key: a stranger can name keys that there are not."""

log = logging.getLogger(__name__)


class Documents:
    """The documents of one provider, kept for an hour."""

    def __init__(self, issuer: str) -> None:
        self._issuer = issuer
        self._lock = Lock()
        self._kept: dict[str, tuple[float, Mapping[str, Any]]] = {}

    def address(self, name: str, *, needed: bool = True) -> str:
        """Return an address of the provider's, "" where it names none that is safe and none is `needed`.

        Raises:
            ProviderError: the provider does not answer, calls itself something else, or names no such address.
        """
        found = self._metadata().get(name)
        if isinstance(found, str) and is_safe(found):
            return found
        if needed:
            raise silent(f"its {name} is {found!r}")
        return ""

    def authentication(self) -> str:
        """Return how the desk proves itself with its secret.

        Raises:
            ProviderError: the provider does not answer.
        """
        # Discovery 3: what holds where the provider says nothing.
        offered = self._metadata().get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return "client_secret_basic" if "client_secret_basic" in offered else "client_secret_post"

    def keys(self, *, renewed: bool = False) -> KeySet:
        """Return the keys that sign.

        Args:
            renewed: a key is missing among those that were fetched.

        Raises:
            ProviderError: the provider does not answer, or with no keys.
        """
        found = self._fetch(self.address("jwks_uri"), SOONEST_SECONDS if renewed else KEPT_SECONDS)
        try:
            return KeySet.import_key_set(found)  # type: ignore[arg-type]
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise silent(f"its keys cannot be read: {error!r}") from error

    def _metadata(self) -> Mapping[str, Any]:
        found = self._fetch(self._issuer.rstrip("/") + WELL_KNOWN, KEPT_SECONDS)
        # Discovery 4.3: else one provider could speak for another.
        if found.get("issuer") != self._issuer:
            raise silent(f"it calls itself {found.get('issuer')!r}, the setting {self._issuer!r}")
        return found

    def _fetch(self, address: str, oldest: float) -> Mapping[str, Any]:
        with self._lock:
            at, known = self._kept.get(address, (0.0, {}))
            if known and time.monotonic() - at < oldest:
                return known
            with requests.Session() as session:
                found = fetched(address, session)
            self._kept[address] = (time.monotonic(), found)
            return found


def fetched(address: str, session: requests.Session) -> Mapping[str, Any]:
    """Return the JSON object at `address`.

    Raises:
        ProviderError: there is none.
    """
    try:
        response = session.get(address, timeout=TIMEOUT_SECONDS, allow_redirects=False)
        response.raise_for_status()
        found = response.json()
    except (requests.RequestException, AuthlibBaseError, ValueError) as error:
        raise silent(error) from error
    if not isinstance(found, dict):
        raise silent(f"{address} holds no object")
    return found


def silent(reason: object) -> ProviderError:
    """Return the error for people, and tell the reason to the log."""
    log.warning("the identity provider does not do its part: %s", reason)
    return ProviderError()
