"""Words of a PDF page to lines in reading order, column by column."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sources.richtext import clean

Word: TypeAlias = dict[str, Any]
"""A word as pdfplumber gives it: `text`, `x0`, `x1`, `top`, `bottom` in points, `chars`."""

_WORD_GAP = 0.15
"""Share of the letters' size from which a gap parts two words."""
_GUTTER = 0.8
"""Share of the letters' size that a gap between columns has at least."""
_CROSSING = 0.15
"""Share of lines that may run across the gutter between two columns: headlines do."""
_SIDE = 0.25
"""Share of the words that each column holds at least."""
_WORDS_A_LINE = 3


@dataclass(frozen=True)
class Line:
    """A line of text.

    Attributes:
        size: of most of its letters, points.
        x0, x1, top, bottom: its place on the page, points from the upper left.
        left, right: the edges of its column.
        height: of the page, points.
    """

    text: str
    size: float
    bold: bool
    x0: float
    x1: float
    top: float
    bottom: float
    left: float
    right: float
    page: int
    height: float

    def at_edge(self, margin: float) -> bool:
        """Whether the line stands within `margin`, a share of the height, of the top or foot of its page."""
        return self.bottom < margin * self.height or self.top > (1 - margin) * self.height


def read_lines(page: Any, number: int) -> list[Line]:
    """Return the lines of a pdfplumber page in reading order; `number` counts pages from 0."""
    words: list[Word] = page.extract_words(x_tolerance_ratio=_WORD_GAP, return_chars=True, keep_blank_chars=False)
    rows = _rows(words)
    gutter = _gutter(words, rows, float(page.width))
    lines: list[Line] = []
    for column in _columns(rows, gutter):
        left, right = min(word["x0"] for word in column), max(word["x1"] for word in column)
        lines += [_line(row, left, right, number, float(page.height)) for row in _rows(column)]
    return [line for line in lines if line.text]


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Group words whose heights overlap by half: a subscript stands lower than its line, and belongs to it."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word["top"], word["x0"])):
        row = rows[-1] if rows else None
        if row and _overlap(row[0], word) > 0.5 * min(_height(row[0]), _height(word)):
            row.append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: float(word["x0"])) for row in rows]


def _overlap(a: Word, b: Word) -> float:
    return float(min(a["bottom"], b["bottom"]) - max(a["top"], b["top"]))


def _height(word: Word) -> float:
    return float(word["bottom"] - word["top"])


def _gutter(words: Sequence[Word], rows: Sequence[list[Word]], width: float) -> float | None:
    """Return where the page is parted into two columns, None where it is not: there nearly no line runs across."""
    best, fewest = None, max(len(rows) * _CROSSING, 2)
    for x in range(int(0.3 * width), int(0.7 * width), 3):
        left = sum(word["x1"] <= x for word in words)
        right = sum(word["x0"] >= x for word in words)
        if min(left, right) < max(_SIDE * len(words), _WORDS_A_LINE * len(rows) / 2):
            continue
        crossing = sum(_crosses(row, x) for row in rows)
        if crossing < fewest:
            best, fewest = float(x), crossing
    return best


def _crosses(row: Sequence[Word], x: float) -> bool:
    """Whether a line runs across `x`: with a word, or with a gap no wider than between two words."""
    before = [word for word in row if word["x0"] < x]
    after = [word for word in row if word["x0"] >= x]
    if not before:
        return False
    end = max(word["x1"] for word in before)
    return bool(end > x or (after and min(word["x0"] for word in after) - end < _GUTTER * _height(after[0])))


def _columns(rows: Sequence[list[Word]], gutter: float | None) -> Iterator[list[Word]]:
    """Yield the words of each column between the rows that run across, in reading order."""
    left: list[Word] = []
    right: list[Word] = []
    across: list[Word] = []
    for row in rows:
        crosses = gutter is None or _crosses(row, gutter)
        if crosses and (left or right):
            yield from (column for column in (left, right) if column)
            left, right = [], []
        if not crosses and across:
            yield across
            across = []
        if crosses:
            across += row
        else:
            left += [word for word in row if gutter is not None and word["x1"] <= gutter]
            right += [word for word in row if gutter is not None and word["x0"] >= gutter]
    yield from (column for column in (across, left, right) if column)


def _line(row: Sequence[Word], left: float, right: float, page: int, height: float) -> Line:
    chars = [char for word in row for char in word["chars"]]
    sizes = Counter(round(float(char["size"]), 1) for char in chars)
    bold = sum("bold" in str(char["fontname"]).lower() for char in chars)
    return Line(
        text=clean(_spelled(row)).strip(),
        size=sizes.most_common(1)[0][0],
        bold=bold > 0.8 * len(chars),
        x0=float(row[0]["x0"]),
        x1=float(row[-1]["x1"]),
        top=float(min(word["top"] for word in row)),
        bottom=float(max(word["bottom"] for word in row)),
        left=left,
        right=right,
        page=page,
        height=height,
    )


def _spelled(row: Sequence[Word]) -> str:
    """Return the words of a row with a space wherever there is one: none between »CO« and its small »2«."""
    text, end = "", 0.0
    for word in row:
        apart = bool(text) and float(word["x0"]) - end > _WORD_GAP * _height(word) / 2
        text += f" {word['text']}" if apart else word["text"]
        end = float(word["x1"])
    return text
