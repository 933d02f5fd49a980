"""The clock on the wall of German press offices: dates without a zone are theirs."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def midnight(day: date) -> datetime:
    """Return the beginning of `day` in Berlin."""
    return datetime(day.year, day.month, day.day, tzinfo=BERLIN)
