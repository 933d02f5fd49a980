"""Values: what a reader would act on. Found in German, English and Chinese, compared by what they mean."""

from collections.abc import Iterable

from model.addresses import find_addresses
from model.clocktimes import find_clock_times
from model.datetimes import find_datetimes, find_months
from model.figures import find_figures
from model.languages import Language
from model.notation import to_text
from model.shares import find_shares
from model.value import ADDRESSES, FIGURES, Value, ValueKind

__all__ = ["ADDRESSES", "FIGURES", "Value", "ValueKind", "find_values", "to_text"]


def find_values(text: str, language: Language) -> list[Value]:
    """Return the values in `text` in the order of the text; none overlap.

    Addresses are found first and own their characters, so that no phone number is taken for figures; then dates and
    times; then shares in words; then other figures; then months that stand alone.
    """
    found: list[Value] = []
    owned = bytearray(len(text))
    for values in (
        find_addresses(text),
        find_clock_times(text, language),
        find_datetimes(text, language),
        find_shares(text, language),
        find_figures(text, language),
        find_months(text, language),
    ):
        found += _free(values, owned)
    return sorted(found, key=lambda value: value.start)


def _free(values: Iterable[Value], owned: bytearray) -> list[Value]:
    free = []
    for value in values:
        if not any(owned[value.start : value.end]):
            owned[value.start : value.end] = b"\1" * (value.end - value.start)
            free.append(value)
    return free
