"""A Prefect server, asked over its REST API: `pipeline` knows no flows, and the desk needs no Prefect to run.

The API: https://docs.prefect.io/v3/api-ref/rest-api/server
"""

import base64
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import requests

from model.errors import RunnerError

TIMEOUT = 5.0
"""Seconds; somebody waits for the page."""
TAG = "newsbridge-desk"
DEPLOYMENTS = "/deployments/name/"
UNFINISHED = ("SCHEDULED", "PENDING", "RUNNING", "PAUSED", "CANCELLING")
SOON = timedelta(minutes=1)


@dataclass(frozen=True)
class FlowRun:
    """A run of a flow at Prefect.

    Attributes:
        name: as Prefect made it up.
        flow: the name of the flow, "" where it is not known.
        state: type of its state, such as `COMPLETED`.
        said: name of the state with its message.
        started: None while it waits.
        seconds: how long it has taken so far.
        url: its page in Prefect's own interface.
    """

    id: str
    name: str
    flow: str
    state: str
    said: str
    expected: datetime | None
    started: datetime | None
    seconds: float
    parameters: Mapping[str, Any]
    url: str

    @property
    def finished(self) -> bool:
        """Whether it is over."""
        return self.state not in UNFINISHED


@dataclass(frozen=True)
class RunTable:
    """A table that a run has left: one row of counts, then one for each failure."""

    title: str
    rows: Sequence[Mapping[str, Any]]


