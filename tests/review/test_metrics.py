"""What machines ask the desk, and who gets an answer."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

from pipeline import readiness
from pipeline.wiring import Newsroom
from store import open_store

ROOT = Path(__file__).parents[2]
HERE, THERE = ("127.0.0.1", 1), ("203.0.113.7", 1)


@pytest.fixture
def room(room: Newsroom) -> Newsroom:
    config = room.settings.home / "config"
    config.mkdir()
    for name in ("feeds.toml", "sources.toml"):
        (config / name).write_bytes((ROOT / "config" / name).read_bytes())
    return room


def browser(app: FastAPI, room: Newsroom, client: tuple[str, int] = HERE) -> TestClient:
    app.state.newsroom = room
    return TestClient(app, client=client, raise_server_exceptions=False)


def test_this_machine_reads_the_figures_without_a_token(app: FastAPI, room: Newsroom) -> None:
    answer = browser(app, room).get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert "newsbridge_queue_translations" in answer.text


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_a_proxy_on_this_machine_asks_for_others(app: FastAPI, room: Newsroom, header: str) -> None:
    assert browser(app, room).get("/metrics", headers={header: "127.0.0.1"}).status_code == 403


def test_other_machines_need_the_token(app: FastAPI, room: Newsroom) -> None:
    there = browser(app, room, THERE)
    assert there.get("/metrics").status_code == 403
    room.settings.metrics_token = SecretStr("geheim-ü")
    assert there.get("/metrics").status_code == 401
    assert there.get("/metrics", headers={"Authorization": "Bearer falsch"}).status_code == 401
    assert there.get("/metrics", headers={"Authorization": b"Bearer geheim-\xc3\xbc"}).status_code == 200
    assert browser(app, room).get("/metrics").status_code == 401, "a token that is configured counts for all"


def test_the_process_lives_whatever_the_store_does(app: FastAPI, room: Newsroom) -> None:
    there = browser(app, room, THERE)
    assert (there.get("/healthz").status_code, there.get("/healthz").text) == (200, "ok\n")


def test_the_desk_is_ready_when_store_schema_and_disk_are(
    app: FastAPI, room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = browser(app, room, THERE)
    answer = there.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"store": True, "schema": True, "disk": True})

    monkeypatch.setattr(readiness, "HEAD", "9999")
    answer = there.get("/readyz")
    assert (answer.status_code, answer.json()["schema"]) == (503, False)


def test_a_store_that_does_not_answer_is_not_ready(app: FastAPI, room: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "bad.sqlite"
    open_store(f"sqlite:///{path}").close()
    with open_store(f"sqlite:///{path}") as store:
        for each in tmp_path.glob("bad.sqlite*"):
            each.write_bytes(b"no database at all, but long enough to be read as one" * 100)
        room.__dict__["store"] = store
        answer = browser(app, room).get("/readyz")
    assert (answer.status_code, answer.json()["store"]) == (503, False)


def test_a_disk_that_takes_no_file_is_not_ready(app: FastAPI, room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(readiness.tempfile, "TemporaryFile", full)
    answer = browser(app, room).get("/readyz")
    assert (answer.status_code, answer.json()["disk"]) == (503, False)
