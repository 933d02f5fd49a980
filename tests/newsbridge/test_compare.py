"""`newsbridge compare` and the doctor's word on engines, as a person at the terminal meets them."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from newsbridge.__main__ import main
from newsbridge.language import speaks_german

ROOT = Path(__file__).parents[2]
RELEASE = "# Neues Zentrum\n\nDie Stadt eröffnet ein Zentrum. Es kostet 2 Mio. Euro.\n"


def in_capitals(request: Request) -> Response:
    """A LibreTranslate that shouts."""
    texts = [text.upper() for text in json.loads(request.data)["q"]]
    return Response(json.dumps({"translatedText": texts}), content_type="application/json")


Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def home(tmp_path: Path, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NO_PROXY", "*")
    (tmp_path / "config").mkdir()
    for name in ("feeds.toml", "terms.tsv", "sources.toml"):
        (tmp_path / "config" / name).write_bytes((ROOT / "config" / name).read_bytes())
    (tmp_path / "meldung.md").write_text(RELEASE, encoding="utf-8")
    (tmp_path / "config" / "engines.toml").write_text(
        f'[engines.office]\nkind = "libretranslate"\nurl = "{httpserver.url_for("")}"\nretries = 0\n'
        '[engines.far]\nkind = "libretranslate"\nurl = "https://translate.example"\n'
        '[engines.deepl]\nkind = "deepl"\nkey_env = "NEWSBRIDGE_TEST_KEY"\n',
        encoding="utf-8",
    )
    httpserver.expect_request("/languages").respond_with_json([{"code": "de", "targets": ["en"]}])
    httpserver.expect_request("/translate").respond_with_handler(in_capitals)
    return tmp_path


@pytest.fixture
def say(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Say]:
    """Give a command and get its exit code, what it printed, and what it complained of."""
    speaks_german.cache_clear()
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def give(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["newsbridge", "--home", str(home), *words])
        with pytest.raises(SystemExit) as end:
            main()
        printed = capsys.readouterr()
        return int(end.value.code or 0), printed.out, printed.err

    yield give
    speaks_german.cache_clear()


def test_sentences_that_differ_stand_side_by_side_and_the_engines_below(say: Say, home: Path) -> None:
    code, out, _ = say("compare", str(home / "meldung.md"), "--to", "en", "--engines", "fake,office")

    assert code == 0
    assert "Es kostet 2 Mio." in out
    assert "DIE STADT" in out
    assert "3 of 3 segments differ" in out
    summary = [line.split()[0] for line in out.splitlines() if line.startswith(("engine ", "fake ", "office "))]
    assert summary == ["engine", "fake", "office"]
    assert "libretranslate office" in out


def test_what_agrees_is_shown_only_when_asked_for(say: Say, home: Path) -> None:
    (home / "kontakt.md").write_text("# Neues Zentrum\n\nEs ist so. Es kostet.\n\npresse@a.example\n", encoding="utf-8")
    command = ("compare", str(home / "kontakt.md"), "--to", "en", "--engines", "fake, office")

    assert "presse@a.example" not in say(*command)[1]
    assert "presse@a.example" in say(*command, "--all")[1]


def test_json_is_for_scripts(say: Say, home: Path) -> None:
    code, out, _ = say("compare", str(home / "meldung.md"), "--to", "en", "--engines", "fake,office", "--json")

    assert code == 0
    assert [each["name"] for each in json.loads(out)["engines"]] == ["fake", "libretranslate office"]


def test_wrong_use_is_one_line_and_exit_code_2(say: Say, home: Path) -> None:
    code, out, error = say("compare", str(home / "meldung.md"), "--to", "en", "--engines", "fake")

    assert (code, out) == (2, "")
    assert error == (
        "newsbridge: engines fake: name two engines or more, each once, with commas between: argos,deepl\n"
    )


def test_a_failing_server_is_one_line_and_exit_code_1(say: Say, home: Path, httpserver: HTTPServer) -> None:
    httpserver.clear()

    code, _, error = say("compare", str(home / "meldung.md"), "--to", "en", "--engines", "fake,office")

    assert code == 1
    assert error.startswith("newsbridge: engine office at localhost")
    assert len(error.splitlines()) == 1


def test_the_failure_is_german_where_the_reader_is(
    say: Say, home: Path, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    httpserver.clear()
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")

    error = say("compare", str(home / "meldung.md"), "--to", "en", "--engines", "fake,office")[2]

    assert error.startswith("newsbridge: Maschine office auf localhost")


def lines_about(text: str, subject: str) -> list[str]:
    return [line for line in text.splitlines() if line[9:].startswith(subject)]


def test_the_doctor_says_which_engine_translates_what_and_that_it_is_here(say: Say) -> None:
    assert lines_about(say("doctor")[1], "engines") == [
        "ok       engines            de -> en: argos, on this machine",
        "ok       engines            de -> zh-Hans: argos, on this machine",
    ]


def test_the_doctor_warns_where_text_leaves_the_machine(say: Say, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = home / "config" / "engines.toml"
    path.write_text('[pairs]\nde-en = "office"\nde-zh = "far"\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setenv("NEWSBRIDGE_EMBEDDED", str(home / "none"))

    out = say("doctor")[1]

    here, far = lines_about(out, "engines")
    assert here == "ok       engines            de -> en: office, on this machine"
    assert far.startswith("note ")
    assert "de -> zh-Hans: far; the text of every release is sent to translate.example" in far
    assert f"to keep it here, name another engine in {path}" in out
    assert lines_about(out, "packages") == []


def test_the_doctor_says_which_key_is_missing(say: Say, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSBRIDGE_ENGINE", "deepl")

    code, out, _ = say("doctor")

    assert code == 1
    assert any(
        line.startswith("wrong") and "set the variable NEWSBRIDGE_TEST_KEY to the key" in line
        for line in lines_about(out, "engines")
    )
