"""The pieces that mean something to the model itself, as every vocabulary of this recipe numbers them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

UNKNOWN, START, END, PAD = 0, 1, 2, 3

MARKS = {"en": "<2en>", "zh": "<2zh>"}
"""A language's token: the decoder starts with it, and in a source text two of them enclose a wanted translation."""

FIRST = {"en": 4, "zh": 5}
"""Their numbers: user-defined pieces follow the four above."""

Spoken = dict[str, list[int]]
"""For each language the numbers of the pieces that its texts are made of; a decoder has no use for the others."""

LONGEST = 512
"""Positions that the exported model knows; newsbridge cuts sentences far earlier."""

_SPACE = "▁"
_SPOKEN = "spoken.json"


def spoken(counts: Mapping[str, Sequence[int]], pieces: Sequence[str]) -> Spoken:
    """Return what a decoder may say: what stands in targets, and single characters, so that it can spell anything.

    Args:
        counts: for each language, how often each piece stands in its targets.
        pieces: of the vocabulary.
    """
    return {
        language: [
            number
            for number, piece in enumerate(pieces)
            if seen[number]
            or number == END
            or (len(piece.strip(_SPACE)) == 1 and (language == "zh" or not chinese(piece)))
        ]
        for language, seen in counts.items()
    }


def chinese(piece: str) -> bool:
    """Tell whether a piece holds Chinese characters or marks as wide as those."""
    return any("\u3000" <= mark <= "\u9fff" or "\uff00" <= mark <= "\uffef" for mark in piece)


def write_spoken(numbers: Spoken, folder: Path) -> None:
    """Keep what each language says beside the data or the weights."""
    (folder / _SPOKEN).write_text(json.dumps(numbers), encoding="utf-8")


def read_spoken(folder: Path) -> Spoken:
    """Return what `write_spoken` wrote."""
    numbers: Spoken = json.loads((folder / _SPOKEN).read_text(encoding="utf-8"))
    return numbers
