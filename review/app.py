"""The desk as one web application."""

from pathlib import Path

from fastapi import Depends, FastAPI
from starlette.staticfiles import StaticFiles

from pipeline.oidc import Relying
from pipeline.provider import provider_of
from pipeline.triggering import Runs
from pipeline.wiring import Newsroom
from review import (
    account,
    article,
    audit,
    changes,
    editing,
    entry,
    exchange,
    memory,
    memory_exchange,
    metrics,
    oidc,
    operating,
    operating_feeds,
    operating_runs,
    people,
    presence,
    problems,
    proof,
    queue,
    readers,
    remarks,
    selection,
    statistics,
    term_exchange,
    terms,
    tokens,
)
from review.access import guard
from review.api.app import create_api
from review.headers import BodyLimit, SecurityHeaders
from review.sessions import Sessions

STATIC = Path(__file__).parent / "static"
ROUTERS = (
    metrics.router,
    entry.router,
    readers.router,
    oidc.router,
    account.router,
    people.router,
    tokens.router,
    audit.router,
    queue.router,
    article.router,
    editing.router,
    changes.router,
    proof.router,
    operating.router,
    operating_runs.router,
    operating_feeds.router,
    exchange.router,
    remarks.router,
    presence.router,
    statistics.router,
    terms.router,
    memory_exchange.router,
    memory.router,
    term_exchange.router,
    selection.router,
)


def create_app(newsroom: Newsroom, secret: bytes, *, secure: bool = False, address: str = "") -> FastAPI:
    """Return the desk.

    Args:
        newsroom: open for as long as the desk runs; its requests come from several threads.
        secret: signs the sessions; another one signs everybody out.
        secure: the desk is reached over https alone, even where the request itself does not show it.
        address: under which people reach the desk; "": as their browsers say.

    Raises:
        BadConfiguration: what is said of the identity provider is not whole.
    """
    app = FastAPI(title="newsbridge", docs_url=None, redoc_url=None, openapi_url=None, dependencies=[Depends(guard)])
    app.state.newsroom = newsroom
    app.state.runs = Runs()
    app.state.address = address
    provider = provider_of(newsroom.settings)
    app.state.relying = Relying(provider) if provider else None
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/api/v1", create_api(app.state))
    app.mount("/static", StaticFiles(directory=STATIC))
    problems.install(app)
    # The one added last is the outermost.
    app.add_middleware(BodyLimit)
    app.add_middleware(Sessions, secret=secret, secure=secure)
    app.add_middleware(SecurityHeaders, secure=secure)
    return app
