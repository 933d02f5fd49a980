"""No sentence that the packages are measured on is among what they learn from: looked for anew, in another way."""

import lzma
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from training.corpus import distinct, held_out, read_corpus, read_press

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
PRESS = sorted((ROOT / "training" / "press").glob("*.tsv"))
SETS = [ROOT / "evaluation" / "press.tsv", *sorted(SHARED.glob("eval/*")), *sorted(SHARED.glob("press/dev*.tsv"))]
EVERY = 25
"""Of the public corpus each line of so many is looked at, as all of it takes minutes."""


def grams(text: str) -> Iterator[int]:
    """Yield a hash of every eight words in a row, of a shorter text one of all its words."""
    words = re.findall(r"\w+", text.casefold())
    for start in range(max(1, len(words) - 7)):
        yield hash(tuple(words[start : start + 8]))


def measured_on() -> set[int]:
    found = set()
    for path in SETS:
        for line in path.read_text(encoding="utf-8").splitlines():
            for column in line.split("\t"):
                found.update(grams(column))
    return found


def shared(texts: Iterator[str], known: set[int]) -> list[str]:
    return [text for text in texts if not known.isdisjoint(grams(text))]


def test_the_press_text_of_the_project_shares_no_eight_words_with_a_test_set_once_filtered() -> None:
    held, known = held_out(SETS), measured_on()
    pairs = list(distinct(read_press(PRESS), held))

    assert len(pairs) > 10_000, "two of each line"
    assert shared((text for pair in pairs for text in (pair.source, pair.target)), known) == []


@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="../shared/corpus, the public parallel text, is not here")
@pytest.mark.parametrize("name", ["de-en", "de-zh", "en-zh"])
def test_neither_does_the_public_text(tmp_path: Path, name: str) -> None:
    with lzma.open(SHARED / "corpus" / f"{name}.tsv.xz", "rt", encoding="utf-8") as lines:
        sample = tmp_path / f"{name}.tsv"
        sample.write_text("".join(islice(lines, 0, None, EVERY)), encoding="utf-8")
    pairs = list(distinct(read_corpus(sample, {}, 10**9), held_out(SETS)))

    assert len(pairs) > 1000
    assert shared((text for pair in pairs for text in (pair.source, pair.target)), measured_on()) == []
