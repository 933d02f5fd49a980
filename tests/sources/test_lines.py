"""Lines of text files and PDFs to paragraphs."""

import pytest

from sources.lines import is_page_number, join_lines, join_words, split_bullet


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("die Wirt-", "schaft wächst", "die Wirtschaft wächst"),
        ("die Nord-", "Süd-Achse", "die Nord-Süd-Achse"),
        ("die CO2-", "Emissionen", "die CO2-Emissionen"),
        ("eine 24-", "stündige Wache", "eine 24-stündige Wache"),
        ("der US-", "amerikanische Markt", "der US-amerikanische Markt"),
        ("Ein-", "und Ausfuhr", "Ein- und Ausfuhr"),
        ("Bund-", "Länder-Treffen", "Bund-Länder-Treffen"),
        ("ein Wort", "noch eines", "ein Wort noch eines"),
        ("ein Gedanke –", "und noch einer", "ein Gedanke – und noch einer"),
        ("", "allein", "allein"),
    ],
)
def test_only_the_hyphen_of_the_line_end_goes(before: str, after: str, joined: str) -> None:
    assert join_words(before, after) == joined


def test_breaks_that_are_meant_stay_but_never_within_a_word_or_sentence() -> None:
    assert join_lines(["Max Muster", "Am Kai 7"], [True, True]) == "Max Muster\nAm Kai 7"
    assert join_lines(["Die Wirt-", "schaft"], [True, True]) == "Die Wirtschaft"
    assert join_lines(["Die Stadt, in", "der wir leben"], [True, True]) == "Die Stadt, in der wir leben"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- Kran", (True, False, "Kran")),
        ("• Kran", (True, False, "Kran")),
        ("2. Kran", (True, True, "Kran")),
        ("12) Kran", (True, True, "Kran")),
        ("2021 wurde", (False, False, "2021 wurde")),
        ("-Kran", (False, False, "-Kran")),
    ],
)
def test_signs_of_a_list_are_told_from_text(line: str, expected: tuple[bool, bool, str]) -> None:
    assert split_bullet(line) == expected


def test_page_numbers_are_told_from_other_figures() -> None:
    assert all(is_page_number(line) for line in ("3", "- 3 -", "Seite 3 von 5", "Seite 3", "3/5"))
    assert not any(is_page_number(line) for line in ("2025", "3 Euro", "Seite drei", "3. Mai"))