class PrefectServer:
    """A server by the address of its API."""

    def __init__(self, address: str, headers: Mapping[str, str] | None = None, interface: str = "") -> None:
        self.address = address.rstrip("/")
        self._headers = dict(headers or {})
        self._interface = (interface or self.address.removesuffix("/api")).rstrip("/")

    def runs(self, now: datetime, limit: int) -> list[FlowRun]:
        """Return the last runs that are due, the latest first; what a flow started itself is part of it.

        Raises:
            RunnerError: the server does not answer as it should.
        """
        due = {"expected_start_time": {"before_": (now + SOON).isoformat()}, "parent_task_run_id": {"is_null_": True}}
        asked = {"flow_runs": due, "sort": "EXPECTED_START_TIME_DESC", "limit": limit}
        found = self._ask("POST", "/flow_runs/filter", asked)
        return self._named(found)

    def run(self, run_id: str) -> FlowRun:
        """Return a run.

        Raises:
            RunnerError: the server does not answer, or knows no such run.
        """
        [found] = self._named([self._ask("GET", f"/flow_runs/{quote(run_id, safe='')}")])
        return found

    def tables(self, run_id: str) -> list[RunTable]:
        """Return the tables that a run, and the flows that it called, have left.

        Raises:
            RunnerError: the server does not answer as it should.
        """
        parts = {"flow_runs": {"parent_flow_run_id": {"any_": [run_id]}}}
        ids = [run_id, *(each["id"] for each in self._ask("POST", "/flow_runs/filter", parts))]
        asked = {"artifacts": {"flow_run_id": {"any_": ids}, "type": {"any_": ["table"]}}, "sort": "ID_DESC"}
        found = sorted(self._ask("POST", "/artifacts/filter", asked), key=lambda each: str(each["created"]))
        return [RunTable(each.get("description") or each.get("key") or "", _rows(each["data"])) for each in found]

    def start(self, flow: str, parameters: Mapping[str, Any], key: str) -> tuple[FlowRun, bool]:
        """Start the deployment `FLOW/now`; return the run, and whether it was there already.

        Args:
            flow: its name.
            parameters: as the flow declares them.
            key: a second order with the same key is the same run, whatever has become of it.

        Raises:
            RunnerError: the server does not answer, or has no such deployment.
        """
        deployment = self._ask("GET", f"{DEPLOYMENTS}{flow}/now")["id"]
        waiting = {"state": {"type": {"any_": list(UNFINISHED)}}}
        found = self._ask(
            "POST", "/flow_runs/filter", {"flow_runs": waiting, "deployments": {"id": {"any_": [deployment]}}}
        )
        for each in found:
            if all(each["parameters"].get(name) == value for name, value in parameters.items()):
                return self._named([each])[0], True
        asked = {"parameters": dict(parameters), "idempotency_key": f"{TAG}-{key}", "tags": [TAG]}
        made = self._ask("POST", f"/deployments/{deployment}/create_flow_run", asked)
        return self._named([made])[0], False

    def tell(self, event: str, resource: str, payload: Mapping[str, Any], at: datetime) -> None:
        """Report an event, for automations: https://docs.prefect.io/v3/concepts/events.

        Args:
            event: its name, such as `newsbridge.translation.approved`.
            resource: what it is about.
            payload: what else there is to know; no texts.
            at: when it happened.

        Raises:
            RunnerError: the server does not answer as it should.
        """
        about = {"prefect.resource.id": resource}
        told = {"id": str(uuid4()), "occurred": at.isoformat(), "event": event, "resource": about, "payload": payload}
        self._ask("POST", "/events", [told])

    def _named(self, found: Sequence[dict[str, Any]]) -> list[FlowRun]:
        ids = sorted({each["flow_id"] for each in found})
        flows = self._ask("POST", "/flows/filter", {"flows": {"id": {"any_": ids}}}) if ids else []
        names = {each["id"]: each["name"] for each in flows}
        return [self._to_run(each, names.get(each["flow_id"], "")) for each in found]

    def _to_run(self, found: dict[str, Any], flow: str) -> FlowRun:
        state = found.get("state") or {}
        said = ": ".join(filter(None, [state.get("name"), state.get("message")]))
        return FlowRun(
            id=found["id"],
            name=found["name"],
            flow=flow,
            state=state.get("type") or found.get("state_type") or "SCHEDULED",
            said=said,
            expected=_moment(found.get("expected_start_time")),
            started=_moment(found.get("start_time")),
            seconds=float(found.get("total_run_time") or 0) or float(found.get("estimated_run_time") or 0),
            parameters=found.get("parameters") or {},
            url=f"{self._interface}/runs/flow-run/{found['id']}",
        )

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | list[Any] | None = None) -> Any:
        try:
            answer = requests.request(
                method,
                f"{self.address}{path}",
                json=body,
                headers=self._headers,
                timeout=TIMEOUT,
                allow_redirects=False,
            )
            if 200 <= answer.status_code < 300:
                return answer.json() if answer.content else None
        except requests.RequestException as error:
            reason = f"it does not answer ({type(error).__name__})"
            raise RunnerError(server=self.address, reason=reason) from error
        raise RunnerError(server=self.address, reason=_refusal(answer, path))


def _refusal(answer: requests.Response, path: str) -> str:
    if answer.status_code == 404 and path.startswith(DEPLOYMENTS):
        return f"there is no deployment {path.removeprefix(DEPLOYMENTS)}; `prefect --no-prompt deploy --all` makes it"
    return f"HTTP {answer.status_code} {answer.reason}"


def configured_server() -> PrefectServer | None:
    """Return the server that the environment names as it does for Prefect itself; None where it names none.

    https://docs.prefect.io/v3/api-ref/settings-ref: PREFECT_API_URL, PREFECT_API_AUTH_STRING, PREFECT_API_KEY,
    PREFECT_UI_URL.
    """
    address = os.environ.get("PREFECT_API_URL", "")
    if not address:
        return None
    headers = {}
    if auth := os.environ.get("PREFECT_API_AUTH_STRING", ""):
        headers["Authorization"] = f"Basic {base64.b64encode(auth.encode()).decode()}"
    if key := os.environ.get("PREFECT_API_KEY", ""):
        headers["Authorization"] = f"Bearer {key}"
    return PrefectServer(address, headers, os.environ.get("PREFECT_UI_URL", ""))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _rows(data: Any) -> list[Mapping[str, Any]]:
    rows = json.loads(data) if isinstance(data, str) else data
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
