"""Dividing a text that is too long for a model where it hurts least."""

import re
from collections.abc import Callable

_BORDERS = tuple(map(re.compile, (r"(?<=[.!?…])\s+", r"(?<=[;:])\s+", r"\s+(?=[–—])", r"(?<=,)\s+", r"\s+")))
"""Best first: between sentences, at a semicolon or colon, before a dash, after a comma, between words."""

_EDGE = 0.2  # no piece is made that is shorter than this part of the text, unless nothing else is left


def divide(text: str, size: Callable[[str], int], limit: int) -> list[tuple[int, int]]:
    """Return offsets of pieces of `text` whose `size` is at most `limit`; white space at their borders is left out.

    Only a piece without white space may stay larger.
    """
    if size(text) <= limit:
        return [(0, len(text))]
    cut = _cut(text)
    if cut is None:
        return [(0, len(text))]
    left, right = cut
    return divide(text[:left], size, limit) + [
        (right + start, right + end) for start, end in divide(text[right:], size, limit)
    ]


def _cut(text: str) -> tuple[int, int] | None:
    """Return the white space to cut at: of the best kind that lies well inside, the nearest to the middle."""
    middle = len(text) / 2
    for border in _BORDERS:
        spans = [found.span() for found in border.finditer(text) if _EDGE < found.start() / len(text) < 1 - _EDGE]
        if spans:
            return min(spans, key=lambda span: abs(span[0] - middle))
    anywhere = [found.span() for found in re.finditer(r"(?<=\S)\s+(?=\S)", text)]
    return min(anywhere, key=lambda span: abs(span[0] - middle), default=None)
