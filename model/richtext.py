"""Text with inline markup standing off, so that engines, checks and editors see plain sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class MarkKind(StrEnum):
    """What a mark means; the value is the HTML element that shows it."""

    LINK = "a"
    STRONG = "strong"
    EMPHASIS = "em"
    SUBSCRIPT = "sub"
    SUPERSCRIPT = "sup"


@dataclass(frozen=True, order=True)
class Mark:
    """Inline markup over `text[start:end]`; `href` is an absolute address, for links only."""

    start: int
    end: int
    kind: MarkKind
    href: str | None = None


@dataclass(frozen=True)
class RichText:
    r"""Plain text, its inline markup, and nothing else. A `\n` is a line break that the author meant (`<br>`).

    Attributes:
        text: the words; white space is collapsed, there is none at either end.
        marks: sorted, each within the text and not empty; they may nest or overlap.
    """

    text: str
    marks: tuple[Mark, ...] = ()

    def slice(self, start: int, end: int) -> "RichText":
        """Return the part from `start` to `end` with the marks that touch it, clipped."""
        if not self.marks:
            return RichText(self.text[start:end])
        clipped = (
            replace(mark, start=max(mark.start, start) - start, end=min(mark.end, end) - start) for mark in self.marks
        )
        return RichText(self.text[start:end], tuple(sorted(mark for mark in clipped if mark.start < mark.end)))

    def to_json(self) -> list[list[object]]:
        """Return the marks as plain lists, for a JSON column."""
        return [[mark.start, mark.end, mark.kind.value, mark.href] for mark in self.marks]

    @classmethod
    def from_json(cls, text: str, marks: Iterable[Sequence[object]]) -> "RichText":
        """Inverse of `to_json`."""
        return cls(text, tuple(Mark(int(str(s)), int(str(e)), MarkKind(str(k)), _href(h)) for s, e, k, h in marks))


def _href(value: object) -> str | None:
    return None if value is None else str(value)


def join(parts: Sequence[RichText], separators: Sequence[str]) -> RichText:
    """Put `parts` one after the other; `separators[i]` stands after part `i` (one fewer than parts)."""
    text, marks = "", []
    for index, part in enumerate(parts):
        marks += [replace(mark, start=mark.start + len(text), end=mark.end + len(text)) for mark in part.marks]
        text += part.text + (separators[index] if index < len(parts) - 1 else "")
    return RichText(text, tuple(sorted(marks)))
