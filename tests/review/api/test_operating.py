"""What an operator's script does: look after the sources, start a run, wait for it, read its report."""

import os
from pathlib import Path
from typing import Any

import pytest

from model.people import Deed, Duty
from pipeline.triggering import Runs
from tests.review.api.conftest import Portal, Program


@pytest.fixture
def operator(portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """A program of an operator's, with a folder of releases and no Prefect server."""
    folder = tmp_path / "releases"
    folder.mkdir()
    release = folder / "neu.md"
    text = "Die Stadt baut ein neues Rathaus am Marktplatz. Der Rat hat es am Montag beschlossen."
    release.write_text(f"# Neues Rathaus\n\n{text}\n", encoding="utf-8")
    os.utime(release, (1e9, 1e9))  # else it counts as not yet completely written
    portal.source("ordner", folder)
    monkeypatch.setitem(portal.desk.app.state._state, "runs", Runs(lambda: None))
    return portal.program(Duty.OPERATOR, "ops")


def finished(portal: Portal, program: Program, path: str) -> Any:
    run_id = path.rsplit("/", 1)[-1]
    assert portal.desk.app.state.runs.get(run_id).over.wait(60)
    return program.read(f"runs/{run_id}")


def test_a_run_is_started_watched_and_reported(portal: Portal, operator: Program) -> None:
    answer = operator.post("runs", json={"what": "collect", "sources": ["ordner"]})
    begun = answer.json()
    assert (answer.status_code, answer.headers["location"]) == (202, begun["path"])
    assert (begun["at_prefect"], begun["already"], begun["instead"]) == (False, False, "")
    run = finished(portal, operator, begun["path"])
    assert (run["state"], run["over"], run["problem"]) == ("done", True, "")
    assert (run["what"], run["by"]) == ("newsbridge collect --source ordner", "token ops")
    [collected] = run["report"]["collected"]
    assert (collected["source"], collected["new"]) == ("ordner", 1)
    assert [each["title"] for each in operator.read("releases", source="ordner")["items"]] == ["Neues Rathaus"]
    assert [each["id"] for each in operator.read("runs")] == [begun["id"]]
    change = portal.room.store.history.latest(1)[0][1]
    assert (change.by, change.deed) == ("token ops", Deed.TRIGGER)


def test_the_same_key_is_the_same_run(portal: Portal, operator: Program) -> None:
    ids = []
    for key in ("a", "a", "b"):
        begun = operator.post(
            "runs", json={"what": "publish", "feeds": ["zh"]}, headers={"Idempotency-Key": key}
        ).json()
        finished(portal, operator, begun["path"])
        ids.append((begun["id"], begun["already"]))
    assert ids[0][0] == ids[1][0] != ids[2][0]
    assert [already for _, already in ids] == [False, True, False]


@pytest.mark.parametrize(
    ("order", "status"),
    [
        ({"what": "collect", "sources": ["nix"]}, 404),
        ({"what": "publish", "feeds": ["nix"]}, 404),
        ({"what": "translate", "release": 99}, 404),
        ({"what": "translate", "languages": ["de"]}, 422),
        ({"what": "try", "sources": ["ordner"]}, 422),
        ({}, 422),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_not_begun(operator: Program, order: dict[str, object], status: int) -> None:
    assert operator.post("runs", json=order).status_code == status
    assert operator.read("runs") == []
    assert operator.get("runs/nix").status_code == 404
    assert operator.get("runs/prefect/nix").status_code == 404


def test_the_sources_say_how_they_are(portal: Portal, operator: Program) -> None:
    [source] = operator.read("sources")
    assert (source["name"], source["publisher"], source["condition"]) == ("ordner", "Stadt Muster", "new")
    assert (source["last_visit"], source["releases"]) == (None, 0)
    finished(portal, operator, operator.post("runs", json={"what": "collect"}).json()["path"])
    [source] = operator.read("sources")
    assert (source["releases"], source["found"], source["last_error"]) == (1, 1, "")
    assert source["last_visit"] is not None
