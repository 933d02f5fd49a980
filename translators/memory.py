"""What a reviewed pair is worth for a sentence: its marks, how alike the German is, and where it differs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from model.languages import Language
from model.richtext import Mark, MarkKind, RichText
from translators.markup import reattach

LEAST = 0.75
"""From this likeness on a pair is worth an editor's look; below it, typing anew is as fast."""

NUMBERS_DIFFER = 0.05
"""Taken off where the numbers are others: letter by letter 2026 and 2027 are nearly alike, and a reader is misled."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORDS = re.compile(r"\d+(?:[.,:]\d+)*|\w+|\s+|[^\w\s]")
_CHARACTERS = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\u3400-\u9fff]+|\s+|.", re.DOTALL)
_EXAMINED = 50
"""How many of the most alike are looked at for their numbers."""


@dataclass(frozen=True)
class Change:
    """A stretch of two texts: `before` became `after`; either may be empty, both are the same where all is equal."""

    kind: Literal["equal", "replace", "insert", "delete"]
    before: str
    after: str


def closest(source: str, remembered: Sequence[str], limit: int) -> list[tuple[str, float]]:
    """Return those of the German sentences `remembered` that are at least 75 % like `source`, the most alike first.

    Likeness is 1 less the share of letters inserted or deleted (normalised Indel), less 5 points where the numbers
    are others.
    """
    wanted = " ".join(source.split())
    found = process.extract(
        wanted, remembered, scorer=fuzz.ratio, score_cutoff=100 * LEAST, limit=max(limit, _EXAMINED)
    )
    numbers = _numbers(source)
    rated = [(text, score / 100 - NUMBERS_DIFFER * (_numbers(text) != numbers)) for text, score, _ in found]
    good = [(text, round(likeness, 4)) for text, likeness in rated if likeness >= LEAST]
    return sorted(good, key=lambda pair: -pair[1])[:limit]


def lengths(source: str) -> tuple[int, int]:
    """Return the least and greatest length of a text that `closest` could find for `source`."""
    # The texts differ by their lengths' difference at least: LEAST <= 1 - (a - b) / (a + b).
    factor = LEAST / (2 - LEAST)
    return int(len(source) * factor), int(len(source) / factor) + 1


def difference(before: str, after: str, language: Language) -> list[Change]:
    """Return how `before` became `after`, in order: by characters in Chinese, by words elsewhere.

    The parts of all changes joined give either text again.
    """
    pattern = _CHARACTERS if language is Language.ZH else _WORDS
    old, new = pattern.findall(before), pattern.findall(after)
    changes = [
        _change("".join(old[code.src_start : code.src_end]), "".join(new[code.dest_start : code.dest_end]))
        for code in Indel.opcodes(old, new)
    ]
    return list(_merged(changes))


def fit(source: RichText, target: RichText) -> tuple[RichText, bool]:
    """Return a remembered `target` with the marks of `source`, and whether the editor's own places could be kept.

    They are kept where both have the same kinds of marks with the same links; a single link may lead elsewhere than
    it did. Otherwise the marks are put where they seem to belong, as after an engine.
    """
    kinds = Counter(mark.kind for mark in source.marks)
    if kinds == Counter(mark.kind for mark in target.marks):
        if _links(source) == _links(target):
            return target, True
        if kinds[MarkKind.LINK] == 1:
            [href] = _links(source)
            return RichText(target.text, tuple(_leading(mark, href) for mark in target.marks)), True
    return reattach(source, target.text), False


def _numbers(text: str) -> Counter[str]:
    return Counter(_NUMBER.findall(text))


def _links(text: RichText) -> Counter[str | None]:
    return Counter(mark.href for mark in text.marks if mark.kind is MarkKind.LINK)


def _leading(mark: Mark, href: str | None) -> Mark:
    return replace(mark, href=href) if mark.kind is MarkKind.LINK else mark


def _change(before: str, after: str) -> Change:
    if before == after:
        return Change("equal", before, after)
    if not before:
        return Change("insert", before, after)
    return Change("replace" if after else "delete", before, after)


def _merged(changes: Sequence[Change]) -> Iterator[Change]:
    """Join changes side by side, also over mere white space: nobody reads word by word what was rewritten."""
    waiting: Change | None = None
    for number, change in enumerate(changes):
        between = change.kind == "equal" and not change.before.strip() and 0 < number < len(changes) - 1
        if change.kind == "equal" and not between:
            if waiting:
                yield waiting
            waiting = None
            yield change
        elif waiting:
            waiting = _change(waiting.before + change.before, waiting.after + change.after)
        else:
            waiting = change
    if waiting:
        yield waiting
