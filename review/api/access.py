"""Who may use the API: whoever sends a token with the duty. No cookie counts here, so no request can be forged."""

from dataclasses import dataclass
from math import ceil
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from model.errors import AccountError, TooManyAttempts
from model.people import Duty
from model.tokens import Token
from pipeline import tokens
from review.access import Room
from review.api.problems import Refused

SCHEME = HTTPBearer(auto_error=False, scheme_name="token", description="A token that an administrator has made: `nb_…`")
REALM = 'Bearer realm="newsbridge"'


def holder(
    request: Request, room: Room, given: Annotated[HTTPAuthorizationCredentials | None, Depends(SCHEME)]
) -> Token:
    """Return the token of the program that asks.

    Raises:
        HTTPException: 401, it sends none, or one that is not good.
        Refused: 429, it asks too often, or the address has sent too many bad ones.
    """
    if given is None:
        raise HTTPException(401, "Send a token: `Authorization: Bearer nb_…`.", {"WWW-Authenticate": REALM})
    try:
        token = tokens.holder(room, given.credentials, request.client.host if request.client else "")
    except TooManyAttempts as error:
        raise _later(str(error), int(str(error.fields["minutes"])) * 60) from error
    except AccountError as error:
        challenge = {"WWW-Authenticate": f'{REALM}, error="invalid_token"'}
        raise HTTPException(401, str(error), challenge) from error
    if seconds := request.app.state.limiter.wait((room.store.url, token.id), room.now().timestamp()):
        raise _later("This token asks too often.", ceil(seconds))
    return token


Held = Annotated[Token, Depends(holder)]


@dataclass(frozen=True)
class May:
    """Dependency of a route for tokens with a duty, or a higher one."""

    duty: Duty

    def __call__(self, token: Held) -> Token:
        """Return the token.

        Raises:
            HTTPException: 403, its duty does not include this one.
        """
        if not token.duty.includes(self.duty):
            raise HTTPException(403, f"This needs a token with the duty {self.duty}; yours has {token.duty}.")
        return token


def may(duty: Duty) -> May:
    """Return the dependency that lets in tokens with `duty` or a higher one."""
    return May(duty)


def _later(detail: str, seconds: int) -> Refused:
    return Refused(429, "too-many-requests", detail, {"Retry-After": str(seconds)})
