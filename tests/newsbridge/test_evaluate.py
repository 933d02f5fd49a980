"""Measuring an engine at the terminal, with the toy engine."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from newsbridge.__main__ import main
from newsbridge.language import speaks_german

ROOT = Path(__file__).parents[2]
GERMAN = ["Köln baut 21 Wohnungen.", "Ein Satz ohne Zahl.", "Der Zoo öffnet um 9 Uhr."]
ENGLISH = ["Cologne is building 21 flats.", "A sentence without a number.", "The zoo opens at 9 a.m."]

Say = Callable[..., tuple[int, str]]


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Give the command and get its exit code and what it printed."""
    speaks_german.cache_clear()
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("NEWSBRIDGE_ENGINE", "fake")
    monkeypatch.setenv("NEWSBRIDGE_TERMS", str(ROOT / "config" / "terms.tsv"))
    monkeypatch.setenv("NEWSBRIDGE_BATCH", "2")

    def give(*words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["newsbridge", "--home", str(tmp_path), "evaluate", *words])
        with pytest.raises(SystemExit) as end:
            main()
        return int(end.value.code or 0), "".join(capsys.readouterr())

    return give


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A test set whose columns stand in another order than ours."""
    path = tmp_path / "set.tsv"
    rows = [f"{english}\t{german}" for english, german in zip(ENGLISH, GERMAN, strict=True)]
    path.write_text("\n".join(["English\tGerman", *rows]) + "\n", encoding="utf-8")
    return path


def test_the_small_set_of_the_project_is_measured_where_none_is_named(say: Say) -> None:
    code, text = say("--pair", "de-zh", "--limit", "7")

    assert code == 0
    assert "fake: 7 sentences of" in text
    for figure in ("BLEU", "chrF", "terms, notes counted", "values", "loops", "sentences a second", "peak memory"):
        assert figure in text
    assert "tok:zh" in text


def test_the_json_holds_both_ways_with_their_translations(say: Say, table: Path) -> None:
    result = json.loads(say("--pair", "de-en", "--file", str(table), "--json")[1])

    assert (result["pair"], result["segments"], result["engine"]) == ("de-en", 3, "fake")
    assert set(result["ways"]) == {"engine", "chain"}
    assert [len(way["translations"]) for way in result["ways"].values()] == [3, 3]
    assert result["ways"]["chain"]["scores"]["values"] == {"total": 2, "found": 2, "noted": 2}
    assert result["ways"]["chain"]["scores"]["findings"].get("names") is None
    assert {"newsbridge", "ctranslate2", "sacrebleu"} <= set(result["versions"])
    assert result["peak_megabytes"] > 10


def test_two_files_line_by_line_are_the_same_as_a_table(say: Say, table: Path, tmp_path: Path) -> None:
    (tmp_path / "de").write_text("\n".join(GERMAN), encoding="utf-8")
    (tmp_path / "en").write_text("\n".join(ENGLISH) + "\n", encoding="utf-8")
    files = ("--source", str(tmp_path / "de"), "--reference", str(tmp_path / "en"))

    one, other = (json.loads(say("--pair", "de-en", "--json", *words)[1]) for words in (files, ("--file", str(table))))

    assert one["fingerprint"] == other["fingerprint"]


def test_a_kept_result_is_compared_with(say: Say, table: Path, tmp_path: Path) -> None:
    kept = tmp_path / "before.json"
    kept.write_text(say("--pair", "de-en", "--file", str(table), "--json")[1], encoding="utf-8")

    code, text = say("--pair", "de-en", "--file", str(table), "--compare-with", str(kept))

    assert code == 0
    assert text.count("p = 1.000") == 4
    assert say("--pair", "de-en", "--file", str(table), "--limit", "2", "--compare-with", str(kept))[0] == 1


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--pair", "en-zh"], "there are de-en and de-zh"),
        (["--pair", "de"], "no such language"),
        (["--pair", "de-en", "--engine", "none"], "none"),
        (["--pair", "de-en", "--source", "x"], "--source and --reference together"),
        (["--pair", "de-en", "--file", "missing.tsv"], "No such file"),
        (["--pair", "de-en", "--compare-with", "missing.json", "--limit", "1"], "No such file"),
    ],
)
def test_wrong_use_is_one_clear_line(say: Say, words: list[str], reason: str) -> None:
    code, text = say(*words)

    assert code in {1, 2}
    assert reason in text
    assert "Traceback" not in text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "no column German and no column English"),
        ("German\tChinese\nEins\t一\n", "no column English"),
        ("German\tEnglish\nEins\tOne\nZwei\n", "line 3: needs German, English, none empty"),
        ("German\tEnglish\nEins\t \n", "line 2"),
        ("German\tEnglish\n", "holds no sentences"),
        ("German\tEnglish\nEins\t\udcff\n", "not UTF-8"),
    ],
)
def test_a_broken_test_set_is_named_with_its_line(say: Say, tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "set.tsv"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))

    code, text = say("--pair", "de-en", "--file", str(path))

    assert code in {1, 2}
    assert reason in text
    assert str(path) in text


@pytest.mark.parametrize(
    ("content", "reason"), [("{", "is not JSON"), ("[]", "cannot be compared"), ("{}", "cannot be compared")]
)
def test_a_file_that_is_no_result_cannot_be_compared_with(
    say: Say, table: Path, tmp_path: Path, content: str, reason: str
) -> None:
    (tmp_path / "before.json").write_text(content, encoding="utf-8")

    code, text = say("--pair", "de-en", "--file", str(table), "--compare-with", str(tmp_path / "before.json"))

    assert (code, reason in text) == (1, True)


def test_files_of_different_lengths_do_not_correspond(say: Say, tmp_path: Path) -> None:
    (tmp_path / "de").write_text("Eins.\nZwei.\n", encoding="utf-8")
    (tmp_path / "en").write_text("One.\n", encoding="utf-8")

    code, text = say("--pair", "de-en", "--source", str(tmp_path / "de"), "--reference", str(tmp_path / "en"))

    assert code == 2
    assert "1 lines" in text
    assert "has 2" in text
