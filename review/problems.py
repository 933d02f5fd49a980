"""What goes wrong, said in the reader's language: a page, a line for htmx, JSON for a program; never a traceback."""

import logging
from urllib.parse import urlencode

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse
from starlette.exceptions import HTTPException

from model.errors import (
    AccountError,
    AlreadyStored,
    NewsbridgeError,
    Overtaken,
    ProviderError,
    TooManyAttempts,
    TranslationError,
)
from review.access import NotSignedIn, newsroom, visitor
from review.headers import HEADERS
from review.pages import explained, person_of, render, say
from review.texts import phrase

log = logging.getLogger(__name__)

STATUSES: dict[type[NewsbridgeError], int] = {
    TooManyAttempts: 429,
    ProviderError: 502,
    AccountError: 400,
    AlreadyStored: 409,
    Overtaken: 409,
    TranslationError: 400,
}
"""Status of our own errors; of all others 500."""
UNNAMED = {
    "Not Found": phrase("There is nothing at this address."),
    "Method Not Allowed": phrase("This address cannot be used in this way."),
    "There was an error parsing the body": phrase("The desk cannot read what the browser sent."),
}
"""What the framework itself says when it refuses, in our words."""


def install(app: FastAPI) -> None:
    """Let `app` answer every error in the words of the desk."""
    app.exception_handler(NotSignedIn)(_not_signed_in)
    app.exception_handler(HTTPException)(_refused)
    app.exception_handler(RequestValidationError)(_unreadable)
    app.exception_handler(NewsbridgeError)(_ours)
    app.exception_handler(Exception)(_unforeseen)


def answer(request: Request, status: int, text: str) -> Response:
    """Return a problem in the form that the one who asked can use."""
    if "hx-request" in request.headers:
        return PlainTextResponse(text, status)
    if _wants_json(request):
        return JSONResponse({"detail": text}, status)
    return render(request, "problem.html", status=status, text=text)


def _not_signed_in(request: Request, error: NotSignedIn) -> Response:
    if "hx-request" in request.headers or _wants_json(request):
        return answer(request, 401, say(request, phrase("You are signed out. Sign in again in another tab.")))
    if request.method != "GET":
        return RedirectResponse("/login", 303)
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse("/login?" + urlencode({"next": wanted}), 303)


def _refused(request: Request, error: HTTPException) -> Response:
    visitor(request, newsroom(request))
    text = UNNAMED.get(error.detail, error.detail)
    response = answer(request, error.status_code, say(request, text))
    response.headers.update(error.headers or {})
    return response


def _unreadable(request: Request, error: RequestValidationError) -> Response:
    fields = ", ".join(sorted({str(each["loc"][-1]) for each in error.errors()}))
    return answer(
        request, 422, say(request, phrase("Missing, too long or of the wrong kind: {fields}."), fields=fields)
    )


def _ours(request: Request, error: NewsbridgeError) -> Response:
    status = next((status for kind, status in STATUSES.items() if isinstance(error, kind)), 500)
    if status == 500:
        log.error("%s %s: %s", request.method, request.url.path, error)
        if person_of(request) is None:
            # The line may name folders and servers, which are nobody's business before sign-in.
            return _unforeseen(request, error)
    return answer(request, status, explained(request, error))


def _unforeseen(request: Request, error: Exception) -> Response:
    text = say(request, phrase("The desk has failed at this. Whoever runs it finds why in its log."))
    response = answer(request, 500, text)
    # Starlette answers what nobody caught outside all middleware.
    response.headers.update(HEADERS | {"Cache-Control": "no-store"})
    return response


def _wants_json(request: Request) -> bool:
    asked = request.headers.get("accept", "")
    return "application/json" in asked and "text/html" not in asked
