"""A Prefect server as far as the desk asks it: the same addresses, filters and answers, kept in memory."""

import json
from dataclasses import dataclass, field
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

DEPLOYMENTS = ("newsroom", "collect", "translate", "publish")


@dataclass
class FakePrefect:
    """The server; `refuse` makes it answer everything with a status."""

    server: HTTPServer
    runs: list[dict[str, Any]] = field(default_factory=list)
    artifacts: list[dict[str, Any]] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    refuse: int = 0
    deployed: tuple[str, ...] = DEPLOYMENTS

    def __post_init__(self) -> None:
        import re

        self.server.expect_request(re.compile("/api/.*")).respond_with_handler(self._answer)

    @property
    def address(self) -> str:
        """What PREFECT_API_URL would say."""
        return self.server.url_for("/api")

    def run(self, flow: str, state: str, parameters: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
        """Add a run."""
        number = len(self.runs) + 1
        made = {
            "id": f"run-{number}",
            "name": f"kluger-otter-{number}",
            "flow_id": f"flow-{flow}",
            "deployment_id": f"deployment-{flow}",
            "state": {"type": state, "name": state.title(), "message": None},
            "expected_start_time": f"2026-11-22T1{number % 10}:00:00Z",
            "start_time": None,
            "total_run_time": 0.0,
            "parameters": parameters or {},
            "parent_flow_run_id": None,
            **fields,
        }
        self.runs.append(made)
        return made

    def _answer(self, request: Request) -> Response:
        path = request.path.removeprefix("/api")
        self.asked.append((request.method, path))
        self.headers = dict(request.headers)
        if self.refuse:
            return Response("nein", status=self.refuse)
        body = json.loads(request.data) if request.data else {}
        found = self._found(request.method, path.strip("/").split("/"), body)
        if found is None:
            return Response("{}", status=404)
        return Response(json.dumps(found), content_type="application/json")

    def _found(self, method: str, parts: list[str], body: dict[str, Any]) -> Any:
        answer: Any = None
        match (method, *parts):
            case ("GET", "deployments", "name", flow, "now"):
                answer = {"id": f"deployment-{flow}"} if flow in self.deployed else None
            case ("POST", "deployments", deployment, "create_flow_run"):
                answer = self._create(deployment.removeprefix("deployment-"), body)
            case ("POST", "flow_runs", "filter"):
                answer = self._filtered(body)
            case ("GET", "flow_runs", run_id):
                answer = next((run for run in self.runs if run["id"] == run_id), None)
            case ("POST", "flows", "filter"):
                answer = [{"id": each, "name": each.removeprefix("flow-")} for each in body["flows"]["id"]["any_"]]
            case ("POST", "artifacts", "filter"):
                ids = body["artifacts"]["flow_run_id"]["any_"]
                answer = [each for each in self.artifacts if each["flow_run_id"] in ids]
        return answer

    def _create(self, flow: str, body: dict[str, Any]) -> dict[str, Any]:
        key = body["idempotency_key"]
        known = [run for run in self.runs if run.get("idempotency_key") == key]
        if known:
            return known[0]
        return self.run(flow, "SCHEDULED", body["parameters"], idempotency_key=key, tags=body["tags"])

    def _filtered(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        wanted = body["flow_runs"]
        runs = sorted(self.runs, key=lambda run: str(run["expected_start_time"]), reverse=True)
        if "state" in wanted:
            runs = [run for run in runs if run["state"]["type"] in wanted["state"]["type"]["any_"]]
        if "deployments" in body:
            runs = [run for run in runs if run["deployment_id"] in body["deployments"]["id"]["any_"]]
        if "parent_task_run_id" in wanted:
            runs = [run for run in runs if run["parent_flow_run_id"] is None]
        if "parent_flow_run_id" in wanted:
            runs = [run for run in runs if run["parent_flow_run_id"] in wanted["parent_flow_run_id"]["any_"]]
        if "expected_start_time" in wanted:
            before = wanted["expected_start_time"]["before_"]
            runs = [run for run in runs if str(run["expected_start_time"])[:16] <= before[:16]]
        return runs[: body.get("limit", 200)]
