"""An operator's day with the termbase."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from newsbridge.__main__ import main
from newsbridge.german import GERMAN
from newsbridge.language import speaks_german
from pipeline.terms import REMARKS
from translators.terms import COLUMNS

ROOT = Path(__file__).parents[2]
FILE = (
    "# the cities of the alliance\nde\ten\tzh\tzh_also\tkind\nKöln\tCologne\t科隆\t\tplace\n"
    "Beirat\tadvisory board\t顾问委员会\t\tterm\n"
)

Say = Callable[..., tuple[int, str]]


@pytest.fixture
def termbase(tmp_path: Path) -> Path:
    (tmp_path / "config").mkdir()
    path = tmp_path / "config" / "terms.tsv"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.fixture
def say(termbase: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Give a command and get its exit code and what it printed."""
    speaks_german.cache_clear()
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def give(*words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["newsbridge", "--home", str(termbase.parents[1]), "terms", *words])
        with pytest.raises(SystemExit) as end:
            main()
        return int(end.value.code or 0), "".join(capsys.readouterr())

    return give


def book(folder: Path, *concepts: tuple[str, str, str]) -> str:
    entries = "".join(
        f'<conceptEntry id="c{number}"><langSec xml:lang="de"><termSec><term>{german}</term></termSec></langSec>'
        f'<langSec xml:lang="en"><termSec><term>{english}</term></termSec></langSec>'
        f'<langSec xml:lang="zh-CN"><termSec><term>{chinese}</term></termSec></langSec></conceptEntry>'
        for number, (german, english, chinese) in enumerate(concepts)
    )
    path = folder / "theirs.tbx"
    path.write_text(
        f'<tbx type="TBX-Basic" style="dca" xml:lang="de"><text><body>{entries}</body></text></tbx>', "utf-8"
    )
    return str(path)


def test_the_termbase_that_ships_gives_no_cause_for_a_remark(say: Say, termbase: Path) -> None:
    termbase.write_bytes((ROOT / "config" / "terms.tsv").read_bytes())

    code, said = say("check")

    assert code == 0
    assert said.count("\n") == 1, said
    assert "terms" in said


def test_what_is_hardly_meant_is_named_with_its_place(say: Say, termbase: Path) -> None:
    lines = [
        "Ulm\tUlm\tUlm\t\tplace",
        "Rat\tcouncil\t市议会\t市议会;市(议会)\tterm",
        "&\tand\t和\t\tterm",
        "-\tx\t某\t\tterm",
    ]
    termbase.write_text(FILE + "\n".join(lines) + "\n", encoding="utf-8")

    code, said = say("check")

    assert code == 0
    assert "line 5, column zh: »Ulm« has no Chinese character" in said
    assert "line 6, column zh_also: »市议会« stands here and in column zh" in said
    assert "line 6, column zh_also: »市(议会)« has a half-width sign" in said
    assert "line 8, column de: »-« is not found" in said


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("Ulm\tUlm\t\t\tplace", "line 5, column zh"),
        ("Ulm\tUlm", "line 5: 2 columns"),
        ("Köln\tCologne\t科隆\t\tplace", "line 5, column de: »Köln« stands in line 3"),
    ],
)
def test_a_line_that_cannot_be_used_is_an_error_with_its_place(say: Say, termbase: Path, line: str, named: str) -> None:
    termbase.write_text(f"{FILE}{line}\n", encoding="utf-8")

    code, said = say("check")

    assert code == 2
    assert named in said


def test_terms_are_found_by_any_text_and_in_any_form(say: Say) -> None:
    assert "Köln" in say("list", "--find", "科隆")[1]
    assert "Beirat" in say("list", "--find", "Die Sitzung des Klimabeirats")[1]
    assert "Köln" not in say("list", "--find", "Beirat")[1]


def test_terms_of_others_come_in_and_comments_stay(say: Say, termbase: Path, tmp_path: Path) -> None:
    file = book(tmp_path, ("Ulm", "Ulm", "乌尔姆"), ("Beirat", "advisory board", "顾问委员会"))

    code, said = say("import", file)

    assert (code, said) == (0, "1 added, 0 changed, 0 conflicts\n")
    assert termbase.read_text(encoding="utf-8") == f"{FILE}Ulm\tUlm\t乌尔姆\t\tterm\n"
    assert not list(termbase.parent.glob("*.tmp"))


def test_a_contradiction_is_reported_and_the_file_stands_until_it_is_to_be_replaced(
    say: Say, termbase: Path, tmp_path: Path
) -> None:
    file = book(tmp_path, ("Köln", "Cologne", "古龙"))

    code, said = say("import", file)
    assert code == 1
    assert "Köln, zh: stays 科隆; the given file says 古龙" in said
    assert termbase.read_text(encoding="utf-8") == FILE

    assert say("import", file, "--replace", "--dry-run")[0] == 0
    assert termbase.read_text(encoding="utf-8") == FILE

    code, said = say("import", file, "--replace")
    assert code == 0
    assert "Köln\tCologne\t古龙\t\tplace" in termbase.read_text(encoding="utf-8")


def test_what_goes_out_comes_back_unchanged(say: Say, termbase: Path, tmp_path: Path) -> None:
    termbase.write_bytes((ROOT / "config" / "terms.tsv").read_bytes())
    before = termbase.read_bytes()

    assert say("export", str(tmp_path / "ours.tbx"))[0] == 0
    code, said = say("import", str(tmp_path / "ours.tbx"))

    assert (code, said) == (0, "0 added, 0 changed, 0 conflicts\n")
    assert termbase.read_bytes() == before


def test_a_broken_file_changes_nothing(say: Say, termbase: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.tbx").write_text("<tbx><text>", encoding="utf-8")

    code, said = say("import", str(tmp_path / "bad.tbx"))

    assert code == 2
    assert "bad.tbx, line 1" in said
    assert termbase.read_text(encoding="utf-8") == FILE


def test_remarks_are_said_in_german_too() -> None:
    assert [remark for remark in REMARKS if remark not in GERMAN] == []


def test_the_page_explains_every_column_and_its_example_can_be_read(say: Say, termbase: Path) -> None:
    page = (ROOT / "docs" / "terms.md").read_text(encoding="utf-8")
    example = page.split("```")[1].strip("\n")
    termbase.write_text(example + "\n", encoding="utf-8")

    assert [column for column in COLUMNS if f"`{column}`" not in page] == []
    assert say("check")[1].endswith("terms.tsv: 3 terms\n")
