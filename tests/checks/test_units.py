"""What a sentence is compared by: words without their endings, compounds in their parts."""

from checks.units import traces, units
from model.languages import Language

KNOWN = {"wasserstoff", "speich"}


def names(text: str) -> list[str]:
    return [unit.name for unit in units(text, Language.DE, KNOWN)]


def test_a_compound_of_known_parts_is_split() -> None:
    assert names("Wasserstoffspeicher") == ["wasserstoff", "speich"]
    assert traces("Wasserstoffspeicher", Language.DE, KNOWN) >= KNOWN


def test_letters_without_end_are_one_word_and_not_searched_for_parts() -> None:
    endless = "Wasserstoff" * 200

    assert names(endless) == [endless.lower()]
    assert traces(endless, Language.DE, KNOWN) == {endless.lower()}
