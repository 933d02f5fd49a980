"""Words with inline markup -> HTML."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from feeds.text import address, legal
from model.richtext import Mark, MarkKind, RichText

# From the outside in. One fixed order makes any overlap of marks a proper nesting.
_ORDER = (MarkKind.LINK, MarkKind.STRONG, MarkKind.EMPHASIS, MarkKind.SUBSCRIPT, MarkKind.SUPERSCRIPT)


@dataclass(frozen=True)
class _Run:
    """Neighbouring characters under the same marks; each mark is an element and its address."""

    text: str
    marks: tuple[tuple[MarkKind, str], ...]


def escape(text: str) -> str:
    """Return plain `text` as HTML; an intended line break becomes `<br>`."""
    return html.escape(legal(text), quote=False).replace("\n", "<br>")


def inline(text: RichText, *, without: MarkKind | None = None) -> str:
    """Return `text` as HTML, its marks properly nested even where they overlap.

    Args:
        text: the words with their marks; links that no reader may follow keep their words only.
        without: a kind of mark to leave out, because the element around it says the same.
    """
    marks = [mark for mark in text.marks if mark.kind is not without and _is_shown(mark)]
    edges = {0, len(text.text), *(mark.start for mark in marks), *(mark.end for mark in marks)}
    return _nest([_run(text.text, marks, start, end) for start, end in pairwise(sorted(edges))])


def _is_shown(mark: Mark) -> bool:
    return mark.kind is not MarkKind.LINK or bool(address(mark.href or ""))


def _run(text: str, marks: Sequence[Mark], start: int, end: int) -> _Run:
    over: dict[MarkKind, str] = {}
    for mark in marks:
        if mark.start <= start and end <= mark.end:
            over.setdefault(mark.kind, address(mark.href or ""))
    return _Run(text[start:end], tuple((kind, over[kind]) for kind in _ORDER if kind in over))


def _nest(runs: Sequence[_Run]) -> str:
    parts = []
    for outer, group in groupby(runs, key=lambda run: run.marks[:1]):
        inner = list(group)
        if outer:
            kind, href = outer[0]
            attribute = f' href="{html.escape(href)}"' if kind is MarkKind.LINK else ""
            inside = _nest([_Run(run.text, run.marks[1:]) for run in inner])
            parts.append(f"<{kind}{attribute}>{inside}</{kind}>")
        else:
            parts += [escape(run.text) for run in inner]
    return "".join(parts)
