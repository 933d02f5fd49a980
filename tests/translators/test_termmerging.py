from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from translators.termmerging import Conflict, merge
from translators.terms import NONE, Row, Table, read_table

FILE = "# ours\nde\ten\tzh\tzh_also\tkind\n\nKöln\tCologne\t科隆\t\tplace\n# the rest\nBonn\tBonn\t波恩\t波昂\tplace\n"


def table(tmp_path: Path, text: str = FILE) -> Table:
    path = tmp_path / "terms.tsv"
    path.write_bytes(text.encode())
    return read_table(path)


def lines(text: str) -> list[str]:
    return text.splitlines()


def test_new_terms_stand_at_the_end_and_everything_else_stays(tmp_path: Path) -> None:
    merged = merge(table(tmp_path), [{"de": "Ulm", "en": "Ulm", "zh": "乌尔姆", "kind": "place"}])

    assert merged.text == FILE + "Ulm\tUlm\t乌尔姆\t\tplace\n"
    assert (merged.added, merged.changed, merged.conflicts) == (("Ulm",), (), ())


def test_forms_are_added_and_empty_cells_filled_with_new_columns_where_needed(tmp_path: Path) -> None:
    merged = merge(
        table(tmp_path), [{"de": "Köln", "zh": "科隆", "zh_also": "科隆市", "zh_forbidden": "古龙", "note": "Dom"}]
    )

    assert lines(merged.text)[:4] == [
        "# ours",
        "de\ten\tzh\tzh_also\tkind\tzh_forbidden\tnote",
        "",
        "Köln\tCologne\t科隆\t科隆市\tplace\t古龙\tDom",
    ]
    assert lines(merged.text)[5] == "Bonn\tBonn\t波恩\t波昂\tplace\t\t"
    assert merged.changed == ("Köln",)


def test_the_word_of_the_file_stands_where_two_things_are_said(tmp_path: Path) -> None:
    other: Row = {"de": "Bonn", "zh": "伯恩", "zh_forbidden": "波昂"}

    kept = merge(table(tmp_path), [other])
    replaced = merge(table(tmp_path), [other], replace=True)

    assert kept.text == FILE
    assert kept.conflicts == (
        Conflict("Bonn", "zh", "波恩", "伯恩"),
        Conflict("Bonn", "zh_forbidden", "zh_also: 波昂", "波昂"),
    )
    assert "Bonn\tBonn\t伯恩\t\tplace\t波昂" in lines(replaced.text)


def test_a_term_without_an_equivalent_in_a_language_says_so(tmp_path: Path) -> None:
    merged = merge(table(tmp_path), [{"de": "Rat", "zh": "市议会"}])

    assert lines(merged.text)[-1] == f"Rat\t{NONE}\t市议会\t\tterm"


def test_what_the_form_of_the_file_has_no_place_for_is_refused_with_the_reason(tmp_path: Path) -> None:
    merged = merge(table(tmp_path), [{"de": "#Heimat", "en": "home"}, {"de": "Rat", "en": "council; board"}])

    assert [source for source, _ in merged.refused] == ["#Heimat", "Rat"]
    assert merged.text == FILE


def test_line_ends_and_missing_last_ones_are_kept(tmp_path: Path) -> None:
    merged = merge(table(tmp_path, FILE.replace("\n", "\r\n").rstrip()), [{"de": "Ulm", "en": "Ulm", "zh": "乌尔姆"}])

    assert merged.text.endswith("Bonn\tBonn\t波恩\t波昂\tplace\r\nUlm\tUlm\t乌尔姆\t\tterm\r\n")


words = st.text("abcäß 中文", min_size=1, max_size=6).map(lambda text: " ".join(text.split())).filter(bool)


@given(
    st.lists(
        st.fixed_dictionaries(
            {"de": words, "zh": words}, optional={"en": words, "zh_also": words, "zh_forbidden": words}
        ),
        max_size=5,
    ),
    st.booleans(),
)
def test_a_merged_file_can_be_read_and_merging_again_changes_nothing(
    tmp_path_factory, rows: list[Row], replace: bool
) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("terms")
    first = merge(table(folder), rows, replace=replace)

    again = merge(table(folder, first.text), rows if not replace else [], replace=replace)

    assert again.text == first.text
    assert {"Köln", "Bonn"} <= {line.row["de"] for line in table(folder, first.text).lines}
