"""Getting in by way of the identity provider: leaving for it, and coming back."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from model.errors import AccountError
from model.people import Person
from pipeline.admitting import come_back
from pipeline.oidc import Errand, Relying
from review import sessions
from review.access import Room, visitor
from review.entry import local, login_page
from review.pages import explained, language_of, say
from review.texts import phrase

router = APIRouter(prefix="/login/provider")

Visitor = Annotated[Person | None, Depends(visitor)]


def relying_party(request: Request) -> Relying:
    """Return the desk as its identity provider sees it.

    Raises:
        HTTPException: 404, there is no provider.
    """
    relying: Relying | None = request.app.state.relying
    if relying is None:
        raise HTTPException(404, phrase("This desk has no identity provider."))
    return relying


Party = Annotated[Relying, Depends(relying_party)]


@router.get("")
def leave(request: Request, room: Room, relying: Party, person: Visitor, next: str = "/") -> Response:  # noqa: A002
    """Send the browser to the provider, or go on where somebody has signed in already."""
    if person is not None:
        return RedirectResponse(local(next), 303)
    try:
        url, errand = relying.begin(_address(request), room.now())
    except AccountError as error:
        return login_page(request, local(next), explained(request, error), error)
    request.session["errand"] = asdict(errand)
    request.session["wanted"] = local(next)
    return RedirectResponse(url, 303)


@router.get("/back")
def returned(request: Request, room: Room, relying: Party, person: Visitor) -> Response:
    """Let in whom the provider vouches for, and lead them to the page that they wanted."""
    kept, wanted = request.session.pop("errand", None), request.session.pop("wanted", "/")
    if kept is None and person is not None:
        return RedirectResponse("/", 303)
    if kept is None:
        return login_page(request, "/", say(request, phrase("This sign-in is over. Begin again.")))
    address = request.client.host if request.client else ""
    try:
        comer = come_back(room, relying, Errand(**kept), request.query_params, address, language_of(request))
    except AccountError as error:
        return login_page(request, wanted, explained(request, error), error)
    sessions.begin(request, comer, room.now())
    return RedirectResponse(wanted, 303)


def _address(request: Request) -> str:
    """Return where the provider sends browsers back to: it has to know this address, so it is the operator's."""
    address: str = request.app.state.address
    if not address:
        return str(request.url_for("returned"))
    return address.rstrip("/") + str(request.app.url_path_for("returned"))
