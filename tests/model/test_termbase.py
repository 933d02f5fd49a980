from collections.abc import Iterator
from pathlib import Path

import pytest

from model.languages import Language
from model.termbase import Termbase, TermMatch, termbase
from model.terms import Term
from translators.terms import load_terms

ROOT = Path(__file__).parents[2]
CASES = Path(__file__).parent / "data" / "terms-in-german.txt"
OWN = {
    "Stadt": "term",
    "Verband": "term",
    "Bund": "organisation",
    "Museum": "term",
    "Zentrum": "term",
    "Thema": "term",
    "Essen": "place",
    "Halle": "place",
    "Hagen": "place",
    "Kohlenwasserstoff": "term",
    "Landratsamt": "organisation",
}


@pytest.fixture(scope="module")
def terms() -> Termbase:
    own = [Term(source, Language.EN, source, kind=kind) for source, kind in OWN.items()]
    known = load_terms(ROOT / "config" / "terms.tsv")
    return Termbase([*known, *(term for term in own if term.source not in {each.source for each in known})])


def cases() -> Iterator[tuple[str, list[str]]]:
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, _, found = line.partition("|")
            yield text.strip(), [term.strip() for term in found.split(";") if term.strip()]


def shown(match: TermMatch) -> str:
    return match.source + ("*" if match.compound else "")


def test_terms_are_found_in_german_as_an_editor_would_find_them(terms: Termbase) -> None:
    wrong = [
        f"{text}: {found} instead of {expected}"
        for text, expected in cases()
        if (found := [shown(match) for match in terms.find(text)]) != expected
    ]

    assert len(list(cases())) >= 150
    assert sum(not expected for _, expected in cases()) >= 35
    assert len(wrong) <= 0.02 * len(list(cases())), "\n".join(wrong)


def test_the_place_of_a_term_in_a_compound_is_that_of_the_term_alone(terms: Termbase) -> None:
    text = "Das Landesklimaschutzgesetz gilt."

    (match,) = terms.find(text)

    assert text[match.start : match.end] == "klimaschutz"


def test_a_misspelled_place_is_marked_as_such(terms: Termbase) -> None:
    (match,) = terms.find("des Perlflossdeltas")

    assert not match.exact
    assert not match.compound


def test_a_whole_text_is_looked_up_in_any_case_but_not_with_more_words(terms: Termbase) -> None:
    assert (found := terms.lookup("Chinesisch-Deutschen Industriestädteallianz"))
    assert found.source == "Chinesisch-Deutsche Industriestädteallianz"
    assert terms.lookup("die Industriestädteallianz") is None
    assert terms.lookup("Klimabeirat") is None
    assert terms.lookup("") is None


def test_terms_without_an_index_are_indexed_once() -> None:
    terms = [Term("Beirat", Language.EN, "advisory board")]

    assert termbase(terms) is termbase(list(terms))
