"""The clock on the wall of German press offices: dates without a zone are theirs."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def in_berlin(moment: datetime) -> datetime:
    """Return `moment` as a clock in Berlin shows it: one zone, so that the same time is written the same way."""
    return moment.astimezone(BERLIN)


def midnight(day: date) -> datetime:
    """Return the beginning of `day` in Berlin."""
    return datetime(day.year, day.month, day.day, tzinfo=BERLIN)
