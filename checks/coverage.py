"""Which words of one side have nothing on the other: evidence for what was dropped or made up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from checks.lexicon import Equivalent, Lexicon, lexicon
from checks.units import Unit, traces, units
from model.languages import Language

_SURE = 0.985
"""No word is surer than this to be translated by what it mostly becomes."""
_LEAST_CHANCE = 0.003
_MOST_AGAINST = 3.0
"""A single word found on the other side speaks at most this much against a gap around it."""
_KNOWN_HIT, _KNOWN_CHANCE = 0.9, 0.0005


@dataclass(frozen=True)
class Evidence:
    """What one unit says about a gap.

    Attributes:
        weight: logarithm of how much likelier the other side looks so where the unit was dropped than where it was
            translated; negative where a form of the unit is there.
        sure: nearly always one of few rare forms: a gap even when it stands alone.
    """

    unit: Unit
    weight: float
    sure: bool
    equivalent: Equivalent


@dataclass(frozen=True)
class Gap:
    """A stretch of a text that the other side seems to lack: characters from `start` to `end`."""

    weight: float
    start: int
    end: int


def evidence(text: str, other: str, language: Language, other_language: Language) -> list[Evidence]:
    """Return what each unit of `text` says, in the text's order; units that the lexicon does not know say nothing."""
    known = lexicon(language, other_language)
    there = traces(other, other_language, lexicon(other_language, language))
    return list(_weighed(units(text, language, known), known, there))


def _weighed(found: Iterator[Unit], known: Lexicon, there: set[str]) -> Iterator[Evidence]:
    for unit in found:
        equivalent = known.get(unit.name)
        if not equivalent or not equivalent.forms:
            continue
        hit, chance = min(equivalent.hit, _SURE), max(equivalent.chance, _LEAST_CHANCE)
        if any(form in there for form in equivalent.forms):
            yield Evidence(unit, max(log(chance / hit), -_MOST_AGAINST), False, equivalent)
        else:
            sure = equivalent.hit >= _KNOWN_HIT and equivalent.chance <= _KNOWN_CHANCE
            yield Evidence(unit, log((1 - chance) / (1 - hit)), sure, equivalent)


def widest_gap(found: Sequence[Evidence]) -> Gap:
    """Return the stretch whose units together speak most for a gap; of weight 0 where none does."""
    best, weight, first = Gap(0.0, 0, 0), 0.0, 0
    for index, item in enumerate(found):
        if weight <= 0:
            weight, first = 0.0, index
        weight += item.weight
        if weight > best.weight:
            best = Gap(weight, found[first].unit.start, item.unit.end)
    return best
