"""`newsbridge feeds check` and `newsbridge serve` as an operator meets them."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from model.errors import PublishError
from newsbridge.commands import app

GOLDEN = Path(__file__).parent / "golden"


def say(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN, tmp_path / "feeds"))


def test_good_feeds_end_with_exit_code_0(folder: Path) -> None:
    result = say("feeds", "check", str(folder))
    assert (result.exit_code, result.output) == (0, "9 files checked, faults: 0\n")


def test_a_fault_is_named_with_its_place_its_source_and_the_way_out(folder: Path) -> None:
    text = (folder / "zh.xml").read_text(encoding="utf-8")
    (folder / "zh.xml").write_text(text.replace("<ttl>60</ttl>", "<ttl>1 h</ttl>"), encoding="utf-8")
    result = say("feeds", "check", str(folder))
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "zh.xml: error rss-ttl: the time to live is a number of minutes (RSS 2.0 specification, <ttl>)",
        "    channel: ttl: 1 h",
        "    -> publish again with `newsbridge publish`; if the fault stays, it is newsbridge's: please report it",
        "9 files checked, faults: 1",
    ]
    [fault] = json.loads(say("feeds", "check", str(folder), "--json").output)["faults"]
    assert (fault["file"], fault["rule"], fault["severity"], fault["found"]) == ("zh.xml", "rss-ttl", "error", "1 h")


def test_a_warning_is_shown_and_is_no_failure(folder: Path) -> None:
    text = (folder / "zh.json").read_text(encoding="utf-8")
    (folder / "zh.json").write_text(text.replace('"feed_url"', '"_feed_url"'), encoding="utf-8")
    result = say("feeds", "check", str(folder))
    assert result.exit_code == 0
    assert "zh.json: warning json-self: the feed names its own address" in result.output


def test_the_same_fault_in_many_items_is_shown_three_times(folder: Path) -> None:
    text = (folder / "zh.json").read_text(encoding="utf-8")
    text = text.replace('"items": [', '"items": [' + 5 * '{"id": "a", "content_text": "x", "url": "/"},')
    (folder / "zh.json").write_text(text, encoding="utf-8")
    shown = say("feeds", "check", str(folder)).output
    assert shown.count("(a): url: /") == 3
    assert "    and 2 more" in shown


def test_serving_what_was_never_published_says_what_to_do(tmp_path: Path) -> None:
    error = say("--home", str(tmp_path), "serve").exception
    assert isinstance(error, PublishError)
    assert str(error) == f"{tmp_path / 'public'}: no such folder; `newsbridge publish` writes it"
