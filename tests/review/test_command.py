"""`newsbridge desk`: the secret, the first link, and what is wrong with either."""

import re
import stat
from pathlib import Path

import pytest
from fastapi import FastAPI
from typer.testing import CliRunner

from model.errors import AccountError, AlreadyStored, BadConfiguration
from newsbridge.commands import app
from newsbridge.language import speaks_german
from pipeline.secret import LENGTH, desk_secret
from tests.review.conftest import PASSWORD, Browser

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    speaks_german.cache_clear()
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Take what would be served instead of serving it."""
    taken: dict[str, object] = {}
    monkeypatch.setattr("uvicorn.run", lambda app, **options: taken.update(options, app=app))
    return taken


def run(home: Path, *words: str) -> str:
    catalogue = str(ROOT / "config" / "sources.toml")
    result = CliRunner().invoke(app, ["--home", str(home), "--catalogue", catalogue, "desk", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "config").symlink_to(ROOT / "config")
    return tmp_path


def test_the_first_start_prints_a_link_and_later_ones_do_not(home: Path, served: dict[str, object]) -> None:
    output = run(home, "--port", "8801")
    link = re.search(r"http://127\.0\.0\.1:8801(/invitation/[\w-]{43})\n", output)
    assert link is not None
    assert (served["host"], served["port"], served["server_header"]) == ("127.0.0.1", 8801, False)
    desk = served["app"]
    assert isinstance(desk, FastAPI)
    browser = Browser(desk)
    assert browser.submit(link[1], password=PASSWORD, again=PASSWORD).status_code == 303
    assert "invitation" not in run(home)
    assert browser.get("/people").status_code == 200, "the secret is the same, so the session is still good"


def test_other_machines_without_https_are_warned_of(home: Path, served: dict[str, object]) -> None:
    assert "Passwords cross the network unencrypted" in run(home, "--host", "0.0.0.0")
    secure = run(home, "--host", "::", "--secure")
    assert "unencrypted" not in secure
    assert "https://[::]:8800/invitation/" in secure
    assert "https://desk.example/invitation/" in run(home, "--url", "https://desk.example/")


def test_somebody_is_invited_by_command(home: Path) -> None:
    output = run(
        home, "invite", "li.na", "--duty", "operator", "--shown", "李娜", "-l", "zh", "--url", "https://desk.example/"
    )
    assert re.search(r"^https://desk\.example/invitation/[\w-]{43}\n", output)
    assert "Good once, for 7 days." in output
    with pytest.raises(AlreadyStored, match="is stored already"):
        run(home, "invite", "LI.NA")
    with pytest.raises(AccountError, match="no spaces"):
        run(home, "invite", "li na")


def test_the_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "var" / "desk.secret"
    secret = desk_secret(path)
    assert len(secret) == LENGTH
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert desk_secret(path) == secret
    assert list(path.parent.iterdir()) == [path]


def test_a_secret_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "desk.secret"
    desk_secret(path)
    path.chmod(0o644)
    with pytest.raises(BadConfiguration, match="chmod 600"):
        desk_secret(path)
    path.chmod(0o600)
    path.write_bytes(b"short")
    with pytest.raises(BadConfiguration, match="delete the file"):
        desk_secret(path)
    with pytest.raises(BadConfiguration, match="File exists"):
        desk_secret(path / "desk.secret")
