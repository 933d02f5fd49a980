import pytest

from model.languages import Language
from model.terms import Term
from model.wording import has_term, places, places_of


@pytest.mark.parametrize(
    ("text", "form", "found"),
    [
        ("All member cities came.", "member city", ["member cities"]),
        ("The plenary meetings", "plenary meeting", ["plenary meetings"]),
        ("the advisory board’s view", "advisory board", ["advisory board’s"]),
        ("Advisory Board", "advisory board", ["Advisory Board"]),
        ("advisory\u00a0board", "advisory board", ["advisory\u00a0board"]),
        ("the ISA's seat, VISAS, isa", "ISA", ["ISA's"]),
        ("Xi’an and Xi'an", "Xi'an", ["Xi’an", "Xi'an"]),
        ("中德工业城市联盟（ISA）成员", "ISA", ["ISA"]),
        ("工商会与德国商会", "商会", ["商会", "商会"]),
        ("a mayoral race", "mayor", []),
        ("nothing", "", []),
    ],
)
def test_a_form_is_found_as_words_of_their_own_in_plural_and_genitive(text: str, form: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in places(text, form)] == found


def test_the_longest_form_has_the_place() -> None:
    text = "中德工业城市联盟（ISA）与ISA"

    assert [text[a:b] for a, b in places_of(text, ("ISA", "中德工业城市联盟（ISA）"))] == [
        "中德工业城市联盟（ISA）",
        "ISA",
    ]


def test_a_term_is_there_in_any_of_its_forms() -> None:
    term = Term("Siemens", Language.ZH, "西门子", ("Siemens",), first="西门子（Siemens）", short="西家")

    assert [has_term(text, term) for text in ("西门子建厂", "Siemens建厂", "西家建厂", "它建厂")] == [
        True,
        True,
        True,
        False,
    ]
