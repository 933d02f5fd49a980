"""Parallel text: reading it, cleaning it, and keeping what looks like a sentence and its translation."""

import lzma
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

LONGEST_TEXT = 600
"""Characters of a sentence; what is longer is mostly several sentences or a table."""

GRAM = 8
"""Words in a row that no training sentence may share with a held-out one."""

_HAN = re.compile(r"[\u4e00-\u9fff]")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Pair:
    """A sentence in German or English, and its translation to `language`."""

    source: str
    target: str
    language: str
    origin: str


def read_press(paths: Iterable[Path]) -> Iterator[Pair]:
    """Yield both pairs of each line of German, English and Chinese."""
    for path in paths:
        for german, english, chinese in _rows(path):
            yield Pair(clean(german), clean(english), "en", "press")
            yield Pair(clean(german), clean(chinese), "zh", "press")


def read_corpus(path: Path, most: Mapping[str, int], default: int, seed: int = 1) -> Iterator[Pair]:
    """Yield pairs of `XX-YY.tsv[.xz]` (origin, source, target) in random order, at most `most` of each origin.

    Args:
        path: the file; the second half of its name's beginning is the target language.
        most: how many pairs of an origin at most.
        default: how many of an origin that `most` does not name.
        seed: of the random order.
    """
    language = path.name.split(".")[0].split("-")[1]
    rows = list(_rows(path))
    random.Random(seed).shuffle(rows)
    taken: Counter[str] = Counter()
    for origin, source, target in rows:
        pair = Pair(clean(source), clean(target), language, origin)
        if taken[origin] < most.get(origin, default) and plausible(pair):
            taken[origin] += 1
            yield pair


def distinct(pairs: Iterable[Pair], held: Set[str]) -> Iterator[Pair]:
    """Yield each pair once, and none that shares words with a held-out text; `held` is what `held_out` returned."""
    seen: set[tuple[str, str]] = set()
    for pair in pairs:
        if (pair.source, pair.target) not in seen and not held & (_keys(pair.source) | _keys(pair.target)):
            seen.add((pair.source, pair.target))
            yield pair


def held_out(paths: Iterable[Path]) -> set[str]:
    """Return what no training sentence may have: whole lines, and eight words in a row, of each cell of the files."""
    cells = (
        cell for path in paths for line in path.read_text(encoding="utf-8").splitlines() for cell in line.split("\t")
    )
    return {key for cell in cells for key in _keys(clean(cell))}


def clean(text: str) -> str:
    """Return the text composed (NFC), in one line, with single spaces and without invisible characters."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text.replace("\u200b", "").replace("\ufeff", ""))).strip()


def plausible(pair: Pair) -> bool:
    """Tell whether scripts and lengths are those of a sentence and its translation."""
    source, target = pair.source, pair.target
    if not source or not target or source == target or max(len(source), len(target)) > LONGEST_TEXT:
        return False
    chinese = len(_HAN.findall(target))
    if _HAN.search(source) or (pair.language == "en" and chinese):
        return False
    ratio = len(source) / len(target)
    if pair.language == "zh":
        enough = chinese >= 0.4 * len(target.replace(" ", "")) or len(target) <= 8
        return enough and (1.2 <= ratio <= 9 or len(source) < 25)
    return 0.5 <= ratio <= 2.2 or len(source) < 20


def _keys(text: str) -> set[str]:
    words = text.lower().split()
    grams = {" ".join(words[start : start + GRAM]) for start in range(len(words) - GRAM + 1)}
    return grams | {text.lower()}


def _rows(path: Path) -> Iterator[list[str]]:
    with _opened(path) as lines:
        for line in lines:
            if len(cells := line.rstrip("\n").split("\t")) == 3:
                yield cells


def _opened(path: Path) -> TextIO:
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8", errors="replace")
    return path.open(encoding="utf-8", errors="replace")
