"""Finding terms in German, where they inflect and form compounds."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import overload

from model.languages import Language
from model.terms import Term

_NOUN_ENDINGS = ("", "s", "es", "n", "en", "e", "ns")
_ADJECTIVE_ENDINGS = ("e", "er", "es", "en", "em")
_STEM = re.compile(r"(?:e|er|es|en|em)$")
# A hyphen parts: »ISA-Mitgliedsstädte« holds the term ISA.
_TOKEN = re.compile(r"[^\W_]+(?:[.'’&](?=[^\W_])[^\W_]+)*|&")
_GAP = re.compile(r"[\s.\u00a0–-]{1,3}")
_GAP_WITH_COMMA = re.compile(r"[\s.,\u00a0–-]{1,3}")
_SHORTEST_FUZZY, _FUZZY_HEAD, _SIMILAR = 9, 4, 0.88
"""A place name as long as this is recognised although its publisher misspells it (»Perlflossdelta«)."""


@dataclass(frozen=True)
class TermMatch:
    """A German term found in a text; `terms` holds its equivalents, one or more for each language.

    Attributes:
        exact: False where only a similar spelling stands there.
    """

    terms: tuple[Term, ...]
    start: int
    end: int
    exact: bool = True

    @property
    def source(self) -> str:
        """The German term in its dictionary form."""
        return self.terms[0].source

    @property
    def kind(self) -> str:
        """Kind of the term: `organisation`, `place`, `person`, `event`, `term`..."""
        return self.terms[0].kind

    def term(self, language: Language) -> Term | None:
        """Return the equivalent in `language`, None where there is none."""
        return next((term for term in self.terms if term.language is language), None)


@dataclass(frozen=True)
class _Entry:
    """A German term ready for matching: for each of its words the forms it may take."""

    terms: tuple[Term, ...]
    words: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, terms: tuple[Term, ...]) -> "_Entry":
        words = _TOKEN.findall(terms[0].source)
        last = len(words) - 1
        return cls(terms, tuple(_forms(word, terms[0].kind, last=index == last) for index, word in enumerate(words)))

    def matches(self, tokens: Sequence[re.Match[str]]) -> bool:
        if len(tokens) < len(self.words):
            return False
        text = tokens[0].string
        gap = _GAP_WITH_COMMA if "," in self.terms[0].source else _GAP
        gaps = (gap.fullmatch(text, one.end(), other.start()) for one, other in pairwise(tokens))
        return all(gaps) and all(token.group() in forms for token, forms in zip(tokens, self.words, strict=True))


def _forms(word: str, kind: str, *, last: bool) -> frozenset[str]:
    """Return the forms that `word` may take in a sentence."""
    if not word.isalpha() or word.isupper():
        return frozenset({word, word + "s"})
    forms = {word + ending for ending in _NOUN_ENDINGS}
    if not last or word.islower():
        forms |= {_STEM.sub("", word) + ending for ending in _ADJECTIVE_ENDINGS}
    if kind == "place" and last:
        forms |= {word + "er", word.removesuffix("en") + "er"}  # »Hamburger Hafen«, »Thüringer Wald«
    return frozenset(forms | {form[0].upper() + form[1:] for form in forms})


class Termbase(Sequence[Term]):
    """All terms with an index; equal only to itself, so that it is cheap to hand around."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = tuple(terms)
        self._entries: dict[str, list[_Entry]] = {}
        self._similar: dict[str, list[_Entry]] = {}
        grouped: dict[str, list[Term]] = {}
        for term in self._terms:
            grouped.setdefault(term.source, []).append(term)
        for group in grouped.values():
            self._add(_Entry.of(tuple(group)))

    def _add(self, entry: _Entry) -> None:
        if not entry.words:
            return
        for form in entry.words[0]:
            self._entries.setdefault(form, []).append(entry)
        source, kind = entry.terms[0].source, entry.terms[0].kind
        if len(entry.words) == 1 and kind == "place" and len(source) >= _SHORTEST_FUZZY:
            self._similar.setdefault(source[:_FUZZY_HEAD], []).append(entry)

    @overload
    def __getitem__(self, index: int) -> Term: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Term]: ...
    def __getitem__(self, index: int | slice) -> Term | Sequence[Term]:
        return self._terms[index]

    def __len__(self) -> int:
        return len(self._terms)

    def find(self, text: str) -> list[TermMatch]:
        """Return the terms in a German `text`, the longest at each place, none overlapping."""
        tokens = list(_TOKEN.finditer(text))
        found, index = [], 0
        while index < len(tokens):
            word = tokens[index].group()
            length = 1
            if word in self._entries or len(word) >= _SHORTEST_FUZZY:
                match, length = self._at(tokens, index)
                found += [match] if match else []
            index += length
        return found

    def lookup(self, text: str) -> TermMatch | None:
        """Return the term that the whole of `text` is, None where it is more or less than one."""
        tokens = list(_TOKEN.finditer(text))
        match, length = self._at(tokens, 0) if tokens else (None, 0)
        return match if match and length == len(tokens) and match.exact else None

    def _at(self, tokens: Sequence[re.Match[str]], index: int) -> tuple[TermMatch | None, int]:
        """Return the term that begins at a token, and how many tokens to go on by."""
        best = max(
            (
                entry
                for entry in self._entries.get(tokens[index].group(), ())
                if entry.matches(tokens[index : index + len(entry.words)])
            ),
            key=lambda entry: len(entry.words),
            default=None,
        )
        if best is None:
            return self._misspelled(tokens[index]), 1
        return TermMatch(best.terms, tokens[index].start(), tokens[index + len(best.words) - 1].end()), len(best.words)

    def _misspelled(self, token: re.Match[str]) -> TermMatch | None:
        word = token.group()
        for entry in self._similar.get(word[:_FUZZY_HEAD], ()) if len(word) >= _SHORTEST_FUZZY else ():
            stems = (word.removesuffix(ending) for ending in ("", "s", "n"))
            if any(SequenceMatcher(None, stem, entry.terms[0].source).ratio() >= _SIMILAR for stem in stems):
                return TermMatch(entry.terms, token.start(), token.end(), exact=False)
        return None


def termbase(terms: Sequence[Term]) -> Termbase:
    """Return `terms` with their index; build it once with `Termbase(terms)` where many texts are searched."""
    return terms if isinstance(terms, Termbase) else _indexed(tuple(terms))


@lru_cache(maxsize=8)
def _indexed(terms: tuple[Term, ...]) -> Termbase:
    return Termbase(terms)
