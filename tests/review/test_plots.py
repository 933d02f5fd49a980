"""Numbers become places on a drawing, and words of a language."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.languages import Language
from review.drawing import bars, lines, ranks
from review.numbers import Numbers
from review.plots import HEIGHT, LABELS, WIDTH, Month, Series, below, ticks

EN, DE, ZH = (Numbers(language) for language in (Language.EN, Language.DE, Language.ZH))
NUMBERS = st.floats(min_value=-1e6, max_value=1e9, allow_nan=False).map(lambda value: round(value, 3))


def months(count: int) -> list[Month]:
    return [EN.month(f"{2024 + place // 12}-{place % 12 + 1:02}") for place in range(count)]


@given(NUMBERS, NUMBERS)
def test_an_axis_encloses_its_values_in_a_few_even_steps(one: float, other: float) -> None:
    low, high = min(one, other), max(one, other)
    found = ticks(low, high)
    assert found[0] <= low
    assert found[-1] >= high
    assert 2 <= len(found) <= 8
    steps = {round(b - a, 6) for a, b in pairwise(found)}
    assert len(steps) <= 1 or max(steps) - min(steps) < 1e-3 * max(steps)


@given(st.integers(min_value=0, max_value=10**7))
def test_what_is_counted_has_no_fractions(count: int) -> None:
    found = ticks(0, count, whole=True)
    assert found[-1] >= count
    assert len({EN.number(value) for value in found}) == len(found) <= 7
    assert all(value == int(value) for value in found)


@given(st.integers(min_value=1, max_value=200))
def test_a_plot_has_room_for_its_labels_and_always_names_the_last_month(count: int) -> None:
    found = below(months(count))
    assert 1 <= len(found) <= LABELS
    assert found[-1].text == months(count)[-1].short
    assert found[0].below
    assert [tick.at for tick in found] == sorted({tick.at for tick in found})
    assert all(0 < tick.at < WIDTH for tick in found)


def test_bars_stand_on_each_other_and_on_the_ground() -> None:
    plot = bars("", "", months(2), [Series("a", [2, None]), Series("b", [3, 4])], EN.number)
    first, second, alone = plot.marks
    ground = plot.up[0].at
    assert first.y + first.height == ground == alone.y + alone.height
    assert second.y + second.height == pytest.approx(first.y)
    assert second.height == pytest.approx(1.5 * first.height, abs=0.2)
    assert plot.rows[1] == ["Feb 2024", "–", "4"]


def test_a_line_has_a_gap_where_there_is_no_figure() -> None:
    plot = lines("", "", months(5), [Series("a", [0.1, 0.2, None, 0.4, None])], EN.share, [0, 1])
    assert [len(places.split()) for _, places in plot.strokes] == [2, 1]
    assert [mark.text for mark in plot.marks] == ["Jan 2024, a: 10%", "Feb 2024, a: 20%", "Apr 2024, a: 40%"]
    assert all(0 <= mark.y <= HEIGHT for mark in plot.marks)


def test_lying_bars_are_as_long_as_their_shares() -> None:
    plot = ranks("", "", ["changed", "segments"], [("numbers", 0.8, "5"), ("names", 0.4, "9")], 0.6, EN.share)
    long, short = plot.marks
    assert long.width == pytest.approx(2 * short.width)
    assert plot.base == pytest.approx((long.x + long.width + short.x + short.width) / 2)
    assert plot.rows == [("numbers", "80%", "5"), ("names", "40%", "9")]


@pytest.mark.parametrize(
    ("seconds", "english", "german", "chinese"),
    [
        (None, "–", "–", "–"),
        (0, "0 min", "0 Min.", "0分钟"),
        (5399, "90 min", "90 Min.", "90分钟"),
        (9000, "2.5 hr", "2,5 Std.", "2.5小时"),
        (100_000, "28 hr", "28 Std.", "28小时"),
        (216_000, "2.5 days", "2,5 Tg.", "2.5天"),
        (30_000_000, "347 days", "347 Tg.", "347天"),
    ],
)
def test_a_time_is_as_exact_as_anybody_wants_it(seconds: float | None, english: str, german: str, chinese: str) -> None:
    said = [each.duration(seconds).replace("\xa0", " ") for each in (EN, DE, ZH)]
    assert said == [english, german, chinese]


def test_numbers_are_grouped_and_pointed_as_the_language_does() -> None:
    assert [each.number(1234.56, 1) for each in (EN, DE, ZH)] == ["1,234.6", "1.234,6", "1,234.6"]
    assert [each.month("2026-03").text for each in (EN, DE, ZH)] == ["Mar 2026", "März 2026", "2026年3月"]
