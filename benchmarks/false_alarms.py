"""How often each check speaks about good translations: every finding on training/press/ above a note is a false alarm.

    python benchmarks/false_alarms.py training/press/*.tsv

Prints a check a line with the share of the pairs that it flags, English and Chinese; the figures stand in
`checks/measured.py` and on the page of the checks.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import checks
from model.languages import Language
from model.richtext import RichText
from model.termbase import Termbase
from model.translation import Severity
from translators.terms import load_terms

TERMS = Path(__file__).parents[1] / "config" / "terms.tsv"
COLUMNS = ((1, Language.EN), (2, Language.ZH))


def lines(paths: Iterable[Path]) -> Iterator[list[str]]:
    """Yield the lines of `paths` that have German, English and Chinese."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) == 3:
                yield cells


def false_alarms(rows: Sequence[Sequence[str]], terms: Termbase) -> Counter[tuple[str, Language]]:
    """Return how many of `rows` each check flags above a note, by check and language; "any" counts each pair once."""
    flagged: Counter[tuple[str, Language]] = Counter()
    for row in rows:
        for column, language in COLUMNS:
            found = checks.run(RichText(row[0]), RichText(row[column]), language, terms)
            speaking = {finding.check for finding in found if finding.severity > Severity.NOTE}
            flagged.update((check, language) for check in speaking | ({"any"} if speaking else set()))
    return flagged


def main(paths: Sequence[Path]) -> None:
    """Measure and print."""
    rows = list(lines(paths))
    flagged = false_alarms(rows, Termbase(load_terms(TERMS)))
    print(f"{len(rows)} lines")
    for check in ("any", *checks.check_ids()):
        shares = (f"{100 * flagged[check, language] / len(rows):.2f}" for _, language in COLUMNS)
        print(f"{check:14} {' '.join(shares)}")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
