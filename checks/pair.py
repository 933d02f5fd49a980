"""A pair of segments as the checks see it: what is costly to find is found once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from model.comparison import Comparison, compare
from model.languages import Language
from model.names import Name, find_names
from model.notes import split_note
from model.richtext import RichText
from model.termbase import TermMatch, termbase
from model.terms import Term
from model.translation import Finding
from model.values import ADDRESSES, Value, find_values


@dataclass(frozen=True)
class Pair:
    """A German segment and its translation.

    Attributes:
        terms: the termbase; may hold terms of other languages.
    """

    source: RichText
    target: RichText
    language: Language
    terms: Sequence[Term] = ()

    @cached_property
    def body(self) -> str:
        """The translation without the note of what it lost."""
        return split_note(self.target.text, self.language)[0]

    @cached_property
    def noted(self) -> tuple[str, ...]:
        """What the note says was lost."""
        return split_note(self.target.text, self.language)[1]

    @cached_property
    def source_values(self) -> list[Value]:
        """Figures, dates and addresses of the German."""
        return find_values(self.source.text, Language.DE)

    @cached_property
    def values(self) -> Comparison:
        """Values of the German that the translation lacks, and those that it has too many."""
        target = self.target.text
        return compare(self.source_values, find_values(target, self.language), target)

    @cached_property
    def names(self) -> list[Name]:
        """Names in the German."""
        return find_names(self.source.text, self.terms, self.found_terms)

    def blanked(self, text: str) -> str:
        """Return `text` with the addresses and Latin names of the German blanked out: they stay as they are."""
        kept = [value.text for value in self.source_values if value.kind in ADDRESSES]
        for words in (*kept, *(name.text for name in self.names)):
            text = text.replace(words, " " * len(words))
        return text

    @cached_property
    def found_terms(self) -> list[TermMatch]:
        """Terms in the German."""
        return termbase(self.terms).find(self.source.text)


class Check(Protocol):
    """A rule of quality: looks at a pair and reports what is wrong; its docstring is its documentation."""

    __name__: str

    def __call__(self, pair: Pair, /) -> Iterable[Finding]:
        """Yield what is wrong with `pair`."""
        ...
