"""From a place in one text to the place in another that it became."""

from bisect import bisect_right
from difflib import SequenceMatcher

from translators.engine import Alignment


def proportional(before: int, after: int) -> Alignment:
    """Map offsets of a text of `before` characters to one of `after` characters by length alone."""
    return lambda offset: round(min(offset, before) * after / before) if before else 0


def follow(before: str, after: str) -> Alignment:
    """Map offsets of `before` to `after`, the same text edited here and there.

    What stayed keeps its place; what was replaced is spread over what replaced it.
    """
    if before == after:
        return lambda offset: offset
    codes = SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    starts = [code[1] for code in codes]

    def place(offset: int) -> int:
        if offset >= len(before):
            return len(after)
        _, i1, i2, j1, j2 = codes[max(bisect_right(starts, offset) - 1, 0)]
        return j1 + proportional(i2 - i1, j2 - j1)(min(offset, i2) - i1)

    return place


def compose(*steps: Alignment) -> Alignment:
    """Apply one alignment after the other."""

    def place(offset: int) -> int:
        for step in steps:
            offset = step(offset)
        return offset

    return place


def by_attention(attention: list[list[float]], source: list[int], target: list[int]) -> Alignment:
    """Map offsets by where a model looked while it wrote.

    `attention` has a row for each target token and a column for each source token; `source` and `target` are the
    offsets at which the tokens begin, and one more where the last one ends. The last source token is left out: models
    rest their attention on the final stop when nothing else is due.
    """
    columns = list(zip(*attention, strict=True))[: len(source) - 1]
    best = [max(range(len(column)), key=column.__getitem__) for column in columns]

    def place(offset: int) -> int:
        token = bisect_right(source, offset) - 1
        return target[best[token]] if 0 <= token < len(best) - 1 else target[-1]

    return place
