"""Batches of encoded pairs: of few shapes, in random order, made ahead of time."""

import queue
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from training.vocabulary import END, FIRST, PAD

WIDTHS = np.array([8, 12, 16, 24, 32, 40, 48, 64, 96, 130])
"""Lengths that batches are padded to, so that kernels are chosen for few shapes."""

Matrix = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Batch:
    """Sources, and targets of one language with its token before them.

    `copied` has a row for each token of a target that is copied: the sentence, its place there, and the place in the
    source that it comes from.
    """

    language: str
    source: Matrix
    target: Matrix
    copied: Matrix


class Pairs:
    """All encoded pairs of a folder."""

    def __init__(self, folder: Path) -> None:
        parts = [np.load(path) for path in sorted(folder.glob("train-*.npz"))]
        if not parts:
            raise FileNotFoundError(f"{folder} has no train-NN.npz: run `prepare` first")
        self._ids = np.concatenate([part["ids"] for part in parts])
        self._languages = np.concatenate([part["languages"] for part in parts])
        lengths = np.concatenate([part["lengths"] for part in parts]).astype(np.int64)
        self._ends = np.concatenate([[0], np.cumsum(lengths)])
        self._longer = np.maximum(lengths[0::2], lengths[1::2]) + 1

    def __len__(self) -> int:
        return len(self._longer)

    def epoch(self, budget: int, seed: int) -> Iterator[Batch]:
        """Yield every pair once, in batches of about `budget` tokens a side, padding included."""
        rng = np.random.default_rng(seed)
        shape = np.searchsorted(WIDTHS, self._longer)
        batches = []
        for language, first in FIRST.items():
            for number, width in enumerate(WIDTHS.tolist()):
                rows = rng.permutation(np.flatnonzero((shape == number) & (self._languages == first)))
                size = max(8, budget // width // 8 * 8)
                batches += [(language, width, rows[start : start + size]) for start in range(0, len(rows), size)]
        for place in rng.permutation(len(batches)):
            language, width, rows = batches[place]
            yield self._batch(language, rows, width)

    def _batch(self, language: str, rows: Matrix, width: int) -> Batch:
        source = np.full((len(rows), width), PAD, np.int64)
        target = np.full((len(rows), width + 1), PAD, np.int64)
        found: list[tuple[int, int, int]] = []
        for place, row in enumerate(rows):
            first, middle, last = self._ends[2 * row : 2 * row + 3]
            source[place, : middle - first + 1] = [*self._ids[first:middle], END]
            target[place, : last - middle + 2] = [self._languages[row], *self._ids[middle:last], END]
            found += [
                (place, *two) for two in copied(self._ids[first:middle].tolist(), self._ids[middle:last].tolist())
            ]
        return Batch(language, source, target, np.array(found, np.int64).reshape(-1, 3))


def copied(source: Sequence[int], target: Sequence[int]) -> list[tuple[int, int]]:
    """Return which tokens of a target come from which of the source: where two in a row are the same on both sides.

    What stands between two marks, the wanted translations, goes before what stands elsewhere; there a single token
    counts too. What stands twice is left out.
    """
    marks = [place for place, token in enumerate(source) if token in FIRST.values()]
    spans = list(zip(marks[::2], marks[1::2], strict=False))
    wanted = {place for start, end in spans for place in range(start + 1, end)}
    places: dict[tuple[int, int], list[int]] = {}
    for place, pair in enumerate(pairwise(source)):
        places.setdefault(pair, []).append(place)
    found = {}
    for place, pair in enumerate(pairwise(target)):
        here = places.get(pair, [])
        here = [origin for origin in here if origin in wanted] or here
        if len(here) == 1:
            found[place], found[place + 1] = here[0], here[0] + 1
    for start, end in spans:
        said = [place for place in range(start + 1, end - 1) if source[place] != source[end - 1]]  # all but the spaces
        if len(said) == 1 and target.count(source[said[0]]) == 1:
            found[target.index(source[said[0]])] = said[0]
    return sorted(found.items())


def ahead(batches: Iterator[Batch], depth: int = 16) -> Iterator[Batch]:
    """Yield what `batches` yields, made by a thread of its own."""
    ready: queue.Queue[Batch | None] = queue.Queue(depth)

    def fill() -> None:
        for batch in batches:
            ready.put(batch)
        ready.put(None)

    threading.Thread(target=fill, daemon=True).start()
    while (batch := ready.get()) is not None:
        yield batch
