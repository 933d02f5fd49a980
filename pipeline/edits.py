"""A stretch of a text and what is to stand there."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Self


@dataclass(frozen=True)
class Edit:
    """Replaces `text[start:end]` by `words`; an empty stretch is a place where words are put in."""

    start: int
    end: int
    words: str

    def apply(self, text: str) -> str:
        """Return `text` as it is then."""
        return text[: self.start] + self.words + text[self.end :]

    @classmethod
    def between(cls, before: str, after: str) -> Iterator[Self]:
        """Yield the one shortest edit that makes `after` of `before`; none where they are equal."""
        if before == after:
            return
        start = len(shared_head(before, after))
        end = len(shared_head(before[start:][::-1], after[start:][::-1]))
        yield cls(start, len(before) - end, after[start : len(after) - end])


def shared_head(one: str, other: str) -> str:
    """Return what both texts begin with."""
    return "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
