"""The operators' pages about runs: what can be started, what has been, what became of it."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from model.errors import BadConfiguration, NewsbridgeError, RunnerError
from model.languages import TARGET_LANGUAGES, Language
from model.people import Duty
from model.phrases import NOTHING, Sentence
from pipeline.orders import Order, Verb
from pipeline.prefect_server import FlowRun
from pipeline.reports import Problem, RunReport
from pipeline.rollback import states
from pipeline.triggering import Run, Runs, RunState
from pipeline.trying import Trial
from review.access import LARGEST_NUMBER, Room, Signed, allow
from review.operating import Started
from review.operating_view import COLUMNS, PREFECT_STATES, VERBS, gathered, tables
from review.pages import explained, render, say
from review.sessions import tell
from review.texts import phrase

SHOWN = 30
"""Runs in the list, of Prefect and of this desk each."""

router = APIRouter(dependencies=[Depends(allow(Duty.OPERATOR))])

Names = Annotated[list[str], Form(max_length=200)]


@dataclass(frozen=True)
class AtPrefect:
    """What Prefect says of its runs.

    Attributes:
        server: address of its API, "" where there is none.
        problem: why it says nothing.
    """

    server: str = ""
    runs: tuple[FlowRun, ...] = ()
    problem: str = ""


@router.get("/newsroom", response_class=HTMLResponse)
def newsroom(request: Request, person: Signed, room: Room, started: Started) -> HTMLResponse:
    """Show what an operator can start, and the feeds as they are out."""
    return render(
        request,
        "newsroom.html",
        sources=room.read_catalogue(),
        target_languages=TARGET_LANGUAGES,
        feeds=states(room),
        once=secrets.token_urlsafe(12),
        **_last_runs(request, started, room.now(), 5),
    )


@router.get("/runs", response_class=HTMLResponse)
def list_runs(request: Request, person: Signed, room: Room, started: Started) -> HTMLResponse:
    """List the last runs."""
    return render(request, "runs.html", **_last_runs(request, started, room.now(), SHOWN))


@router.post("/runs")
def start(
    request: Request,
    person: Signed,
    room: Room,
    started: Started,
    verb: Annotated[Verb, Form()],
    source: Names = [],  # noqa: B006 - a default of the form, never changed
    language: Annotated[Language | Literal[""], Form()] = "",
    release: Annotated[int | None, Form(ge=1, le=LARGEST_NUMBER)] = None,
    feed: Names = [],  # noqa: B006
    once: Annotated[str, Form(max_length=64)] = "",
) -> RedirectResponse:
    """Start a run and show it; what runs already is shown instead."""
    order = Order(
        verb, tuple(filter(None, source)), (language,) if language else (), release, tuple(filter(None, feed))
    )
    try:
        done = started.start(room, order, person.shown, once)
    except BadConfiguration as error:
        raise HTTPException(404, explained(request, error)) from error
    if done.instead:
        tell(request, say(request, phrase("It runs here instead. {reason}"), reason=done.instead))
    if done.already:
        tell(request, say(request, phrase("This was started already; here is how it goes.")))
    return RedirectResponse(f"/runs/prefect/{done.run_id}" if done.at_prefect else f"/runs/{done.run_id}", 303)


@router.get("/runs/{run_id}", response_class=HTMLResponse)
def show(request: Request, person: Signed, started: Started, run_id: str) -> HTMLResponse:
    """Show a run of this desk; while it goes on, htmx asks for its progress again and again."""
    run = started.get(run_id)
    if run is None:
        raise HTTPException(404, phrase("This run is not remembered any more; the history and the store know of it."))
    values: dict[str, Any] = {
        "run": run,
        "said": _said(request, run),
        "report_tables": tables(run.result) if isinstance(run.result, RunReport) else [],
        "columns": COLUMNS,
        "held": _held(run.result),
        "trial": run.result if isinstance(run.result, Trial) else None,
        "problems": run.result.problems if run.result else [],
    }
    template = "run_progress.html" if "hx-request" in request.headers else "run.html"
    return render(request, template, **values)


@router.get("/runs/prefect/{run_id}", response_class=HTMLResponse)
def show_prefect(request: Request, person: Signed, started: Started, run_id: str) -> HTMLResponse:
    """Show a run of Prefect's, with the tables that it has left."""
    server = started.server()
    if server is None:
        raise HTTPException(404, phrase("No Prefect server is set up: PREFECT_API_URL names none."))
    try:
        run = server.run(run_id)
        left = server.tables(run_id) if run.finished else []
    except RunnerError as error:
        raise HTTPException(404, explained(request, error)) from error
    template = "run_prefect_progress.html" if "hx-request" in request.headers else "run_prefect.html"
    report_tables, problems = gathered(left)
    values: dict[str, Any] = {"report_tables": report_tables, "columns": COLUMNS, "problems": problems}
    return render(request, template, run=run, prefect_states=PREFECT_STATES, verbs=VERBS, **values)


def _last_runs(request: Request, started: Runs, now: datetime, limit: int) -> dict[str, Any]:
    return {
        "here_runs": started.here()[:limit],
        "prefect": _prefect(request, started, now, limit),
        "prefect_states": PREFECT_STATES,
        "verbs": VERBS,
    }


def _prefect(request: Request, started: Runs, now: datetime, limit: int) -> AtPrefect:
    server = started.server()
    if server is None:
        return AtPrefect()
    try:
        return AtPrefect(server.address, tuple(server.runs(now, limit)))
    except RunnerError as error:
        return AtPrefect(server.address, problem=explained(request, error))


def _said(request: Request, run: Run) -> str:
    """Put how a run stands into a sentence."""
    if run.error is not None:
        return _explained(request, run.error)
    sentence = {
        RunState.WAITING: Sentence(phrase("It waits until the run before it has ended.")),
        RunState.RUNNING: NOTHING,
        RunState.DONE: Sentence(phrase("It has ended; nothing failed.")),
        RunState.FAILED: Sentence(phrase("It has ended; what failed is below, everything else was done.")),
    }[run.state]
    return say(request, sentence.template, **sentence.fields) if sentence else ""


def _explained(request: Request, error: Exception) -> str:
    """Return the line of an error of ours; what nobody foresaw is in the log alone."""
    if isinstance(error, NewsbridgeError):
        return explained(request, error)
    return say(request, phrase("The run has broken off. Whoever runs the desk finds why in its log."))


def _held(result: RunReport | Trial | None) -> list[Problem]:
    if not isinstance(result, RunReport):
        return []
    return [held for feed in result.published for held in feed.held]
