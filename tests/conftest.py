"""What all tests share: no test may reach anything but this machine, and none may see the developer's settings."""

import logging
import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest

for _name in [name for name in os.environ if name.startswith(("NEWSBRIDGE_", "PREFECT_", "ARGOS_"))]:
    if not _name.startswith("NEWSBRIDGE_TEST_"):
        del os.environ[_name]
os.environ["DO_NOT_TRACK"] = "1"
os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
# The servers of the tests run in this process; else they would write their requests into what a command prints.
logging.getLogger("werkzeug").setLevel(logging.ERROR)


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test that looks beyond loopback: a test that needs the internet proves nothing on the next machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in {"127.0.0.1", "::1", "localhost"}:
            raise OSError(f"tests stay on this machine; refused to connect to {host}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def log_as_found() -> Iterator[None]:
    """Undo what a command run here has done to the log of the whole process: the next test may look at its own."""
    root = logging.getLogger()
    # A fixture that many tests share may have run a command before.
    root.setLevel(logging.WARNING)
    handlers = list(root.handlers)
    yield
    root.handlers[:] = handlers
    root.setLevel(logging.WARNING)


LONG = (
    "tests/browser",
    "tests/pipeline/test_backup.py",
    "tests/pipeline/test_erasing.py",
    "tests/pipeline/test_nasty_newsroom.py",
    "tests/pipeline/test_subscribers.py",
    "tests/training/test_overlap.py",
)
"""What takes long and is marked so: `make test-long` runs it, `make test` leaves it out."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the flows last: once Prefect has run a flow here, a forked child ends with exit code 1 whatever it did."""
    for item in items:
        if item.nodeid.startswith(LONG):
            item.add_marker(pytest.mark.long)
    items.sort(key=lambda item: "flows" in item.path.parts)
