"""Editors who see false alarms stop reading: good translations of press releases must pass."""

from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

import checks
from model.languages import Language
from model.richtext import RichText
from model.termbase import Termbase
from model.translation import Severity
from translators.terms import load_terms

ROOT = Path(__file__).parents[2]
PAIRS = 600
MOST_OF_ONE_CHECK, MOST_OF_FIGURES = 0.02, 0.01


@pytest.fixture(scope="module")
def flagged() -> Counter[tuple[str, Language]]:
    """How many of 600 lines, evenly over all subjects, each check flags above a note."""
    paths = sorted((ROOT / "training" / "press").glob("*.tsv"))
    rows = [line.split("\t") for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    sample = list(islice(rows, 0, None, max(1, len(rows) // PAIRS)))[:PAIRS]
    assert len(sample) == PAIRS
    terms = Termbase(load_terms(ROOT / "config" / "terms.tsv"))
    count: Counter[tuple[str, Language]] = Counter()
    for german, *translations in sample:
        for language, text in zip((Language.EN, Language.ZH), translations, strict=True):
            found = checks.run(RichText(german), RichText(text), language, terms)
            count.update({(item.check, language) for item in found if item.severity > Severity.NOTE})
    return count


@pytest.mark.parametrize("language", [Language.EN, Language.ZH])
def test_figures_and_dates_are_hardly_ever_doubted(flagged: Counter[tuple[str, Language]], language: Language) -> None:
    assert flagged["numbers", language] + flagged["dates", language] <= MOST_OF_FIGURES * PAIRS


def test_no_check_doubts_more_than_it_should(flagged: Counter[tuple[str, Language]]) -> None:
    loud = {key: count for key, count in flagged.items() if count > MOST_OF_ONE_CHECK * PAIRS}

    assert loud == {}
