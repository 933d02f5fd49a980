"""A line of the termbase is changed: whoever keeps the file in git sees that line and no other."""

from pathlib import Path

import pytest

from translators.termediting import fingerprint, rewritten
from translators.terms import MARK, Table, parse_table

HEAD = "# cities\n\nde\ten\tzh\tzh_also\tkind\n"
KOELN = {"de": "Köln", "en": "Cologne", "zh": "科隆", "kind": "place"}
FILE = HEAD + "Köln\tCologne\t科隆\t\tplace\n# bodies\nBeirat\t advisory board\t顾问委员会\t\tterm\n"


def table(text: str = FILE) -> Table:
    return parse_table(text, Path("terms.tsv"))


@pytest.mark.parametrize("text", [FILE, FILE.replace("\n", "\r\n"), FILE.removesuffix("\n"), MARK + FILE])
def test_what_is_not_changed_stays_byte_for_byte(text: str) -> None:
    read = table(text)
    number = read.lines[0].number
    after = rewritten(read, {number: {**KOELN, "zh_also": "科恩"}})
    lines = read.text.splitlines(keepends=True)
    ending = "\r\n" if "\r" in text else "\n"
    lines[number - 1] = "Köln\tCologne\t科隆\t科恩\tplace" + ending
    assert after == "".join(lines)
    assert read.mark + read.text == text


def test_nothing_wanted_is_nothing_changed() -> None:
    mixed = FILE.replace("# bodies\n", "# bodies\r\n")
    assert rewritten(table(mixed), {}) == mixed


def test_a_line_is_taken_away_and_its_neighbours_stay() -> None:
    assert rewritten(table(), {table().lines[0].number: None}) == FILE.replace("Köln\tCologne\t科隆\t\tplace\n", "")


def test_a_new_line_stands_at_the_end_even_behind_a_line_without_one() -> None:
    bonn = {"de": "Bonn", "en": "Bonn", "zh": "波恩", "kind": "place"}
    for text in (FILE, FILE.removesuffix("\n")):
        assert rewritten(table(text), {}, [bonn]) == FILE + "Bonn\tBonn\t波恩\t\tplace\n"


def test_a_column_that_is_needed_is_added_without_touching_what_stands_in_the_others() -> None:
    after = rewritten(table(), {4: {**KOELN, "note": "am Rhein"}})
    assert after.splitlines()[2] == "de\ten\tzh\tzh_also\tkind\tnote"
    assert after.splitlines()[3] == "Köln\tCologne\t科隆\t\tplace\tam Rhein"
    assert after.splitlines()[5] == "Beirat\t advisory board\t顾问委员会\t\tterm\t"
    assert [line.row["de"] for line in table(after).lines] == ["Köln", "Beirat"]


def test_no_cell_can_end_a_line_or_begin_a_column() -> None:
    after = rewritten(table(), {}, [{**KOELN, "de": "Neu\n#x\ty\u2028z"}])
    assert table(after).lines[-1].row["de"] == "Neu #x y z"


def test_a_fingerprint_tells_contents_apart_and_not_columns_that_are_empty() -> None:
    assert fingerprint(KOELN) == fingerprint({**KOELN, "note": ""})
    assert fingerprint(KOELN) != fingerprint({**KOELN, "note": "x"})
