"""Who is at the browser: a signed cookie that holds the person, the times and the token that guards changes."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from model.people import Person

IDLE = timedelta(hours=12)
"""A session that nobody has used for so long is over."""
LIFE = timedelta(days=7)
"""No session lasts longer, however much it is used."""
RENEWAL = timedelta(minutes=5)
"""How often the cookie is written again while it is used."""


class Sessions:
    """Middleware that reads and writes the cookie.

    Over https it is `Secure` and carries the prefix `__Host-`, so that neither a plain connection nor another host of
    the domain can set it (RFC 6265bis, 4.1.3.2).
    """

    def __init__(self, app: ASGIApp, secret: bytes, secure: bool) -> None:
        key = hmac.digest(secret, b"sessions of the desk", "sha256").hex()
        age = int(IDLE.total_seconds())
        self._secure = secure
        self._plain = SessionMiddleware(app, key, "desk", age)
        self._guarded = SessionMiddleware(app, key, "__Host-desk", age, https_only=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request with the session in `scope`."""
        guarded = self._secure or scope.get("scheme") == "https"
        await (self._guarded if guarded else self._plain)(scope, receive, send)


def begin(request: Request, person: Person, now: datetime) -> None:
    """Sign `person` in: nothing of an earlier session is left, its token included, so that none can be foisted."""
    request.session.clear()
    moment = now.timestamp()
    request.session.update(
        id=secrets.token_urlsafe(16), person=person.id, epoch=person.epoch, since=moment, seen=moment
    )


def end(request: Request) -> str:
    """Sign out in this browser, and return the id of the session that is over, "" where there was none."""
    over = str(request.session.get("id", ""))
    request.session.clear()
    return over


@dataclass(frozen=True)
class Claim:
    """Whom a cookie names: the id and epoch of a person, and the id of the session."""

    person: int
    epoch: int
    session: str


def claimed(request: Request, now: datetime) -> Claim | None:
    """Return whom the cookie names, None where it names nobody, is too old, or is of an older version of the desk."""
    session, moment = request.session, now.timestamp()
    if not session.keys() >= {"id", "person", "epoch", "since", "seen"}:
        return None
    if moment - session["seen"] > IDLE.total_seconds() or moment - session["since"] > LIFE.total_seconds():
        return None
    if moment - session["seen"] > RENEWAL.total_seconds():
        session["seen"] = moment
    return Claim(session["person"], session["epoch"], session["id"])


def token(request: Request) -> str:
    """Return the token that every change must carry; made when it is first asked for."""
    if "csrf" not in request.session:
        request.session["csrf"] = secrets.token_urlsafe(32)
    kept: str = request.session["csrf"]
    return kept


def is_token(request: Request, given: str) -> bool:
    """Whether `given` is the token of this session."""
    kept: str = request.session.get("csrf", "")
    return bool(kept) and hmac.compare_digest(kept.encode(), given.encode())


def tell(request: Request, text: str) -> None:
    """Keep a message for the next page that this browser is shown."""
    request.session["told"] = [*request.session.get("told", []), text]


def told(request: Request) -> list[str]:
    """Return the messages that wait, and forget them."""
    waiting: list[str] = request.session.pop("told", [])
    return waiting
