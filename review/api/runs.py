"""Runs of the newsroom: started, watched, reported."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, HTTPException, Path, Response, status
from pydantic import Field

from model.errors import BadConfiguration, RunnerError
from model.people import Duty
from pipeline.orders import Order as RunOrder
from pipeline.orders import Verb
from pipeline.prefect_server import FlowRun
from pipeline.reports import RunReport
from pipeline.triggering import Run, RunState
from review.access import Room
from review.api.access import Held, may
from review.api.shapes import LARGEST_ID, Order, Shape, Target, Words
from review.operating import Started

router = APIRouter(prefix="/runs", tags=["runs"], dependencies=[Depends(may(Duty.OPERATOR))])

Name = Annotated[Words, Field(max_length=200)]
RunId = Annotated[str, Path(max_length=64)]


class What(StrEnum):
    """What can be done."""

    RUN = "run"
    COLLECT = "collect"
    TRANSLATE = "translate"
    PUBLISH = "publish"


class RunWanted(Order):
    """What to do, and to what."""

    what: What = Field(description="`run` does the other three, one after the other.")
    sources: list[Name] = Field([], max_length=1000, description="To collect from; none: all that are enabled.")
    languages: list[Target] = Field([], max_length=10, description="To translate into; none: all.")
    release: int | None = Field(
        None, ge=1, le=LARGEST_ID, description="Translate this release anew; null: whatever waits."
    )
    feeds: list[Name] = Field([], max_length=1000, description="To publish; none: all.")

    @property
    def order(self) -> RunOrder:
        """The same, as the newsroom knows it."""
        return RunOrder(
            Verb(self.what.value), tuple(self.sources), tuple(self.languages), self.release, tuple(self.feeds)
        )


class RunStarted(Shape):
    """What became of an order."""

    id: str
    path: str = Field(description="Where to look how it goes.")
    at_prefect: bool = Field(description="Prefect does it, else the desk itself, in the background.")
    already: bool = Field(description="The same was being done already; nothing was started.")
    instead: str = Field(description="Why Prefect could not do it; empty where it did or was not to.")


class RunShown(Shape):
    """How a run goes."""

    id: str
    state: str = Field(description="`waiting`, `running`, `done` or `failed`; of Prefect's runs its own word.")
    over: bool
    what: str = Field(description="The command or flow.")
    by: str = Field(description="Who ordered it; empty for a run of Prefect's.")
    started: datetime | None
    ended: datetime | None
    done: int = Field(description="Segments translated so far.")
    total: int = Field(description="Segments to translate.")
    problem: str = Field(description="Why it could not be begun, or broke off.")
    report: dict[str, Any] | None = Field(description="Counts and failures, as `newsbridge run --json` prints them.")


@router.post("", summary="Start a run", status_code=status.HTTP_202_ACCEPTED)
def start(
    response: Response,
    room: Room,
    token: Held,
    started: Started,
    wanted: RunWanted,
    key: Annotated[
        str,
        Header(alias="Idempotency-Key", max_length=64, description="Chosen by you: sent twice, it is one run."),
    ] = "",
) -> RunStarted:
    """Collect, translate or publish now, in the background; what is being done already is not begun again."""
    try:
        begun = started.start(room, wanted.order, token.by, f"{token.by} {key}" if key else "")
    except BadConfiguration as error:
        raise HTTPException(404, str(error)) from error
    path = f"/api/v1/runs/{'prefect/' if begun.at_prefect else ''}{begun.run_id}"
    response.headers["Location"] = path
    return RunStarted(
        id=begun.run_id, path=path, at_prefect=begun.at_prefect, already=begun.already, instead=begun.instead
    )


@router.get("", summary="List runs")
def runs(started: Started) -> list[RunShown]:
    """Return the runs that the desk itself remembers, the latest first."""
    return [_shown(each) for each in started.here()]


@router.get("/{run_id}", summary="Look at a run")
def run(started: Started, run_id: RunId) -> RunShown:
    """Return how a run of the desk goes, and what came of it."""
    found = started.get(run_id)
    if found is None:
        raise HTTPException(404, "There is no such run, or it is not remembered any more.")
    return _shown(found)


@router.get("/prefect/{run_id}", summary="Look at a run of Prefect's")
def at_prefect(started: Started, run_id: RunId) -> RunShown:
    """Return how a run of Prefect's goes."""
    server = started.server()
    if server is None:
        raise HTTPException(404, "No Prefect server is set up.")
    try:
        return _prefect(server.run(run_id))
    except RunnerError as error:
        raise HTTPException(404, str(error)) from error


def _shown(run: Run) -> RunShown:
    return RunShown(
        id=run.id,
        state=run.state.value,
        over=run.state in {RunState.DONE, RunState.FAILED},
        what=str(run.order),
        by=run.by,
        started=run.at,
        ended=run.ended,
        done=run.done,
        total=run.total,
        problem=str(run.error) if run.error else "",
        report=run.result.to_json() if isinstance(run.result, RunReport) else None,
    )


def _prefect(run: FlowRun) -> RunShown:
    return RunShown(
        id=run.id,
        state=run.state,
        over=run.finished,
        what=run.flow,
        by="",
        started=run.started,
        ended=None,
        done=0,
        total=0,
        problem=run.said,
        report=None,
    )
