"""The API as an application of its own, mounted in the desk: its own way in, its own words for what goes wrong."""

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.datastructures import State

from review.api import (
    comments,
    documents,
    feeds,
    findings,
    history,
    memory,
    own,
    problems,
    releases,
    runs,
    segments,
    sources,
    terms,
    translations,
)
from review.api.conditional import Conditional
from review.api.limits import Limiter

ROUTERS = (
    own.router,
    releases.router,
    translations.router,
    segments.router,
    comments.router,
    findings.router,
    terms.router,
    memory.router,
    feeds.router,
    sources.router,
    runs.router,
    history.router,
)
ABOUT = """What the desk knows, for portals and scripts. Send a token that an administrator has made:
`Authorization: Bearer nb_…`. Cookies count for nothing here."""


def create_api(state: State) -> FastAPI:
    """Return the API.

    Args:
        state: of the desk, which holds the newsroom.
    """
    api = FastAPI(
        title="newsbridge",
        version="1",
        summary="German press releases, their translations, and the feeds made of them.",
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=_name,
        responses={"4XX": {"model": problems.Problem, "description": "Refused; the answer says why."}},
    )
    api.state = state
    state.limiter = Limiter()
    for router in ROUTERS:
        api.include_router(router)
    api.include_router(documents.router)
    documents.install(api, ROUTERS)
    problems.install(api)
    api.add_middleware(Conditional)
    return api


def _name(route: APIRoute) -> str:
    """Return the id of an operation, by which generated clients name their functions."""
    return f"{route.tags[0]}_{route.name}" if route.tags else route.name
