"""What German words become in translation, learnt from professional translations of press releases."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from model.languages import Language

_CODES = {Language.DE: "de", Language.EN: "en", Language.ZH: "zh"}


@dataclass(frozen=True)
class Equivalent:
    """What a unit becomes on the other side.

    Attributes:
        hit: how often one of `forms` stands in the translation of a sentence with the unit, from 0 to 1.
        chance: how often one of them stands in any other sentence.
        forms: units of the other side, the most frequent first; none where no form is frequent enough.
    """

    hit: float
    chance: float
    forms: tuple[str, ...]


Lexicon = Mapping[str, Equivalent]
"""All units that the training texts hold three times or more."""


@lru_cache(maxsize=4)
def lexicon(source: Language, target: Language) -> Lexicon:
    """Return what units of `source` become in `target`; one of the two is German.

    The files are made by `python -m training.equivalents`; see there for how.
    """
    name = f"{_CODES[source]}-{_CODES[target]}.tsv"
    lines = (files("checks") / "lexicons" / name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return {unit: Equivalent(float(hit), float(chance), tuple(forms.split())) for unit, hit, chance, forms in rows}


@lru_cache(maxsize=1)
def german_words() -> frozenset[str]:
    """Return the stems of German words that translations hardly ever keep as they are: common words, not names."""
    return frozenset((files("checks") / "lexicons" / "german.txt").read_text(encoding="utf-8").split())
