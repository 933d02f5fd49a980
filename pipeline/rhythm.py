"""How often a source publishes: learnt from its own past, and counted in the days on which its press office works."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from statistics import median

from holidays import HolidayBase, country_holidays

from model.berlin import in_berlin

FEWEST_DAYS = 8
"""Days with releases below which there is no rhythm to speak of."""
SHARE = 0.05
"""Of its releases that a source must bring on Saturdays, or Sundays, for these to count as working days."""
SATURDAY, SUNDAY = 5, 6
QUANTILE = 0.95
LEAST_PATIENCE = 3
"""Working days of silence before anything is said, however busy a source is: somebody may be ill, or on a trip."""


@dataclass(frozen=True)
class Rhythm:
    """How a source publishes.

    Attributes:
        usual: median of the working days from one day with releases to the next.
        longest: what 95 % of these gaps do not exceed.
        weekdays: those that count, Monday 0.
    """

    usual: float
    longest: int
    weekdays: frozenset[int]

    @property
    def patience(self) -> int:
        """Working days of silence after which it is remarkable: twice the longest usual gap."""
        return max(2 * self.longest, self.longest + 2, LEAST_PATIENCE)

    def silence(self, last: datetime, now: datetime) -> int:
        """Return the whole working days between `last` and `now`: neither of the two days counts."""
        return sum(self.works_on(day) for day in _days(in_berlin(last).date(), in_berlin(now).date()))

    def works_on(self, day: date) -> bool:
        """Whether the press office works on `day`; one with a Sunday service works on holidays too."""
        return day.weekday() in self.weekdays and (SUNDAY in self.weekdays or not is_holiday(day))


def learn(published: Sequence[datetime]) -> Rhythm | None:
    """Return the rhythm behind times of publication in any order; None where there are too few."""
    days = sorted({in_berlin(moment).date() for moment in published})
    if len(days) < FEWEST_DAYS:
        return None
    weekdays = _weekdays(days)
    counted = Rhythm(0, 0, weekdays)
    gaps = sorted(1 + sum(map(counted.works_on, _days(before, after))) for before, after in pairwise(days))
    return Rhythm(median(gaps), gaps[math.ceil(QUANTILE * len(gaps)) - 1], weekdays)


def is_holiday(day: date) -> bool:
    """Whether `day` is a public holiday in all of Germany, or one of the days from 24 to 31 December.

    Holidays of single states are left out: the patience of two days covers them. Between Christmas and New Year most
    press offices are closed.
    """
    return day in _german_holidays() or (day.month == 12 and day.day >= 24)


@cache
def _german_holidays() -> HolidayBase:
    return country_holidays("DE")


def _weekdays(days: Sequence[date]) -> frozenset[int]:
    at_weekends = {
        weekday
        for weekday in (SATURDAY, SUNDAY)
        if sum(day.weekday() == weekday for day in days) >= max(2, SHARE * len(days))
    }
    return frozenset(range(SATURDAY)) | at_weekends


def _days(after: date, before: date) -> Iterator[date]:
    """Give the days between two days, without these."""
    for number in range(1, (before - after).days):
        yield after + timedelta(days=number)
