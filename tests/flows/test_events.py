"""What the desk tells a real Prefect server."""

import time
from datetime import UTC, datetime

import pytest
from prefect.client.orchestration import get_client
from prefect.settings import PREFECT_API_URL

from pipeline.prefect_server import PrefectServer

PATIENCE = 20.0
"""Seconds; the server writes events in batches."""


def test_an_approval_is_an_event_that_automations_can_wait_for(prefect_server: None) -> None:
    server = PrefectServer(PREFECT_API_URL.value() or "")

    server.tell("newsbridge.translation.approved", "newsbridge.translation.7", {"release": 3}, datetime.now(UTC))

    assert events("newsbridge.translation.approved") == [("newsbridge.translation.7", {"release": 3})]


def events(name: str) -> list[tuple[str, dict[str, object]]]:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with get_client(sync_client=True) as client:
            answer = client.request("POST", "/events/filter", json={"filter": {"event": {"name": [name]}}})
        if found := answer.json()["events"]:
            return [(each["resource"]["prefect.resource.id"], each["payload"]) for each in found]
        time.sleep(0.2)
    pytest.fail(f"the server has no event {name}")
