"""How many planted errors the checks find, and how often they cry wolf; data/README.md says how the pairs were made."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import checks
from model.languages import Language
from model.richtext import Mark, MarkKind, RichText
from model.termbase import Termbase
from model.translation import Finding, Severity
from translators.terms import load_terms

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parents[2]
LANGUAGES = {"en": Language.EN, "zh": Language.ZH}
LEAST_FOUND, MOST_FALSE = 0.95, 0.05

_NOTATION = re.compile(
    r"\[(?P<words>[^\]]*)\]\((?P<href>(?:https?://|mailto:)[^)]*)\)|\*\*(?P<strong>[^*]+)\*\*|<sub>(?P<sub>\w+)</sub>"
)


@dataclass(frozen=True)
class Case:
    """A pair, and the kind of the error in it; "" for a good one."""

    language: Language
    kind: str
    source: RichText
    target: RichText

    def findings(self, terms: Termbase) -> list[Finding]:
        """What the checks say above a note."""
        found = checks.run(self.source, self.target, self.language, terms)
        return [finding for finding in found if finding.severity > Severity.NOTE]


def rich(text: str) -> RichText:
    """Return the text that a line of the data means: its marks stand off."""
    plain, marks, end = "", [], 0
    for match in _NOTATION.finditer(text):
        plain += text[end : match.start()]
        start = len(plain)
        plain += match["words"] or match["strong"] or match["sub"] or ""
        kind = MarkKind.LINK if match["href"] else MarkKind.STRONG if match["strong"] else MarkKind.SUBSCRIPT
        marks.append(Mark(start, len(plain), kind, match["href"]))
        end = match.end()
    return RichText(plain + text[end:], tuple(sorted(marks)))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def good() -> list[Case]:
    """All good pairs, English first."""
    columns = (("English", Language.EN), ("Chinese", Language.ZH))
    return [
        Case(language, "", rich(row["German"]), rich(row[column]))
        for column, language in columns
        for row in _rows("good.tsv")
    ]


def planted() -> list[Case]:
    """All pairs with one error each."""
    return [
        Case(LANGUAGES[row["Language"]], row["Kind"], rich(row["German"]), rich(row["Translation"]))
        for row in _rows("planted.tsv")
    ]


@pytest.fixture(scope="module")
def terms() -> Termbase:
    return Termbase(load_terms(ROOT / "config" / "terms.tsv"))


def test_planted_errors_are_found(terms: Termbase) -> None:
    cases = planted()
    total, found = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for case in cases:
        total[case.kind, case.language] += 1
        found[case.kind, case.language] += bool(case.findings(terms))
    for kind, language in sorted(total):
        print(f"{language:8} {kind:24} {found[kind, language]:3} of {total[kind, language]:3}")
    print(f"found: {found.total()} of {total.total()}")

    assert total.total() == 300
    assert found.total() >= LEAST_FOUND * total.total()


def test_good_translations_are_left_alone(terms: Termbase) -> None:
    cases = good()
    flagged = [(case, findings) for case in cases if (findings := case.findings(terms))]
    speakers = Counter(finding.check for _, findings in flagged for finding in findings)
    print(f"flagged: {len(flagged)} of {len(cases)}; findings by check: {dict(speakers)}")

    assert len(cases) == 300
    assert len(flagged) <= MOST_FALSE * len(cases)
