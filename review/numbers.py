"""Numbers, shares, times and months as a reader's language writes them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from babel import Locale
from babel.dates import format_skeleton
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit

from model.languages import Language
from review.plots import Month
from review.texts import locale

NOTHING = "–"
"""Where there is no figure."""
MINUTE, HOUR, DAY = 60, 3600, 86400
UNITS = ((2 * DAY, DAY, "duration-day"), (2 * HOUR, HOUR, "duration-hour"), (0, MINUTE, "duration-minute"))
"""From how many seconds on a time is written in which unit."""
EXACT = 14
"""From so many hours or days on nobody wants tenths."""


@dataclass(frozen=True)
class Numbers:
    """How `language` writes figures; None is a dash."""

    language: Language

    @cached_property
    def _locale(self) -> Locale:
        return locale(self.language)

    def number(self, value: float | None, digits: int = 0) -> str:
        """Return `value` with so many digits after the point."""
        if value is None:
            return NOTHING
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return str(format_decimal(value, pattern, self._locale))

    def share(self, value: float | None) -> str:
        """Return a share from 0 to 1 in per cent."""
        return NOTHING if value is None else str(format_percent(value, locale=self._locale))

    def duration(self, seconds: float | None, like: float | None = None) -> str:
        """Return a time in minutes, hours or days; in the unit that fits `like`, where that is given."""
        if seconds is None:
            return NOTHING
        fits = abs(seconds if like is None else like)
        unit, name = next((unit, name) for least, unit, name in UNITS if fits >= least)
        value = round(seconds / unit, 1 if unit != MINUTE and seconds < EXACT * unit else None)
        return str(format_unit(value, name, "short", locale=self._locale))

    def month(self, text: str) -> Month:
        """Return a month such as »2026-11« in words."""
        first = date(int(text[:4]), int(text[5:]), 1)
        full, short, year = (str(format_skeleton(each, first, locale=self._locale)) for each in ("yMMM", "MMM", "y"))
        return Month(full, short, year)


def unit_of(seconds: float) -> int:
    """Return the seconds of the unit in which a time is written."""
    return next(unit for least, unit, _ in UNITS if seconds >= least)
