"""Through a language in between: two engines, one after the other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from translators.alignment import compose
from translators.engine import NO_WISHES, PLAIN, Alignment, Decoding, Engine, Reading, Wish, Wishes

_WORD = re.compile(r"\w+(?:['’-]\w+)*")

_LONGEST_TERM = 6
"""Words that a term may have in between; an alignment that spreads it further has lost it."""


class PivotEngine:
    """Two engines, one after the other, each with all texts at once; the English in between is kept."""

    def __init__(self, first: Engine, second: Engine, name: str = "") -> None:
        self.name = name or f"{first.name} + {second.name}"
        self.target = second.target
        self._first = first
        self._second = second

    def translate(self, texts: Sequence[str], decoding: Decoding = PLAIN, wishes: Wishes = NO_WISHES) -> list[Reading]:
        """Return one reading for each text; its score is the lower one of both stages.

        Wishes name words of the German: they are carried to the English by the alignment of the first engine, and go
        unheard where it has none.

        Raises:
            TranslationError: either engine failed.
        """
        middle = self._first.translate(texts, replace(decoding, hypotheses=1, align=decoding.align or bool(wishes)))
        carried = {
            reading.text: list(_carried(wishes[text], reading))
            for text, reading in zip(texts, middle, strict=True)
            if text in wishes
        }
        last = self._second.translate([reading.text for reading in middle], decoding, carried)
        return [_through(one, two) for one, two in zip(middle, last, strict=True)]

    def close(self) -> None:
        """Give the memory of both back."""
        self._first.close()
        self._second.close()


def _through(first: Reading, second: Reading) -> Reading:
    scores = [reading.score for reading in (first, second) if reading.score is not None]
    align = compose(first.align, second.align) if first.align and second.align else None
    others = tuple(_through(first, other) for other in second.others)
    return Reading(second.text, min(scores, default=None), align, via=first.text, others=others)


def _carried(wishes: Sequence[Wish], reading: Reading) -> Iterator[Wish]:
    """Yield the wishes at the words of `reading` that those of the German became; one that is lost is left out."""
    if reading.align is None:
        return
    places = [(*_words_between(reading.text, reading.align, wish), wish.target) for wish in wishes]
    free = 0
    for start, end, target in sorted(places):
        if free <= start < end and len(_WORD.findall(reading.text[start:end])) <= _LONGEST_TERM:
            yield Wish(start, end, target)
            free = end


def _words_between(text: str, align: Alignment, wish: Wish) -> tuple[int, int]:
    """Return the bounds of the whole words at which the first and the last letter of a wish arrive."""
    first, last = sorted((align(wish.start), align(max(wish.start, wish.end - 1))))
    words = [word for word in _WORD.finditer(text) if word.start() <= last and word.end() > first]
    return (words[0].start(), words[-1].end()) if words else (0, 0)
