"""Who may do what: dependencies that every route of the desk declares."""

from dataclasses import dataclass
from typing import Annotated, cast
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Request

from model.people import Duty, Person
from pipeline.wiring import Newsroom
from review import sessions
from review.texts import phrase

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
OWN_TOKENS = frozenset({"/report/{token}"})
"""Forms for people without a session, who could do nothing in anybody's name; each route checks its own token."""
LARGEST_NUMBER = 2**31 - 1
"""What a database can hold as the number of anything: of PostgreSQL's integers."""
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class NotSignedIn(Exception):
    """The page is for people who have signed in."""


def newsroom(request: Request) -> Newsroom:
    """Return the newsroom that the desk works in."""
    return cast("Newsroom", request.app.state.newsroom)


Room = Annotated[Newsroom, Depends(newsroom)]


def visitor(request: Request, room: Room) -> Person | None:
    """Return who is signed in at this browser, None for nobody; pages find the person as `request.state.person`."""
    claim = sessions.claimed(request, room.now())
    person = room.store.people.get(claim.person) if claim else None
    if claim is None or person is None or not person.active or person.epoch != claim.epoch:
        return None
    if room.store.ended.has(claim.session):
        return None
    request.state.person = person
    return person


def signed_in(person: Annotated[Person | None, Depends(visitor)]) -> Person:
    """Return who is signed in.

    Raises:
        NotSignedIn: nobody is; pages go to the sign-in form, htmx and JSON get a 401.
    """
    if person is None:
        raise NotSignedIn
    return person


Signed = Annotated[Person, Depends(signed_in)]


@dataclass(frozen=True)
class Allowed:
    """Dependency of a route for people with a duty, or a higher one."""

    duty: Duty

    def __call__(self, person: Signed) -> Person:
        """Return who is signed in.

        Raises:
            HTTPException: 403, their duty does not include this one.
        """
        if not person.duty.includes(self.duty):
            raise HTTPException(403, phrase("Your account may not do this."))
        return person


def allow(duty: Duty) -> Allowed:
    """Return the dependency that lets in whoever has `duty` or a higher one."""
    return Allowed(duty)


async def guard(request: Request) -> None:
    """Let a change pass only if it comes from a page of ours: by its origin and by the token of its session.

    Raises:
        HTTPException: 403, it does not; 404, the address has a number that no database can hold.
    """
    if any(_is_too_large(value) for value in request.path_params.values()):
        raise HTTPException(404, phrase("There is nothing at this address."))
    if request.method in SAFE_METHODS or request.scope["route"].path in OWN_TOKENS:
        return
    if _is_foreign(request) or not sessions.is_token(request, await _token(request)):
        raise HTTPException(403, phrase("This page was open for too long. Go back, load it again and repeat."))


def _is_too_large(value: str) -> bool:
    digits = value.strip().lstrip("+-0")
    return digits.isdecimal() and (len(digits) > len(str(LARGEST_NUMBER)) or int(digits) > LARGEST_NUMBER)


def _is_foreign(request: Request) -> bool:
    """Whether the browser says that another site sends this (Fetch Metadata, and `Origin` of older browsers)."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return True
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host")


async def _token(request: Request) -> str:
    if "x-csrf-token" in request.headers:
        return request.headers["x-csrf-token"]
    if not request.headers.get("content-type", "").startswith(FORMS):
        return ""
    given = (await request.form()).get("csrf", "")
    return given if isinstance(given, str) else ""
