"""Runs that people start from the desk: at the Prefect server where there is one, else here, in the background."""

import logging
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from model.errors import NewsbridgeError, RunnerError
from model.languages import Language
from model.people import Change, Deed
from pipeline.logs import about
from pipeline.orders import FLOWS, Order, Verb, carry_out, ensure_possible
from pipeline.prefect_server import PrefectServer, configured_server
from pipeline.reports import RunReport
from pipeline.trying import Trial
from pipeline.wiring import Newsroom

log = logging.getLogger(__name__)

KEPT = 50
"""Runs that are remembered until the desk ends; what came of older ones is in the store."""


class RunState(StrEnum):
    """How far a run is."""

    WAITING = "waiting"
    """Another run of this desk is at work."""
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    """Something failed, after everything else was done."""
    CANCELLED = "cancelled"
    """Somebody ended it at Prefect."""


@dataclass
class Run:
    """A run in this process.

    Attributes:
        key: of the form that ordered it: the same form sent twice is the same run.
        by: who ordered it.
        language, done, total: segments translated, of those to do.
        result: once it has ended.
        error: why it could not be begun, or broke off unforeseen.
    """

    id: str
    order: Order
    by: str
    key: str
    at: datetime
    state: RunState = RunState.WAITING
    ended: datetime | None = None
    language: Language | None = None
    done: int = 0
    total: int = 0
    result: RunReport | Trial | None = None
    error: Exception | None = None
    over: threading.Event = field(default_factory=threading.Event)

    def move(self, language: Language, done: int, total: int) -> None:
        """Note how far the translation is."""
        self.language, self.done, self.total = language, done, total


@dataclass(frozen=True)
class Started:
    """What became of an order.

    Attributes:
        run_id: of the run.
        at_prefect: it is a run of Prefect's, else of this process.
        already: the same order was being carried out; nothing was started.
        instead: why Prefect could not do it, "" where it did or was not to.
    """

    run_id: str
    at_prefect: bool
    already: bool = False
    instead: str = ""


class Runs:
    """The runs of this process. Threads may share it; one run works at a time, dry runs beside it."""

    def __init__(self, server: Callable[[], PrefectServer | None] = configured_server) -> None:
        self.server = server
        self._runs: dict[str, Run] = {}
        self._lock = threading.Lock()
        self._ordering = threading.Lock()
        self._turn = threading.Lock()

    def here(self) -> list[Run]:
        """Return the runs of this process, the latest first."""
        with self._lock:
            return list(reversed(self._runs.values()))

    def get(self, run_id: str) -> Run | None:
        """Return a run of this process."""
        with self._lock:
            return self._runs.get(run_id)

    def start(self, newsroom: Newsroom, order: Order, by: str, key: str = "") -> Started:
        """Start what is ordered, unless it is being done; who ordered what is kept in the history.

        Args:
            newsroom: where; the run opens one of its own with the same settings.
            order: what to do.
            by: who orders it.
            key: of the form; "" for an order that is none other's.

        Raises:
            BadConfiguration: it names something that does not exist.
        """
        ensure_possible(newsroom, order)
        key = f"{key or secrets.token_urlsafe(16)}: {order}"
        with self._ordering:
            started = self._at_prefect(order, key)
            if not isinstance(started, Started):
                started = self._here(newsroom, order, by, key, instead=started)
        if order.verb is not Verb.TRY and not started.already:
            place = "Prefect" if started.at_prefect else "here"
            note = Change(newsroom.now(), by, Deed.TRIGGER, subject=str(order), after=f"{place}: {started.run_id}")
            newsroom.store.history.record(note)
        return started

    def _at_prefect(self, order: Order, key: str) -> Started | str:
        """Start an order at the server, or return why not: "" where there is none, or none is wanted."""
        server = self.server()
        if server is None or order.verb not in FLOWS:
            return ""
        try:
            run, already = server.start(FLOWS[order.verb], order.parameters(), key)
        except RunnerError as error:
            log.warning("%s; »%s« is done here instead", error, order)
            return str(error)
        return Started(run.id, at_prefect=True, already=already)

    def _here(self, newsroom: Newsroom, order: Order, by: str, key: str, instead: str) -> Started:
        with self._lock:
            for known in self._runs.values():
                if known.key == key or (known.order == order and not known.over.is_set()):
                    return Started(known.id, at_prefect=False, already=True, instead=instead)
            run = Run(secrets.token_urlsafe(9), order, by, key, newsroom.now())
            self._runs[run.id] = run
            self._forget()
        threading.Thread(target=self._work, args=(newsroom, run), name=f"run {run.id}", daemon=True).start()
        return Started(run.id, at_prefect=False, instead=instead)

    def _forget(self) -> None:
        ended = [run.id for run in self._runs.values() if run.over.is_set()]
        for run_id in ended[: max(0, len(self._runs) - KEPT)]:
            del self._runs[run_id]

    def _work(self, newsroom: Newsroom, run: Run) -> None:
        if run.order.verb is Verb.TRY:
            self._carry_out(newsroom, run)
        else:
            with self._turn:
                self._carry_out(newsroom, run)

    def _carry_out(self, newsroom: Newsroom, run: Run) -> None:
        """A claim of ours would let any thread of ours in: so each run has a newsroom, and a name, of its own."""
        run.state = RunState.RUNNING
        try:
            with about(run=run.id), Newsroom(newsroom.settings) as own:
                run.result = carry_out(own, run.order, run.move)
        except NewsbridgeError as error:
            run.error = error
        except Exception as error:
            log.exception("%s", run.order)
            run.error = error
        failed = run.error is not None or bool(run.result and run.result.problems)
        run.state = RunState.FAILED if failed else RunState.DONE
        run.ended = newsroom.now()
        run.over.set()
