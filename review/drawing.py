"""Three kinds of plots: bars on bars, lines, and bars that lie."""

from collections.abc import Sequence
from itertools import groupby

from review.plots import HEIGHT, RIGHT, WIDTH, Axis, Mark, Month, Plot, Say, Series, Tick, below, middle, step, ticks

ROW, NAMES, VALUES = 26, 112, 48
"""Of lying bars: the height of each, the width of the names left of them and of the values right of them."""


def bars(title: str, summary: str, months: Sequence[Month], series: Sequence[Series], say: Say) -> Plot:
    """Return a bar for each month, that of each series upon the one before; values are counts."""
    totals = [sum(each.values[place] or 0 for each in series) for place in range(len(months))]
    axis = Axis(ticks(0, max(totals, default=0), whole=True))
    width = round(step(months) * 0.7, 1)
    marks = []
    for place, month in enumerate(months):
        under = 0.0
        for style, each in enumerate(series, start=1):
            value = each.values[place] or 0
            top, bottom = axis.place(under + value), axis.place(under)
            under += value
            if value:
                x = round(middle(months, place) - width / 2, 1)
                height = round(bottom - top, 1)
                marks.append(Mark(x, top, f"{month.text}, {each.name}: {say(value)}", style, width, height))
    heads, rows = _table(months, series, say)
    return Plot("bars", title, summary, heads, rows, below(months), axis.ticks(say), marks)


def lines(
    title: str, summary: str, months: Sequence[Month], series: Sequence[Series], say: Say, scale: Sequence[float] = ()
) -> Plot:
    """Return a line for each series, with gaps where it has no value.

    Args:
        title: of the plot.
        summary: of the plot, for those who do not see it.
        months: the columns.
        series: one line each.
        say: how values are written.
        scale: values for the axis, where they are not to follow from the series.
    """
    known = [value for each in series for value in each.values if value is not None]
    axis = Axis(scale or ticks(min(known, default=0), max(known, default=1)))
    marks, strokes = [], []
    for style, each in enumerate(series, start=1):
        places = enumerate(each.values)
        for present, run in groupby(places, key=lambda pair: pair[1] is not None):
            found = [
                (middle(months, place), axis.place(value), place, value) for place, value in run if value is not None
            ]
            if present:
                strokes.append((style, " ".join(f"{x},{y}" for x, y, _, _ in found)))
            marks += [
                Mark(x, y, f"{months[place].text}, {each.name}: {say(value)}", style) for x, y, place, value in found
            ]
    heads, rows = _table(months, series, say)
    return Plot("lines", title, summary, heads, rows, below(months), axis.ticks(say), marks, strokes)


def ranks(
    title: str,
    summary: str,
    heads: Sequence[str],
    values: Sequence[tuple[str, float, str]],
    base: float | None,
    say: Say,
) -> Plot:
    """Return a lying bar for each share, which is a name, a value from 0 to 1, and a note for the table.

    Args:
        title: of the plot.
        summary: of the plot, for those who do not see it.
        heads: of the table: of values and notes.
        values: the bars, from above.
        base: a share to compare them with.
        say: how shares are written.
    """
    scale = WIDTH - NAMES - VALUES - RIGHT
    marks = [
        Mark(NAMES, number * ROW + 4, f"{name}: {say(value)}", 1, round(scale * value, 1), ROW - 8)
        for number, (name, value, _) in enumerate(values)
    ]
    up = [Tick((number + 0.5) * ROW, name, say(value)) for number, (name, value, _) in enumerate(values)]
    rows = [(name, say(value), note) for name, value, note in values]
    height = max(HEIGHT / 2, len(values) * ROW + 4)
    at = None if base is None else round(NAMES + scale * base, 1)
    return Plot("ranks", title, summary, heads, rows, (), up, marks, base=at, height=height)


def _table(months: Sequence[Month], series: Sequence[Series], say: Say) -> tuple[list[str], list[list[str]]]:
    """Return the names of the series, and a row for each month; nothing is written as a dash."""
    rows = [
        [month.text, *("–" if (value := each.values[place]) is None else say(value) for each in series)]
        for place, month in enumerate(months)
    ]
    return [each.name for each in series], rows
