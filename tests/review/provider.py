"""An identity provider on loopback that signs what a test wants, and keeps to PKCE and to codes that are good once."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import Key, KeySet, RSAKey
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.review.conftest import NOON, Browser

CLIENT, CLIENT_SECRET = "desk", "hush, a secret"
Claims = dict[str, object]


@dataclass
class IdentityProvider:
    """Answers as OpenID Connect Core 1.0 wants it, but for what a test changes."""

    server: HTTPServer
    keys: list[Key] = field(default_factory=lambda: [RSAKey.generate_key(2048, {"kid": "first"})])
    person: Claims = field(default_factory=lambda: {"sub": "7", "email": "li.na@isa.example", "email_verified": True})
    more: Claims = field(default_factory=dict)
    sign: Callable[[Claims], str] | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for path, answer in {
            "/.well-known/openid-configuration": self._metadata,
            "/keys": self._keys,
            "/token": self._token,
            "/userinfo": lambda request: {"sub": self.person["sub"], **self.more},
        }.items():
            self.server.expect_request(path).respond_with_handler(self._json(answer))

    @property
    def issuer(self) -> str:
        return self.server.url_for("/").rstrip("/")

    def authorize(self, location: str) -> str:
        """Let the person sign in at the page to which the desk has sent them; return where they are sent back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert set(asked["scope"].split()) == {"openid", "email", "profile"}
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return asked["redirect_uri"] + "?" + urlencode({"code": code, "state": asked["state"], "iss": self.issuer})

    def claims(self, **changed: object) -> Claims:
        """Return what an ID token says."""
        now = int(NOON.timestamp())
        usual = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, **self.person}
        return {name: value for name, value in {**usual, **changed}.items() if value is not None}

    def signed(self, claims: Claims, key: Key | None = None, alg: str = "RS256") -> str:
        """Return an ID token."""
        used = key or self.keys[-1]
        return jwt.encode({"alg": alg, "kid": used.kid}, claims, used, [alg])

    def _json(self, answer: Callable[[Request], object]) -> Callable[[Request], Response]:
        def handle(request: Request) -> Response:
            self.fetched.append(request.path)
            found = answer(request)
            return found if isinstance(found, Response) else Response(_text(found), content_type="application/json")

        return handle

    def _metadata(self, request: Request) -> object:
        paths = {
            "authorization_endpoint": "/authorize",
            "token_endpoint": "/token",
            "jwks_uri": "/keys",
            "userinfo_endpoint": "/userinfo",
        }
        return {"issuer": self.issuer} | {name: self.issuer + path for name, path in paths.items()}

    def _keys(self, request: Request) -> object:
        return KeySet(self.keys).as_dict(private=False)

    def _token(self, request: Request) -> object:
        asked = self.codes.pop(request.form["code"], None)
        proof = hashlib.sha256(request.form["code_verifier"].encode()).digest()
        client = request.authorization
        if (
            asked is None
            or asked["code_challenge"] != base64.urlsafe_b64encode(proof).decode().rstrip("=")
            or asked["redirect_uri"] != request.form["redirect_uri"]
            or client is None
            or (client.username, client.password) != (CLIENT, CLIENT_SECRET)
        ):
            return Response('{"error": "invalid_grant"}', 400, content_type="application/json")
        claims = self.claims(nonce=asked["nonce"])
        token = self.sign(claims) if self.sign else self.signed(claims)
        return {"access_token": "opaque", "token_type": "Bearer", "expires_in": 300, "id_token": token}


def _text(value: object) -> str:
    import json

    return json.dumps(value)


def depart(browser: Browser, wanted: str = "/") -> str:
    """Press the button of the sign-in page; return the address at the provider."""
    gone = browser.get("/login/provider", params={"next": wanted})
    assert gone.status_code == 303, gone.text
    return gone.headers["location"]
