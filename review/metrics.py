"""What machines ask the desk: figures for Prometheus, whether it lives, whether it can work."""

import hmac
from ipaddress import ip_address

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from pipeline import metrics as figures
from pipeline.readiness import readiness
from review.access import Room
from review.texts import phrase

router = APIRouter()

FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")
"""Headers by which a proxy says that it asks for somebody else."""


@router.get("/metrics")
def metrics(request: Request, room: Room) -> Response:
    """Return the figures, to whoever shows the token; where none is configured, to this machine alone.

    Raises:
        HTTPException: 401, the token is wrong; 403, there is none and another machine asks.
    """
    token = room.settings.metrics_token.get_secret_value()
    if token and not hmac.compare_digest(_shown(request), token.encode()):
        raise HTTPException(
            401, phrase("The token for the metrics is missing or wrong."), {"WWW-Authenticate": "Bearer"}
        )
    if not token and not _is_here(request):
        raise HTTPException(403, phrase("Other machines need a token for the metrics: NEWSBRIDGE_METRICS_TOKEN."))
    return Response(figures.metrics(room), media_type=CONTENT_TYPE_LATEST)


@router.get("/healthz")
def healthz() -> Response:
    """Say that the process lives."""
    return PlainTextResponse("ok\n")


@router.get("/readyz")
def readyz(room: Room) -> Response:
    """Say whether the desk can work: 200 where all is well, else 503; either way each part with how it is."""
    parts = readiness(room)
    return JSONResponse(parts, 200 if all(parts.values()) else 503)


def _shown(request: Request) -> bytes:
    # Starlette reads the bytes of a header as Latin-1.
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip().encode("latin-1") if scheme.lower() == "bearer" else b""


def _is_here(request: Request) -> bool:
    """Whether this machine asks for itself; a proxy on it asks for others."""
    if request.client is None or any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False
