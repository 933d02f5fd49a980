"""`newsbridge notify` at the terminal."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytest_httpserver import HTTPServer

from newsbridge.__main__ import main
from newsbridge.language import speaks_german
from pipeline.settings import Settings
from pipeline.wiring import Newsroom

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home in which a feed has failed twice."""
    shutil.copytree(ROOT / "config", tmp_path / "config")
    roomy = SimpleNamespace(total=2**40, used=0, free=2**39)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: roomy)
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("NEWSBRIDGE_HOME", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    speaks_german.cache_clear()
    with Newsroom(Settings(home=tmp_path)) as room:
        for _ in range(2):
            room.store.failures.record("publish", "zh", "kein Platz", room.now())
    yield tmp_path
    speaks_german.cache_clear()


def said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[object, str]:
    monkeypatch.setattr("sys.argv", ["newsbridge", "notify", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code, " ".join(capsys.readouterr().out.split())


def test_a_look_a_list_and_a_test(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/hook").respond_with_data("")
    monkeypatch.setenv("NEWSBRIDGE_NOTIFY", f"json://127.0.0.1:{httpserver.port}/hook?format=text")
    monkeypatch.setenv("NEWSBRIDGE_NOTIFY_LANGUAGE", "de")

    assert said(capsys, monkeypatch, "--test") == (0, f"angenommen: json://127.0.0.1:{httpserver.port}/hook")
    code, text = said(capsys, monkeypatch, "--list")
    assert code == 0
    assert "Feed zh jetzt nie Er kann nicht geschrieben werden: kein Platz" in text
    assert said(capsys, monkeypatch) == (0, "gemeldet: newsbridge, bitte ansehen: Feed zh")
    assert said(capsys, monkeypatch) == (0, "Nicht in Ordnung: 1. Nichts Neues zu melden.")
    assert len(httpserver.log) == 2


def test_who_named_nobody_is_told_so(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEWSBRIDGE_NOTIFY", raising=False)
    code, text = said(capsys, monkeypatch, "--test")
    assert (code, text.partition(";")[0]) == (1, "NEWSBRIDGE_NOTIFY nennt niemanden")
