"""Where a stretch of the German went in its translation, by what an engine says or by length alone."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from translators.alignment import proportional
from translators.engine import Alignment

SIGNS = '.,;:!?…。，、；：！？„“”"»«()（）《》'
"""Punctuation that may stand beside marked words."""
EDGE = SIGNS + " \t"

Span = tuple[int, int]

_SLACK = 3
"""Characters by which the translation of some words may be longer than one and a half times their share."""
_LIGHT_WORDS = """
    a an and at by for from in into is of on or that the to was were with
"""
_LIGHT = frozenset(_LIGHT_WORDS.split())
_HAN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[^\W\u3400-\u9fff]+(?:[-.,'’@/&][^\W\u3400-\u9fff]+)*|[\u3400-\u9fff]|\S")
"""What a border may not fall into: a Latin word, number, address; a Chinese character stands for itself."""
_CLAUSE = re.compile(r"[,;:!?…。，；：！？„“”\"»«]")


def aligned_span(span: Span, source: str, target: str, align: Alignment | None) -> Span:
    """Return where `source[start:end]` went in `target`, in whole words; never an empty span of a text that has any."""
    expected = proportional(len(source), len(target))
    start, end = expected(span[0]), expected(span[1])
    if align is None:
        return _snapped(start, end, target)
    places = sorted(align(offset) for offset in range(*span) if not source[offset].isspace())
    first, last = _densest(places or [start], 3 * (end - start) // 2 + _SLACK)
    found = _snapped(first, _token_end(last, map(align, range(len(source))), target), target)
    if not _CLAUSE.search(source, *span):
        found = _longest_clause(found, target)
    return _trimmed(found, target)


def _longest_clause(span: Span, target: str) -> Span:
    """Words without punctuation between them have none in the translation either; keep the longest stretch."""
    edges = [span[0] - 1, *(sign.start() for sign in _CLAUSE.finditer(target, *span)), span[1]]
    stretches = [(left + 1, right) for left, right in pairwise(edges)]
    return max(stretches, key=lambda stretch: stretch[1] - stretch[0])


def _densest(places: Sequence[int], width: int) -> Span:
    """Return the first and last of the most `places` that lie within `width`: a word that strayed is left out."""
    windows = [places[number : bisect_right(places, start + width)] for number, start in enumerate(places)]
    best = max(windows, key=len)
    return best[0], best[-1]


def _token_end(start: int, starts: Iterable[int], target: str) -> int:
    """Return where the piece of `target` that begins at `start` ends.

    A Latin word is widened to its end later; in Chinese, the next place that a word of the source went to tells it.
    """
    end = min((other for other in starts if other > start), default=len(target))
    han = _HAN.match(target, start, end)
    return han.end() if han else start + 1


def _snapped(start: int, end: int, target: str) -> Span:
    """Widen a span to whole words; where it holds no word, take the nearest one."""
    words = _words(target)
    if not words:
        return 0, len(target)
    touched = [word for word in words if word[0] < end and start < word[1]]
    touched = touched or [min(words, key=lambda word: abs(word[0] - start))]
    return touched[0][0], touched[-1][1]


def _trimmed(span: Span, target: str) -> Span:
    """Leave out articles and prepositions at both ends; where nothing else is left, take the next word."""
    words = [word for word in _words(target) if span[0] <= word[0]]
    full = [word for word in words if target[slice(*word)].lower() not in _LIGHT]
    within = [word for word in full if word[1] <= span[1]] or full[:1]
    return (within[0][0], within[-1][1]) if within else span


def _words(target: str) -> list[Span]:
    return [word.span() for word in _WORD.finditer(target) if word[0].strip(EDGE)]
