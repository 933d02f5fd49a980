import random
import re

import pytest

from training.figures import figures, redrawn, replace


def found(source: str, target: str, language: str) -> list[tuple[str, str]]:
    return [(figure.source, figure.target) for figure in figures(source, target, language)]


@pytest.mark.parametrize(
    ("source", "target", "language", "expected"),
    [
        ("Es kamen 12.300 Gäste.", "12,300 guests came.", "en", [("12.300", "12,300")]),
        ("Es kamen 12.300 Gäste.", "来宾1.23万人。", "zh", [("12.300", "1.23万")]),
        ("Kosten: 2,5 Mio. Euro", "费用：250万欧元", "zh", [("2,5 Mio.", "250万")]),
        ("Kosten: 1,2 Mrd. Euro", "Cost: 1.2 billion euros", "en", [("1,2 Mrd.", "1.2 billion")]),
        ("Am 24. März 2021", "2021年3月24日", "zh", [("24. März 2021", "2021年3月24日")]),
        ("Am 3. Mai begann es.", "It began on 3 May.", "en", [("3. Mai", "3 May")]),
        ("Von 27 Räten 27", "27 of the councillors", "en", []),
        ("Es kamen 31 Gäste.", "A host of guests came.", "en", []),
    ],
)
def test_figures_are_found_as_each_language_writes_them(
    source: str, target: str, language: str, expected: list[tuple[str, str]]
) -> None:
    assert found(source, target, language) == expected


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("number", ["48.000", "2,5", "17", "2019"])
def test_another_figure_is_of_the_same_form_and_again_a_pair(number: str, language: str) -> None:
    source = f"Es waren {number} Stück."
    target = {"en": number.translate(str.maketrans(".,", ",.")), "zh": number.replace(",", ".")}[language]
    target = "4.8万" if (number, language) == ("48.000", "zh") else target
    (figure,) = figures(source, target, language)
    for seed in range(20):
        other = redrawn(figure, language, random.Random(seed))
        assert other is not None
        assert re.sub(r"\d", "0", other.source) == re.sub(r"\d", "0", number)
        again = found(source.replace(number, other.source), replace(target, figure.target, other.target), language)
        assert again == [(other.source, other.target)]


def test_only_a_figure_that_stands_alone_is_replaced() -> None:
    assert replace("in 2019 and 12019 and 2019.5", "2019", "1984") == "in 1984 and 12019 and 2019.5"
