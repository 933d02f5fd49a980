from collections.abc import Iterator

from checks.pair import Pair
from checks.values import one_sided
from model.translation import Finding
from model.values import ValueKind

_KINDS = frozenset({ValueKind.DATE, ValueKind.TIME})


def dates(pair: Pair) -> Iterator[Finding]:
    """A date or time of day of the German is missing, or the translation has one that the German has not.

    Compared by value: 24.03.2021 is 24 March 2021 is 2021年3月24日; 19.30 Uhr is 7:30 p.m. is 19时30分. An error;
    a warning for a month that stands alone and a time in words.
    """
    yield from one_sided(pair, "dates", _KINDS)
