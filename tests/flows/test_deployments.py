"""prefect.yaml says what docs/operating.md promises; no server is needed to see that."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from prefect import Flow

ROOT = Path(__file__).parents[2]
DEPLOYMENTS: list[dict[str, Any]] = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]


def flow_of(deployment: dict[str, Any]) -> Flow[..., Any]:
    module, _, name = deployment["entrypoint"].rpartition(".")
    return getattr(import_module(module), name)


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda each: each["entrypoint"])
def test_every_entry_point_is_a_flow(deployment: dict[str, Any]) -> None:
    assert isinstance(flow_of(deployment), Flow)


def test_schedules_keep_an_operators_pause_and_run_in_berlin_time() -> None:
    schedules = [schedule for each in DEPLOYMENTS for schedule in each.get("schedules", [])]

    assert len(schedules) == len({schedule["slug"] for schedule in schedules}) == 4
    assert {schedule["timezone"] for schedule in schedules} == {"Europe/Berlin"}
    assert not any("active" in schedule for schedule in schedules), "would undo an operator's pause"


def test_every_step_can_be_run_on_demand() -> None:
    on_demand = {flow_of(each).name for each in DEPLOYMENTS if not each.get("schedules")}

    assert on_demand == {"newsroom", "collect", "translate", "publish", "recheck", "backfill"}


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda each: each["entrypoint"])
def test_parameters_that_are_set_beforehand_exist(deployment: dict[str, Any]) -> None:
    assert set(deployment.get("parameters", {})) <= set(flow_of(deployment).parameters.properties)


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda each: each["entrypoint"])
def test_every_parameter_explains_itself_in_prefects_form(deployment: dict[str, Any]) -> None:
    for name, schema in flow_of(deployment).parameters.properties.items():
        assert schema.get("description"), name


def test_every_deployment_is_documented() -> None:
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")

    for each in DEPLOYMENTS:
        assert f"`{flow_of(each).name}/{each['name']}`" in page
