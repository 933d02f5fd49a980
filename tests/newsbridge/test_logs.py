"""The log: JSON for programs, plain for people, and neither texts nor secrets in either."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from model.errors import StoreError
from newsbridge.commands.context import Options
from newsbridge.logs import start_log
from pipeline.logs import JsonFormatter, PlainFormatter, about, hide_secrets
from store import open_store
from store.work_tables import FailureRow

log = logging.getLogger("pipeline.story")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What is logged as JSON in the test."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield stream
    log.removeHandler(handler)


def lines(written: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_line_says_when_where_what_and_what_about(written: io.StringIO) -> None:
    with about(run="r1"), about(source="koeln", release=17, language=None):
        log.warning("%s: zu groß", "https://koeln.example/pm")
    log.info("done")

    first, second = lines(written)
    assert str(first.pop("time")).endswith("+00:00")
    assert first == {
        "level": "WARNING",
        "logger": "pipeline.story",
        "message": "https://koeln.example/pm: zu groß",
        "run": "r1",
        "source": "koeln",
        "release": 17,
    }
    assert set(second) == {"time", "level", "logger", "message"}


def test_an_error_keeps_one_line(written: io.StringIO) -> None:
    try:
        raise ValueError("erste\nzweite")
    except ValueError:
        log.exception("broken")

    [line] = lines(written)
    assert "ValueError: erste\nzweite" in str(line["trace"])


@pytest.mark.parametrize(
    "text",
    [
        "https://bot:geheim@host/x",
        "GET /invitation/geheim HTTP/1.1",
        "Authorization: Bearer geheim",
        "https://host/x?token=geheim&a=b",
        "api_key=geheim",
        "postgresql://user:geheim@host/name",
    ],
)
def test_secrets_are_hidden(text: str) -> None:
    assert "geheim" not in hide_secrets(text)
    assert "***" in hide_secrets(text)
    record = logging.LogRecord("x", logging.INFO, "", 0, text, (), None)
    assert "geheim" not in PlainFormatter("%(message)s").format(record)


def test_what_is_no_secret_stays() -> None:
    text = "https://koeln.example:8080/pm/1: HTTP 403 (token: 3)"
    assert hide_secrets(text) == text


def test_the_trace_of_a_driver_holds_no_text_that_was_to_be_stored(tmp_path: Path, written: io.StringIO) -> None:
    with open_store(f"sqlite:///{tmp_path}/a.sqlite") as store:
        try:
            with store._database.writing() as session:
                session.add(FailureRow(stage="a", subject="b", reason="Ein geheimer Satz."))
                session.flush()
        except StoreError:
            log.exception("failed")
    [line] = lines(written)
    assert "IntegrityError" in str(line["trace"])
    assert "geheimer" not in str(line)


def test_the_command_line_logs_as_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        for form, expected in (("json", '"message": "hello"'), ("plain", "WARNING pipeline.story: hello")):
            monkeypatch.setenv("NEWSBRIDGE_LOG", form)
            start_log(verbose=True)
            Options(tmp_path, None, None, None).settings()
            log.warning("hello")
            assert expected in capsys.readouterr().err
    finally:
        root.handlers[:], root.level = before, level
