"""Plots worked out on the server: numbers to places on a drawing of fixed size, which a template writes as SVG.

No library: those that draw static SVG (pygal, leather, matplotlib) write styles or scripts into it, which the policy of
the desk forbids and which would not follow the reader's dark or light colours.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

WIDTH, HEIGHT = 440, 220
"""Of a drawing, in its own units; small enough that its letters can be read on a phone."""
LEFT, RIGHT, TOP, BOTTOM = 58, 8, 10, 38
"""Margins around the plotting area."""
LABELS = 7
"""Labels below a plot at most."""
STYLES = 6
"""Series that can be told apart, also without colour: by dash and mark."""

STEPS = 5
"""Steps of an axis at most, if it begins at one of them."""

Say = Callable[[float], str]
"""How a value is written."""


@dataclass(frozen=True)
class Series:
    """What one style stands for: a value for each month, None where there is none."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Month:
    """A month as it is written in full, and in two lines below a plot."""

    text: str
    short: str
    year: str


@dataclass(frozen=True)
class Tick:
    """A label at a place of an axis; `below` is a second line, "" for none."""

    at: float
    text: str
    below: str = ""


@dataclass(frozen=True)
class Mark:
    """A bar or a point, with what it says to whoever rests on it; a point has no size."""

    x: float
    y: float
    text: str
    style: int
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True)
class Plot:
    """A drawing, and the same as a table.

    Attributes:
        kind: »bars«, »lines« or »ranks«: which template draws it.
        title, summary: for everybody, and for those who do not see the drawing.
        heads, rows: the table; the first column, which has no head, names the month or check.
        strokes: lines without gaps, each with its style and its places as SVG wants them.
        base: where the line stands that `ranks` are compared with.
    """

    kind: str
    title: str
    summary: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    across: Sequence[Tick]
    up: Sequence[Tick]
    marks: Sequence[Mark]
    strokes: Sequence[tuple[int, str]] = ()
    base: float | None = None
    height: float = HEIGHT


def ticks(low: float, high: float, *, whole: bool = False) -> list[float]:
    """Return round numbers, evenly spaced, that enclose `low` and `high`; `whole`: none with a fraction."""
    span = (high - low) or abs(high) or 1.0
    power = 10.0 ** floor(log10(span / STEPS))
    steps = [factor * power for factor in (1, 2, 2.5, 5, 10, 100) if not whole or (factor * power).is_integer()]
    step = next(step for step in steps if span / step <= STEPS)
    first = floor(low / step)
    return [round(number * step, 10) for number in range(first, max(ceil(high / step), first + 1) + 1)]


@dataclass(frozen=True)
class Axis:
    """The scale at the left: from the first of its `values` below to the last above."""

    values: Sequence[float]

    def place(self, value: float) -> float:
        """Return how far down the drawing `value` is."""
        low, high = self.values[0], self.values[-1]
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low), 1)

    def ticks(self, say: Say) -> list[Tick]:
        """Return the labels."""
        return [Tick(self.place(value), say(value)) for value in self.values]


def step(months: Sequence[Month]) -> float:
    """Return the width of a month."""
    return (WIDTH - LEFT - RIGHT) / max(1, len(months))


def middle(months: Sequence[Month], place: int) -> float:
    """Return how far right the middle of a month is."""
    return round(LEFT + (place + 0.5) * step(months), 1)


def below(months: Sequence[Month]) -> list[Tick]:
    """Return as many labels of months as can be read, the year where it changes."""
    every = ceil(len(months) / LABELS)
    shown = range((len(months) - 1) % every, len(months), every) if months else range(0)
    years = ["", *(months[place].year for place in shown)]
    return [
        Tick(middle(months, place), months[place].short, months[place].year if months[place].year != before else "")
        for place, before in zip(shown, years, strict=False)
    ]
