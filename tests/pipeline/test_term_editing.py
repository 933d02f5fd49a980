"""An editor keeps the termbase, while the operator has the same file open."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

from model.errors import BadConfiguration
from model.people import Deed
from pipeline.settings import Settings
from pipeline.term_editing import Edit, keep, row_of
from pipeline.term_file import TermsFile
from pipeline.terms import Wanted, find_lines
from pipeline.wiring import Newsroom
from translators.termediting import fingerprint

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
FILE = (
    "# ours\nde\ten\tzh\tzh_forbidden\tkind\nKöln\tCologne\t科隆\t\tplace\n"
    "Beirat\tadvisory board\t顾问委员会\t议会\tterm\n"
)
BONN = row_of({"de": "Bonn", "en": "Bonn", "zh": "波恩", "kind": "place"})


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "terms.tsv").write_text(FILE, encoding="utf-8")
    with Newsroom(Settings(home=tmp_path)) as newsroom:
        newsroom.now = lambda: NOON  # type: ignore[method-assign]
        yield newsroom


def text(room: Newsroom) -> str:
    return room.settings.terms_path.read_text(encoding="utf-8")


def seen(room: Newsroom, german: str) -> str:
    line = room.terms_file.table().line(german)
    assert line
    return fingerprint(line.row)


def columns(room: Newsroom, edit: Edit) -> list[str]:
    return [fault.column for fault in keep(room, edit, "Li Na")]


def test_a_new_term_is_used_at_once_and_stands_in_the_history(room: Newsroom) -> None:
    assert [match.source for match in room.terms.find("Rat der Stadt Bonn")] == []
    assert keep(room, Edit(BONN), "Li Na") == ()
    assert [match.source for match in room.terms.find("Rat der Stadt Bonn")] == ["Bonn"]
    assert text(room) == FILE + "Bonn\tBonn\t波恩\t\tplace\n"
    ((_, change),) = room.store.history.latest(9)
    assert (change.by, change.deed, change.subject, change.at) == ("Li Na", Deed.ADD_TERM, "Bonn", NOON)
    assert (change.before, change.after) == ("", "en: Bonn · zh: 波恩 · kind: place")


def test_a_change_touches_its_line_alone_and_says_what_was(room: Newsroom) -> None:
    row = row_of(
        {"de": "Beirat", "en": "advisory board", "zh": "咨询委员会", "zh_forbidden": "议会\n理事会", "kind": "term"}
    )
    assert keep(room, Edit(row, "Beirat", seen(room, "Beirat")), "Li Na") == ()
    assert text(room) == FILE.replace("顾问委员会\t议会", "咨询委员会\t议会;理事会")
    ((_, change),) = room.store.history.latest(9)
    assert (change.deed, "顾问委员会" in change.before, "咨询委员会" in change.after) == (Deed.CHANGE_TERM, True, True)


def test_a_term_is_deleted(room: Newsroom) -> None:
    assert keep(room, Edit(None, "Köln", seen(room, "Köln")), "Li Na") == ()
    assert "Köln" not in text(room)
    ((_, change),) = room.store.history.latest(9)
    assert (change.deed, change.subject, "科隆" in change.before) == (Deed.DELETE_TERM, "Köln", True)


def test_saving_what_stands_there_changes_nothing(room: Newsroom) -> None:
    before = room.settings.terms_path.stat().st_mtime_ns
    row = row_of(dict(room.terms_file.table().lines[0].row))
    assert keep(room, Edit(row, "Köln", seen(room, "Köln")), "Li Na") == ()
    assert room.settings.terms_path.stat().st_mtime_ns == before
    assert room.store.history.latest(9) == []


def test_whoever_saw_an_older_line_is_told_and_another_line_is_nobodys_business(room: Newsroom) -> None:
    koeln, beirat = seen(room, "Köln"), seen(room, "Beirat")
    room.settings.terms_path.write_text(FILE.replace("科隆", "科隆市"), encoding="utf-8")
    row = row_of({"de": "Köln", "en": "Cologne", "zh": "科恩", "kind": "place"})
    (fault,) = keep(room, Edit(row, "Köln", koeln), "Li Na")
    assert (fault.column, "科隆市" in str(fault.reason)) == ("", True)
    assert "科恩" not in text(room)
    assert keep(room, Edit(None, "Beirat", beirat), "Li Na") == ()
    (gone,) = keep(room, Edit(None, "Beirat", beirat), "Li Na")
    assert "no longer" in str(gone.reason)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"de": ""}, ["de"]),
        ({"de": "# Bonn"}, ["de"]),
        ({"de": "Köln"}, ["de"]),
        ({"kind": ""}, ["kind"]),
        ({"en": "", "zh": " "}, ["en", "zh"]),
        ({"en": "", "zh": "", "basis": "keep"}, []),
        ({"zh": "波恩;波昂"}, ["zh"]),
        ({"zh_forbidden": "波昂\n波恩"}, ["zh_forbidden"]),
        ({"zh_also": "波昂", "zh_forbidden": "波昂"}, ["zh_forbidden"]),
        ({"note": "x" * 501}, ["note"]),
    ],
)
def test_what_is_wrong_is_said_of_its_field_and_nothing_is_written(
    room: Newsroom, cells: dict[str, str], expected: list[str]
) -> None:
    assert columns(room, Edit(row_of({**BONN, **cells}))) == expected
    assert (text(room) == FILE) == bool(expected)


def test_what_is_typed_cannot_break_the_file(room: Newsroom) -> None:
    row = row_of({**BONN, "de": "Bonn\nRhein\tStadt", "note": "a\x00b\u2028c"})
    assert keep(room, Edit(row), "Li Na") == ()
    assert room.terms_file.table().lines[-1].row["de"] == "Bonn Rhein Stadt"
    assert "ab c" in text(room)


def test_the_file_keeps_its_permissions(room: Newsroom) -> None:
    room.settings.terms_path.chmod(0o660)
    keep(room, Edit(BONN), "Li Na")
    assert room.settings.terms_path.stat().st_mode & 0o777 == 0o660


def test_while_somebody_spoils_the_file_the_terms_from_before_are_used(
    room: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    assert len(room.terms) == 4
    room.settings.terms_path.write_text("de\tnonsense\n", encoding="utf-8")
    assert [len(room.terms), len(room.terms)] == [4, 4]
    assert len([record for record in caplog.records if "from before" in record.message]) == 1
    with pytest.raises(BadConfiguration):
        room.terms_file.table()
    with pytest.raises(BadConfiguration):
        keep(room, Edit(BONN), "Li Na")
    room.settings.terms_path.write_text(FILE, encoding="utf-8")
    assert len(room.terms) == 4


def test_a_termbase_that_was_never_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match="no such file"):
        TermsFile(tmp_path / "terms.tsv", tmp_path / "lock").termbase()


def test_editors_at_the_same_moment_lose_nothing(room: Newsroom) -> None:
    _ = room.store
    names = [f"Ort{number}" for number in range(8)]
    editors = [Thread(target=keep, args=(room, Edit({**BONN, "de": name}), "Li Na")) for name in names]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join()
    assert {line.row["de"] for line in room.terms_file.table().lines} == {"Köln", "Beirat", *names}


ADD = """
import sys
from pathlib import Path
from pipeline.term_file import TermsFile
from translators.termediting import rewritten
file = TermsFile(Path(sys.argv[1]), Path(sys.argv[2]))
for number in range(15):
    row = {"de": f"{sys.argv[3]}{number}", "en": "x", "zh": "城", "kind": "term"}
    file.rewrite(lambda table: rewritten(table, {}, [row]))
"""


def test_processes_take_turns(room: Newsroom, tmp_path: Path) -> None:
    def start(name: str) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-c", ADD, str(room.settings.terms_path), str(tmp_path / "lock"), name]
        return subprocess.Popen(words, cwd=Path(__file__).parents[2], env={**os.environ, "PYTHONPATH": "."})

    assert [process.wait(60) for process in [start("Eins"), start("Zwei")]] == [0, 0]
    assert len(room.terms_file.table().lines) == 32


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["Köln", "Beirat"]),
        (Wanted("Sitzung des Beirats"), ["Beirat"]),
        (Wanted("议会"), ["Beirat"]),
        (Wanted("COLOGNE"), ["Köln"]),
        (Wanted(kind="place"), ["Köln"]),
        (Wanted(doubtful=True), []),
        (Wanted("Ulm"), []),
    ],
)
def test_terms_are_found_by_any_of_their_words(room: Newsroom, wanted: Wanted, found: list[str]) -> None:
    assert [line.row["de"] for line in find_lines(room.terms_file, wanted)] == found
