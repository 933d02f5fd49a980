"""Test sets: German sentences with translations by people, to measure engines on."""

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from model.errors import BadConfiguration, SourceError
from model.languages import TARGET_LANGUAGES, Language, parse_language
from pipeline.shipping import shipped

PRESS = shipped("evaluation") / "press.tsv"
"""The small set that comes with newsbridge."""

_NAMES = {Language.DE: "German", Language.EN: "English", Language.ZH: "Chinese"}


@dataclass(frozen=True)
class TestSet:
    """German sentences and one translation of each.

    Attributes:
        name: where it was read from.
    """

    name: str
    target: Language
    sources: tuple[str, ...]
    references: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """Equal only for the same sentences with the same translations: what makes two results comparable."""
        return hashlib.sha256("\n".join((*self.sources, *self.references)).encode()).hexdigest()

    def head(self, limit: int | None) -> "TestSet":
        """Return its first `limit` sentences; all where there is no limit."""
        return TestSet(self.name, self.target, self.sources[:limit], self.references[:limit])


def parse_pair(pair: str) -> Language:
    """Return the target language of a pair such as `de-zh`.

    Raises:
        BadConfiguration: it is no pair, or we do not translate it.
    """
    source, _, target = pair.partition("-")
    if source.lower() != Language.DE or parse_language(target) not in TARGET_LANGUAGES:
        known = " and ".join(f"{Language.DE}-{language.short}" for language in TARGET_LANGUAGES)
        raise BadConfiguration(where=f"pair {pair}", reason=f"there are {known}")
    return parse_language(target)


def read_table(path: Path, target: Language) -> TestSet:
    """Read a test set of tab-separated columns; the first line names them: German, English, Chinese, in any order.

    Raises:
        SourceError: the file cannot be read.
        BadConfiguration: a column is missing, or a line has not as many as the first, or an empty one.
    """
    header, *rows = list(csv.reader(_lines(path), delimiter="\t", quoting=csv.QUOTE_NONE)) or [[]]
    wanted = [_NAMES[Language.DE], _NAMES[target]]
    missing = [name for name in wanted if name not in header]
    if missing:
        raise BadConfiguration(where=path, reason=f"the first line names no column {' and no column '.join(missing)}")
    pairs = []
    for number, row in enumerate(rows, start=2):
        cells = dict(zip(header, row, strict=False))
        if len(row) != len(header) or not all(cells[name].strip() for name in wanted):
            raise BadConfiguration(where=f"{path}, line {number}", reason=f"needs {', '.join(header)}, none empty")
        pairs.append([cells[name] for name in wanted])
    return _test_set(str(path), target, [source for source, _ in pairs], [reference for _, reference in pairs])


def read_pair(source: Path, reference: Path, target: Language) -> TestSet:
    """Read a test set of two files, a sentence a line.

    Raises:
        SourceError: a file cannot be read.
        BadConfiguration: they do not have the same number of lines.
    """
    sources, references = _lines(source), _lines(reference)
    if len(sources) != len(references):
        reason = f"{len(references)} lines, but {source} has {len(sources)}; line by line they must correspond"
        raise BadConfiguration(where=reference, reason=reason)
    return _test_set(str(source), target, sources, references)


def _test_set(name: str, target: Language, sources: Sequence[str], references: Sequence[str]) -> TestSet:
    if not sources:
        raise BadConfiguration(where=name, reason="holds no sentences")
    return TestSet(name, target, tuple(sources), tuple(references))


def _lines(path: Path) -> list[str]:
    try:
        # Not splitlines: U+2028 and its like stand within sentences.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise SourceError(subject=str(path), reason=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise SourceError(subject=str(path), reason=f"not UTF-8 text (byte {error.start})") from error
    return lines[:-1] if lines[-1] == "" else lines
