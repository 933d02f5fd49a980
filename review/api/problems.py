"""What goes wrong, said to a program: problem details (RFC 9457), in English; never a traceback."""

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from model.errors import NewsbridgeError
from review.headers import HEADERS
from review.problems import STATUSES

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
KINDS = {
    "overtaken": "Somebody has edited the segment since `revision`; nothing of yours is stored. `theirs` is the "
    "segment as it is now, `yours` the text that you sent: merge them and send again with the new revision.",
    "unreadable": "Something in the request is missing, too long or of the wrong kind; `errors` says where and why.",
    "too-many-requests": "The token has used up its requests, or the address has failed too often; `Retry-After` says "
    "in how many seconds to come again.",
}
"""Kinds of problems that a program can tell apart by `type`; all others are `about:blank`, told apart by `status`."""


class Wrong(BaseModel):
    """One thing in a request that cannot be used."""

    where: str = Field(description="Part of the request and name, as in `query.limit`.", examples=["body.revision"])
    detail: str = Field(examples=["Field required"])


class Problem(BaseModel):
    """Why a request was refused (RFC 9457)."""

    type: str = Field(description="The kind, as an address that explains it; `about:blank` where `status` says it all.")
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(description="One line for a person, in English.")
    errors: list[Wrong] | None = Field(None, description="Of kind `unreadable`: what and where.")


class Refused(Exception):
    """A request is refused for a reason of one of `KINDS`; `more` are members of the problem beside the usual ones."""

    def __init__(
        self, status: int, kind: str, detail: str, headers: dict[str, str] | None = None, **more: object
    ) -> None:
        self.status, self.kind, self.detail, self.headers, self.more = status, kind, detail, headers, more
        super().__init__(detail)


def install(api: FastAPI) -> None:
    """Let `api` answer every error as a problem."""
    api.exception_handler(Refused)(_refused)
    api.exception_handler(HTTPException)(_by_status)
    api.exception_handler(RequestValidationError)(_unreadable)
    api.exception_handler(NewsbridgeError)(_ours)
    api.exception_handler(Exception)(_unforeseen)


def _problem(
    request: Request, status: int, detail: str, kind: str = "", headers: dict[str, str] | None = None, **more: Any
) -> Response:
    title = HTTPStatus(status).phrase
    type_ = f"{request.scope.get('root_path', '')}/docs#{kind}" if kind else "about:blank"
    content = {"type": type_, "title": title, "status": status, "detail": detail, **more}
    return JSONResponse(jsonable_encoder(content), status, headers, MEDIA_TYPE)


def _refused(request: Request, error: Refused) -> Response:
    return _problem(request, error.status, error.detail, error.kind, error.headers, **error.more)


def _by_status(request: Request, error: HTTPException) -> Response:
    return _problem(request, error.status_code, str(error.detail), headers=dict(error.headers or {}))


def _unreadable(request: Request, error: RequestValidationError) -> Response:
    wrong = [{"where": ".".join(map(str, each["loc"])), "detail": each["msg"]} for each in error.errors()]
    detail = "; ".join(f"{each['where']}: {each['detail']}" for each in wrong)
    return _problem(request, 422, detail, "unreadable", errors=wrong)


def _ours(request: Request, error: NewsbridgeError) -> Response:
    status = next((status for kind, status in STATUSES.items() if isinstance(error, kind)), 500)
    if status == 500:
        log.error("%s %s: %s", request.method, request.url.path, error)
    return _problem(request, status, str(error))


def _unforeseen(request: Request, error: Exception) -> Response:
    response = _problem(request, 500, "The desk has failed at this. Whoever runs it finds why in its log.")
    # Starlette answers what nobody caught outside all middleware.
    response.headers.update(HEADERS | {"Cache-Control": "no-store"})
    return response
