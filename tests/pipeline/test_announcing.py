"""Prefect learns of an approval where there is a server; the desk goes on where it is away."""

import json
import logging
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from model.languages import Language
from pipeline.announcing import announce_approved
from pipeline.importing import import_files
from pipeline.settings import Settings
from pipeline.translate import translate
from pipeline.wiring import Newsroom

TEXT = "# Neues Zentrum\n\nBerlin, den 22.05.2026\n\nDie Stadt eröffnet am Montag ein neues Zentrum für Wasserstoff.\n"


def translated(home: Path) -> tuple[Newsroom, int]:
    (home / "pm.md").write_text(TEXT, encoding="utf-8")
    (home / "config").mkdir()
    (home / "config" / "terms.tsv").write_text("de\ten\tzh\tkind\n", encoding="utf-8")
    room = Newsroom(Settings(home=home, engine="fake"))
    assert import_files(room, [home / "pm.md"]).new == 1
    translate(room)
    [release] = room.store.releases.search()
    found = room.store.translations.get(release.version_id, Language.ZH)
    assert found
    return room, found.id


def test_the_event_says_which_release_and_language(
    tmp_path: Path, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    httpserver.expect_request("/api/events", method="POST").respond_with_response(Response(status=204))
    monkeypatch.setenv("PREFECT_API_URL", httpserver.url_for("/api"))
    room, translation_id = translated(tmp_path)

    with room:
        announce_approved(room, translation_id)

    [(request, _)] = httpserver.log
    [event] = json.loads(request.data)
    assert event["event"] == "newsbridge.translation.approved"
    assert event["resource"] == {"prefect.resource.id": f"newsbridge.translation.{translation_id}"}
    assert event["payload"] == {"release": 1, "source": "import", "language": "zh-Hans"}
    assert "Zentrum" not in json.dumps(event)


def test_a_server_that_is_away_costs_a_line_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    room, translation_id = translated(tmp_path)

    with room, caplog.at_level(logging.WARNING, "pipeline.announcing"):
        announce_approved(room, translation_id)

    assert "is not announced" in caplog.text


def test_nobody_is_told_where_no_server_is_set(
    tmp_path: Path, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    room, translation_id = translated(tmp_path)

    with room:
        announce_approved(room, translation_id)

    assert httpserver.log == []
