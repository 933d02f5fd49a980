import os
import time
import unicodedata
from pathlib import Path

import pytest

from model.errors import SourceError
from sources.folders import list_folder
from sources.visiting import visit

NOW = 1_800_000_000.0


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def put(folder: Path, name: str, age: float = 60) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("Text")
    os.utime(path, (NOW - age, NOW - age))
    return path


def test_files_are_releases_newest_first_with_their_place_as_key(inbox: Path, make_source) -> None:
    put(inbox, "alt.txt", age=900)
    put(inbox, "2026/neu.PDF")

    links = list_folder(make_source("folder", str(inbox)), NOW)

    assert [link.key for link in links] == ["2026/neu.PDF", "alt.txt"]
    assert [link.url for link in links] == [str(inbox / "2026" / "neu.PDF"), str(inbox / "alt.txt")]


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.md", "a.txt", "a.pdf"])
def test_these_kinds_are_read(inbox: Path, make_source, name: str) -> None:
    put(inbox, name)

    assert len(list_folder(make_source("folder", str(inbox)), NOW)) == 1


@pytest.mark.parametrize(
    "name", [".versteckt.txt", ".git/a.txt", "~$a.txt", "a.pdf.part", "a.txt.tmp", "a.txt.crdownload"]
)
def test_hidden_and_unfinished_files_are_left_out_quietly(inbox: Path, make_source, caplog, name: str) -> None:
    put(inbox, name)

    assert list_folder(make_source("folder", str(inbox)), NOW) == ()
    assert not caplog.records


def test_a_kind_that_cannot_be_read_is_left_out_loudly(inbox: Path, make_source, caplog) -> None:
    put(inbox, "Meldung.docx")

    assert list_folder(make_source("folder", str(inbox)), NOW) == ()
    assert "Meldung.docx: left out" in caplog.text


def test_a_file_that_is_still_being_written_waits_for_the_next_visit(inbox: Path, make_source) -> None:
    put(inbox, "frisch.txt", age=1)

    assert list_folder(make_source("folder", str(inbox)), NOW) == ()
    assert len(list_folder(make_source("folder", str(inbox)), NOW + 2)) == 1


def test_a_file_from_the_future_is_not_held_back(inbox: Path, make_source) -> None:
    put(inbox, "a.txt", age=-9999)

    assert len(list_folder(make_source("folder", str(inbox)), NOW)) == 1


def test_an_umlaut_gives_the_same_key_on_every_file_system(inbox: Path, make_source) -> None:
    put(inbox, unicodedata.normalize("NFD", "Städte.txt"))

    assert list_folder(make_source("folder", str(inbox)), NOW)[0].key == unicodedata.normalize("NFC", "Städte.txt")


def test_a_missing_folder_is_named_with_the_way_out(tmp_path: Path, make_source) -> None:
    with pytest.raises(SourceError, match=r"stadt: there is no folder .*/nirgends; create it"):
        list_folder(make_source("folder", str(tmp_path / "nirgends")))


def test_a_visit_lists_every_file_whatever_the_limit(inbox: Path, make_source, fetcher) -> None:
    for number in range(5):
        put(inbox, f"{number}.txt")
    assert time.time() - NOW != 60

    visited = visit(make_source("folder", str(inbox), limit=2), fetcher, lambda _: None)

    assert len(visited.links) == 5
    assert visited.validators == {}
