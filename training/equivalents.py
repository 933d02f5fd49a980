"""Learns what German words become in English and Chinese: the lexicons of `checks/`.

    python -m training.equivalents checks/lexicons press.tsv ...

For each unit that stands in three sentences or more, forms are taken from the translations of its sentences, one after
the other, whichever covers most of the sentences that are left, less what chance would cover. `hit` is the share of
sentences that the forms cover together, less what each form would cover by having been chosen on these sentences;
`chance` is how often they stand in other sentences. A unit with `hit` below 0.6 is kept without forms: compounds are
split by what is known, and only by that.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log
from pathlib import Path

from checks.lexicon import Equivalent
from checks.units import traces, units
from model.languages import Language

_FEWEST_SENTENCES = 3
_MOST_FORMS = 10
_CANDIDATES = 60
_TOO_COMMON_UNIT, _TOO_COMMON_FORM = 0.08, 0.1
_LIFT = 4.0
"""How much more often than elsewhere a form must stand where the unit stands."""
_LEAST_SHARE = 0.02
_LEAST_HIT, _MOST_CHANCE = 0.6, 0.25
_COST_OF_A_FORM = 0.7
"""Sentences that a form covers only because it was chosen on them."""

_MOST_KEPT = 0.01
"""Share of its sentences in whose translation a common word may stand as it is: in a name, in a title."""
_WORD = re.compile(r"[^\W\d_]+")

_Places = dict[str, set[int]]


class _Everything:
    """Knows every word: nothing is split."""

    def __contains__(self, _: object) -> bool:
        return True


def known_units(texts: Sequence[str], language: Language) -> set[str]:
    """Return the units that stand in three of `texts` or more."""
    counts = Counter(name for text in texts for name in {unit.name for unit in units(text, language, _Everything())})
    return {name for name, count in counts.items() if count >= _FEWEST_SENTENCES}


def equivalents(
    sources: Sequence[str], targets: Sequence[str], source: Language, target: Language
) -> dict[str, Equivalent]:
    """Return what each known unit of `sources` becomes in `targets`, sentence by sentence."""
    known, known_there = known_units(sources, source), known_units(targets, target)
    here, there = defaultdict(set), defaultdict(set)
    for number, (text, translation) in enumerate(zip(sources, targets, strict=True)):
        for unit in units(text, source, known):
            here[unit.name].add(number)
        for form in traces(translation, target, known_there):
            there[form].add(number)
    by_sentence: dict[int, list[str]] = defaultdict(list)
    for form, places in there.items():
        if 2 <= len(places) < _TOO_COMMON_FORM * len(sources):
            for number in places:
                by_sentence[number].append(form)
    return {name: _equivalent(here.get(name, set()), by_sentence, there, len(sources)) for name in sorted(known)}


def _equivalent(places: set[int], by_sentence: dict[int, list[str]], there: _Places, total: int) -> Equivalent:
    nothing = Equivalent(0.0, 0.0, ())
    if not _FEWEST_SENTENCES <= len(places) <= _TOO_COMMON_UNIT * total:
        return nothing
    forms: list[str] = []
    left = set(places)
    candidates = _candidates(places, by_sentence, there, total)
    while candidates and len(forms) < _MOST_FORMS and left:
        best = max(candidates, key=lambda form: (_gain(form, left, len(places), there, total), form))
        covered = len(there[best] & left)
        by_chance = len(places) * len(there[best]) / total
        if covered < max(2, _LEAST_SHARE * len(places), 2 * by_chance):
            break
        forms.append(best)
        left -= there[best]
        candidates.remove(best)
    hit = (len(places) - len(left) - _COST_OF_A_FORM * len(forms)) / (len(places) + _COST_OF_A_FORM)
    chance = sum(len(there[form] - places) for form in forms) / total
    if not forms or hit < _LEAST_HIT or chance > _MOST_CHANCE:
        return nothing
    return Equivalent(hit, chance, tuple(forms))


def _candidates(places: set[int], by_sentence: dict[int, list[str]], there: _Places, total: int) -> list[str]:
    """Return the forms that stand with the unit clearly more often than elsewhere, the most telling first."""
    counts = Counter(form for number in places for form in by_sentence[number])
    rated = []
    for form, count in counts.items():
        lift = (count / len(places)) / (len(there[form]) / total)
        if count >= max(2, _LEAST_SHARE * len(places)) and lift >= _LIFT:
            rated.append((-count * log(lift), form))
    return [form for _, form in sorted(rated)[:_CANDIDATES]]


def _gain(form: str, left: set[int], count: int, there: _Places, total: int) -> float:
    return len(there[form] & left) - count * len(there[form]) / total


def german_words(sources: Sequence[str], *translations: Sequence[str]) -> list[str]:
    """Return the German units in three sentences or more that hardly ever stand in a translation as they are."""
    known = known_units(sources, Language.DE)
    counts, kept = Counter[str](), Counter[str]()
    for text, *translated in zip(sources, *translations, strict=True):
        words = {word.lower() for line in translated for word in _WORD.findall(line)}
        whole = units(text, Language.DE, _Everything())
        here = {unit.name: text[unit.start : unit.end].lower() in words for unit in whole}
        counts.update(here.keys())
        kept.update(name for name, is_kept in here.items() if is_kept)
    return sorted(name for name in known if kept[name] <= _MOST_KEPT * counts[name])


def write(path: Path, found: dict[str, Equivalent]) -> None:
    """Write a lexicon: unit, hit, chance and forms, one unit a line in the order of the alphabet."""
    rows = (f"{name}\t{item.hit:.3f}\t{item.chance:.4f}\t{' '.join(item.forms)}" for name, item in found.items())
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def main(folder: Path, paths: Sequence[Path]) -> None:
    """Learn all four lexicons from files with German, English and Chinese in three columns."""
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [cells for line in lines if len(cells := line.split("\t")) == 3]
    columns = dict(zip((Language.DE, Language.EN, Language.ZH), zip(*rows, strict=True), strict=True))
    words = german_words(columns[Language.DE], columns[Language.EN], columns[Language.ZH])
    (folder / "german.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    for source, target in (
        (Language.DE, Language.EN),
        (Language.DE, Language.ZH),
        (Language.EN, Language.DE),
        (Language.ZH, Language.DE),
    ):
        found = equivalents(columns[source], columns[target], source, target)
        if source is Language.ZH:  # nothing in Chinese is split by what is known
            found = {name: item for name, item in found.items() if item.forms}
        write(folder / f"{source.value[:2]}-{target.value[:2]}.tsv", found)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(argument) for argument in sys.argv[2:]])
