"""`newsbridge config` and `newsbridge init` as a newcomer types them."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from newsbridge.__main__ import main
from newsbridge.language import speaks_german

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Type a command in an empty folder."""
    speaks_german.cache_clear()
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("NEWSBRIDGE_ENGINE", "fake")
    monkeypatch.chdir(tmp_path)

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["newsbridge", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
        printed = capsys.readouterr()
        return int(end.value.code or 0), printed.out, printed.err

    return run


def test_a_new_newsroom_works_from_the_first_minute(run: Run, tmp_path: Path) -> None:
    code, said, _ = run("init", "redaktion", "--domain", "example.org")
    home = tmp_path / "redaktion"
    text = "# Neues Zentrum\n\nBerlin, den 22.05.2026\n\nDie Stadt eröffnet ein Zentrum. Es kostet 2,5 Mio. Euro.\n"
    (home / "var" / "inbox" / "pm-1.md").write_text(text, encoding="utf-8")
    os.utime(home / "var" / "inbox" / "pm-1.md", (0, 0))  # a file that may still be written to is left for the next run

    assert code == 0
    assert f"newsbridge --home {home} run" in said
    assert run("--home", home, "config", "check") == (0, f"{home}/config: nothing is wrong\n", "")
    assert run("--home", home, "run")[0] == 0
    feed = (home / "public" / "feeds" / "en.xml").read_text(encoding="utf-8")
    assert "2.5" in feed
    assert "tag:example.org," in feed
    assert "https://www.isa-portal.de" not in feed


def test_a_folder_with_content_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "mine.txt").write_text("mine")

    code, _, said = run("init", "a")

    assert code == 2
    assert "holds something already" in said
    assert [each.name for each in (tmp_path / "a").iterdir()] == ["mine.txt"]


def test_a_fresh_repository_is_an_empty_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a" / ".git").mkdir(parents=True)

    assert run("init", "a")[0] == 0


def test_a_domain_that_is_none_is_refused_before_anything_is_made(run: Run, tmp_path: Path) -> None:
    code, _, said = run("init", "a", "--domain", "https://example.org")

    assert code == 2
    assert "must be a domain" in said
    assert not (tmp_path / "a").exists()


def test_mistakes_end_with_a_code_for_scripts(run: Run, tmp_path: Path) -> None:
    run("init", "a")
    (tmp_path / "a" / "config" / "newsbridge.toml").write_text("therads = 2\n")

    code, said, _ = run("--home", tmp_path / "a", "config", "check", "--json")

    assert code == 1
    where = f"{tmp_path}/a/config/newsbridge.toml, line 1, therads"
    assert json.loads(said) == [{"where": where, "reason": "unknown; did you mean threads?"}]


def test_settings_are_shown_to_people_and_programs(run: Run, tmp_path: Path) -> None:
    run("init", "a")
    (tmp_path / "a" / "config" / "newsbridge.toml").write_text("threads = 2\n")

    shown = json.loads(run("--home", tmp_path / "a", "config", "show", "--json")[1])
    [threads] = [each for each in shown if each["name"] == "threads"]

    assert (threads["value"], threads["origin"]) == ("2", f"{tmp_path}/a/config/newsbridge.toml, line 1")
    assert "NEWSBRIDGE_ENGINE" in run("--home", tmp_path / "a", "config", "show")[1]
