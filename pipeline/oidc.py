"""OpenID Connect: proving who somebody is, by asking the identity provider (authorization code flow with PKCE).

Rules from OpenID Connect Core 1.0 (3.1), Discovery 1.0 (4.3), RFC 7636 (PKCE) and RFC 9700 (security of OAuth).
"""

import hmac
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwt import Token

from model.errors import AccountError
from pipeline.oidc_documents import TIMEOUT_SECONDS, Documents, fetched, silent
from pipeline.provider import Provider

SCOPE = "openid email profile"
PATIENCE = timedelta(minutes=10)
"""How long somebody may take at the identity provider, with a password to look up and a second factor."""
LEEWAY_SECONDS = 60
"""How far the clocks of the two machines may differ."""
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""Signatures by a key that the provider alone has: neither `none` nor one that the client's secret makes."""

Claims = Mapping[str, Any]

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Errand:
    """What the browser keeps while somebody is at the identity provider; good once.

    Attributes:
        verifier: of PKCE; without it nobody can use the code that comes back.
        redirect: where the provider sends the browser back to.
        at: when it began, in seconds of the epoch.
    """

    state: str
    nonce: str
    verifier: str
    redirect: str
    at: float


class Relying:
    """The desk as its identity provider sees it: the relying party."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self._documents = Documents(provider.issuer)

    def begin(self, redirect: str, now: datetime) -> tuple[str, Errand]:
        """Return where to send a browser, and what it has to keep meanwhile.

        Args:
            redirect: where the browser is to come back to.
            now: the time.

        Raises:
            ProviderError: the provider does not answer, or not as one.
        """
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        with self._session(redirect) as session:
            url, _ = session.create_authorization_url(
                self._documents.address("authorization_endpoint"), state=state, nonce=nonce, code_verifier=verifier
            )
        return str(url), Errand(state, nonce, verifier, redirect, now.timestamp())

    def finish(self, errand: Errand, answer: Mapping[str, str], now: datetime) -> Claims:
        """Return what the provider says of who came back: claims, of which `iss` and `sub` name the person.

        Args:
            errand: what the browser has kept.
            answer: the query with which the browser came back.
            now: the time.

        Raises:
            ProviderError: the provider does not answer, or not as one.
            AccountError: this is no answer to the errand, or the provider does not vouch for anybody.
        """
        self._examine(errand, answer, now)
        with self._session(errand.redirect) as session:
            token = self._redeem(session, answer["code"], errand.verifier)
            claims = self._claims(token, errand.nonce, now)
            return claims if "email" in claims else {**self._more(session, claims), **claims}

    def _session(self, redirect: str) -> OAuth2Session:
        return OAuth2Session(
            self.provider.client_id,
            self.provider.client_secret or None,
            self._documents.authentication() if self.provider.client_secret else "none",
            scope=SCOPE,
            redirect_uri=redirect,
            code_challenge_method="S256",
        )

    def _examine(self, errand: Errand, answer: Mapping[str, str], now: datetime) -> None:
        is_ours = hmac.compare_digest(errand.state.encode(), answer.get("state", "").encode())
        if not is_ours or now.timestamp() - errand.at > PATIENCE.total_seconds():
            raise AccountError("This sign-in was not begun in this browser, or too long ago. Begin again.")
        # RFC 9207: which of several providers answers.
        if answer.get("iss", self.provider.issuer) != self.provider.issuer:
            raise _untrusted("the answer names another issuer")
        if not answer.get("code"):
            log.warning("the identity provider answers: %r", answer.get("error"))
            raise AccountError("The identity provider has let nobody in. Try again.")

    def _redeem(self, session: OAuth2Session, code: str, verifier: str) -> Mapping[str, Any]:
        address = self._documents.address("token_endpoint")
        try:
            found: Mapping[str, Any] = session.fetch_token(
                address, code=code, code_verifier=verifier, timeout=TIMEOUT_SECONDS, allow_redirects=False
            )
        except AuthlibBaseError as error:
            raise _untrusted(f"it does not take the code: {error}") from error
        except (requests.RequestException, ValueError, TypeError) as error:
            raise silent(error) from error
        return found

    def _claims(self, token: Mapping[str, Any], nonce: str, now: datetime) -> Claims:
        """Return what an ID token says where all of Core 3.1.3.7 holds of it."""
        wanted = {"iss": {"value": self.provider.issuer}, "aud": {"value": self.provider.client_id}}
        known = {"nonce": nonce, "client_id": self.provider.client_id, "access_token": token.get("access_token")}
        try:
            decoded = self._decoded(str(token.get("id_token", "")))
            claims = CodeIDToken(decoded.claims, decoded.header, wanted, known)
            claims.validate(int(now.timestamp()), LEEWAY_SECONDS)
        except (JoseError, AuthlibBaseError, ValueError, TypeError, KeyError) as error:
            raise _untrusted(f"its token is not good: {error!r}") from error
        if not claims["sub"]:
            raise _untrusted("its token names nobody")
        return dict(claims)

    def _decoded(self, token: str) -> Token:
        """Return the token where a key of the provider's has signed it; it may have changed its keys since."""
        try:
            return jwt.decode(token, self._documents.keys(), ALGORITHMS)
        except InvalidKeyIdError:
            return jwt.decode(token, self._documents.keys(renewed=True), ALGORITHMS)

    def _more(self, session: OAuth2Session, claims: Claims) -> Claims:
        """Return what the provider tells only where it is asked again."""
        address = self._documents.address("userinfo_endpoint", needed=False)
        more = fetched(address, session) if address else {}
        # Core 5.3.2: else another person's answer could be put in its place.
        return more if more.get("sub") == claims["sub"] else {}


def _untrusted(reason: str) -> AccountError:
    log.warning("what the identity provider answers is not taken: %s", reason)
    return AccountError("What the identity provider answered cannot be trusted. Try again, else tell an administrator.")
