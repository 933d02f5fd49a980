"""Which values of the German are missing in a translation, and which of the translation's nobody said."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from model.value import ADDRESSES, FIGURES, Value, ValueKind

_MILLION = 10**6
_JOINED = len(" and ")
"""Characters between the day of a date and what goes on with it."""
_EXPLICIT = frozenset({ValueKind.PERCENT, ValueKind.MONEY})


@dataclass(frozen=True)
class Comparison:
    """What stands on one side only; `extra` leaves out what is written in words, which may be no value at all."""

    missing: tuple[Value, ...]
    extra: tuple[Value, ...]


def compare(source: Sequence[Value], target: Sequence[Value], text: str = "") -> Comparison:
    """Match the values of the German with those of the translation `text` by what they mean.

    Whole values first; then the numbers that they are made of, which accepts »24. bis 26. März« as 3月24日至26日 and
    »24. März 2021« as »24 March … 2021«; then addresses as they are written. How often a value is said does not
    count: a good translation may say it again, or once less.
    """
    units_here, units_there = _units(source), _units(target)

    def alike(here: Value, there: Value) -> bool:
        return same(here, there) and _unit_known(here, there, units_there) and _unit_known(there, here, units_here)

    missing = [value for value in source if not value.attached and not any(alike(value, other) for other in target)]
    extra = [value for value in target if not any(alike(other, value) for other in source)]
    parts_there = {part for value in target if not (_whole(value) or _stray(value, target)) for part in value.parts()}
    parts_here = {part for value in source if not _whole(value) for part in value.parts()}
    copied = _copied(missing, text)
    return Comparison(
        missing=tuple(value for value in missing if value not in copied and not _made_of(value, parts_there)),
        extra=tuple(
            value
            for value in extra
            if not (_vague(value) or _made_of(value, parts_here) or _inside(value, copied.values()))
        ),
    )


def _vague(value: Value) -> bool:
    """Whether the German may well say it without a figure; »1« is »ein«, which is also the article."""
    return value.spelled or value.attached or value.amount == 1


def same(one: Value, other: Value) -> bool:
    """Whether two values mean the same, as far as they say; a plain number does not say its unit."""
    if one.kind in FIGURES and other.kind in FIGURES:
        units = {(value.kind, value.unit) for value in (one, other) if value.kind is not ValueKind.NUMBER}
        return len(units) < 2 and bool(one.amounts & other.amounts)
    return one.kind is other.kind and bool(one.amounts & other.amounts)


def _units(values: Sequence[Value]) -> set[tuple[ValueKind, str]]:
    return {(value.kind, value.unit) for value in values if value.kind in _EXPLICIT}


def _unit_known(one: Value, number: Value, units: Set[tuple[ValueKind, str]]) -> bool:
    """Whether the side of `number` says the unit of `one` anywhere: 17% is »von 17 auf 24 Prozent«, not »17 Städte«."""
    if one.kind not in _EXPLICIT or number.kind in _EXPLICIT or (one.kind, one.unit) in units:
        return True
    # »auf 11,9 Milliarden«: so large a number without a unit is money where the other side says so.
    return one.kind is ValueKind.MONEY and isinstance(number.amount, Decimal) and number.amount >= _MILLION


def _made_of(value: Value, parts: Set[Decimal]) -> bool:
    """Whether all numbers of `value` are among `parts`."""
    wanted = set(value.parts())
    return bool(wanted) and not _whole(value) and wanted <= parts


def _whole(value: Value) -> bool:
    """Whether the numbers of a value may not be said apart: a currency or per cent sign belongs to its number."""
    return value.kind in _EXPLICIT and not value.ratio


def _stray(value: Value, values: Sequence[Value]) -> bool:
    """Whether a rank is no day of a date: neither »the 1st and 2nd of May« nor »1st of May« goes on behind it."""
    day = value.kind is ValueKind.ORDINAL
    dated = (ValueKind.DATE, ValueKind.ORDINAL)
    return day and not any(0 <= other.start - value.end <= _JOINED and other.kind in dated for other in values)


def _copied(values: Sequence[Value], text: str) -> dict[Value, tuple[int, int]]:
    """Return what stands in `text` as it is, with its places: addresses, number words in a title (»Drei gewinnt«)."""
    places = {value: text.find(value.text) for value in values if value.kind in ADDRESSES or value.spelled}
    return {value: (place, place + len(value.text)) for value, place in places.items() if place >= 0}


def _inside(value: Value, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= value.start and value.end <= end for start, end in spans)
