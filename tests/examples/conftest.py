import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def command_line() -> list[str]:
    """The portal as its users start it, from the root of the repository."""
    return [sys.executable, "-m", "examples.portal"]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def portal(command_line: list[str]) -> Iterator[str]:
    """Address of a served portal, without a slash at the end."""
    command = [*command_line, "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip().rstrip("/")
        process.terminate()
