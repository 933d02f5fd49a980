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
        return compare(self.source_values, self.target_values, self.target.text)

    @cached_property
    def target_values(self) -> list[Value]:
        """Figures, dates and addresses of the translation, its note included."""
        return find_values(self.target.text, self.language)

    @cached_property
    def names(self) -> list[Name]:
        """Names in the German."""
        return find_names(self.source.text, self.terms, self.found_terms)

    def blanked(self, text: str) -> str:
        """Return `text` with the addresses and names of the German blanked out, in every form that they may take."""
        kept = [value.text for value in self.source_values if value.kind in ADDRESSES]
        for words in (*kept, *(form for name in self.names for form in name.forms(self.language))):
            text = text.replace(words, " " * len(words))
        return text

    @cached_property
    def prose(self) -> str:
        """The German with its addresses, figures and Latin names blanked out."""
        return self._without_values(self.source.text, self.source_values)

    @cached_property
    def translated_prose(self) -> str:
        """The translation with its addresses, figures and Latin names blanked out."""
        return self._without_values(self.body, self.target_values)

    def _without_values(self, text: str, values: Sequence[Value]) -> str:
        for value in values:
            text = text[: value.start] + " " * len(value.text) + text[value.end :]
        kept = [name.text for name in self.names if name.match is None]
        for words in kept:
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
