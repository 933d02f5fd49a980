"""Finding terms in German, where they inflect and form compounds."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import overload

from model.compounds import Stems, elided
from model.homographs import is_place
from model.inflection import inflected
from model.languages import Language
from model.terms import Term

# A hyphen parts: »ISA-Mitgliedsstädte« holds the term ISA. So does the stop of »a.D.«
_TOKEN = re.compile(r"(?<!\w)[A-Za-z](?=\.[A-Z]\.)|[^\W_]+(?:[.'’&](?=[^\W_])[^\W_]+)*|&")
_GAP = re.compile(r"[\s.\u00a0–-]{1,3}")
_GAP_WITH_COMMA = re.compile(r"[\s.,\u00a0–-]{1,3}")
_GLUED_AFTER = re.compile(r"[-–]\w|-(?=,|\s(?:und|oder|sowie|bzw\.)\s)")
_SHORTEST_FUZZY, _FUZZY_HEAD, _SIMILAR = 9, 4, 0.88
"""A place name as long as this is recognised although its publisher misspells it (»Perlflossdelta«)."""
_OTHER_PLACE = re.compile(r"(?:berg|burg|bach|heim|hausen|stadt|dorf|feld|furt|brunn|au)e?[rns]?$")
_SHORTEST_CAPITALS = 5
"""Letters of a word in capitals that may be an ordinary word: HANNOVER, but not BUND, an acronym."""
_REMEMBERED = 2048
"""Sentences whose terms are remembered: those of the articles that a few editors have open."""


@dataclass(frozen=True)
class TermMatch:
    """A German term found in a text; `terms` holds its equivalents, one or more for each language.

    Attributes:
        start, end: its place; inside a compound that of the term alone.
        exact: False where only a similar spelling stands there.
        compound: whether it is only a member of a word: »Klimabeirat«, »Hannover-Messe-Stand«.
    """

    terms: tuple[Term, ...]
    start: int
    end: int
    exact: bool = True
    compound: bool = False

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
        words = [_plain(token.group()) for token in _TOKEN.finditer(terms[0].source)]
        last = len(words) - 1
        kind = terms[0].kind
        return cls(terms, tuple(inflected(word, kind, last=index == last) for index, word in enumerate(words)))

    def matches(self, tokens: Sequence[re.Match[str]]) -> bool:
        if len(tokens) < len(self.words):
            return False
        text = tokens[0].string
        gap = _GAP_WITH_COMMA if "," in self.terms[0].source else _GAP
        gaps = (gap.fullmatch(text, one.end(), other.start()) for one, other in pairwise(tokens))
        return all(gaps) and all(
            _has_form(token.group(), forms) for token, forms in zip(tokens, self.words, strict=True)
        )

    def likeness(self, words: str) -> tuple[int, int]:
        """Order entries that match the same place: more words, then more letters of the dictionary form."""
        return len(self.words), _shared(words, self.terms[0].source)


def _shared(one: str, other: str) -> int:
    """Return with how many letters both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _plain(word: str) -> str:
    return word.replace("’", "'")


def _spellings(word: str) -> tuple[str, ...]:
    """Return the word as it is looked up: a word in capitals also in small letters."""
    word = _plain(word)
    return (word, word.capitalize()) if word.isupper() and len(word) >= _SHORTEST_CAPITALS else (word,)


def _has_form(word: str, forms: frozenset[str]) -> bool:
    word = _plain(word)
    return word in forms or (word.isupper() and len(word) > 1 and word.capitalize() in forms)


class Termbase(Sequence[Term]):
    """All terms with an index; equal only to itself, so that it is cheap to hand around."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = tuple(terms)
        self._entries: dict[str, list[_Entry]] = {}
        self._similar: dict[str, list[_Entry]] = {}
        self._stems: Stems[_Entry] = Stems()
        # Of the same article every check asks, and all of it is checked again when an editor saves a sentence.
        self._found = lru_cache(_REMEMBERED)(self._search)
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
        if len(entry.words) == 1:
            self._stems.add(source, kind, entry)
            if kind == "place" and len(source) >= _SHORTEST_FUZZY:
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
        """Return the terms in a German `text` in its order, the longest at each place, none overlapping.

        Terms are found in all their cases, in capitals, and as members of compounds. A place is left out where its name
        is another word or a surname; see `model.homographs`.
        """
        return list(self._found(text))

    def _search(self, text: str) -> tuple[TermMatch, ...]:
        tokens = list(_TOKEN.finditer(text))
        found, index = [], 0
        while index < len(tokens):
            match, length = self._at(tokens, index)
            found += [match] if match else []
            index += length
        taken = {match.start for match in found}
        found += [match for match in self._elided(text) if match.start not in taken]
        return tuple(sorted(found, key=lambda match: match.start))

    def lookup(self, text: str) -> TermMatch | None:
        """Return the term that the whole of `text` is, None where it is more or less than one."""
        tokens = list(_TOKEN.finditer(text))
        best = self._longest(tokens, 0) if tokens else None
        if best is None or len(best.words) != len(tokens):
            return None
        return TermMatch(best.terms, tokens[0].start(), tokens[-1].end())

    def _at(self, tokens: Sequence[re.Match[str]], index: int) -> tuple[TermMatch | None, int]:
        """Return the term that begins at a token, and how many tokens to go on by."""
        best = self._longest(tokens, index)
        if best is None:
            return self._inside(tokens[index]) or self._misspelled(tokens[index]), 1
        first, last = tokens[index], tokens[index + len(best.words) - 1]
        if best.terms[0].kind == "place" and not is_place(first.string, first.start(), last.end()):
            return None, len(best.words)
        match = TermMatch(best.terms, first.start(), last.end())
        return replace(match, compound=_is_glued(first.string, match)), len(best.words)

    def _longest(self, tokens: Sequence[re.Match[str]], index: int) -> _Entry | None:
        word = tokens[index].group()
        candidates = (entry for spelling in _spellings(word) for entry in self._entries.get(spelling, ()))
        fitting = (entry for entry in candidates if entry.matches(tokens[index : index + len(entry.words)]))
        return max(fitting, key=lambda entry: entry.likeness(word), default=None)

    def _inside(self, token: re.Match[str]) -> TermMatch | None:
        found = self._stems.find(token.group()) if token.group()[0].isupper() else None
        if not found:
            return None
        entry, start, end = found
        return TermMatch(entry.terms, token.start() + start, token.start() + end, compound=True)

    def _elided(self, text: str) -> Iterator[TermMatch]:
        for start, end, wholes in elided(text):
            fitting = [
                (entry.likeness(whole), number, entry)
                for number, whole in enumerate(wholes)
                for entry in self._entries.get(whole, ())
                if len(entry.words) == 1
            ]
            if fitting:
                yield TermMatch(max(fitting, key=lambda each: each[:2])[2].terms, start, end, compound=True)

    def _misspelled(self, token: re.Match[str]) -> TermMatch | None:
        word = token.group()
        for entry in self._similar.get(word[:_FUZZY_HEAD], ()) if len(word) >= _SHORTEST_FUZZY else ():
            source = entry.terms[0].source
            stems = [word.removesuffix(ending) for ending in ("", "s", "n")]
            if _names_other_place(word, source):
                continue
            if any(SequenceMatcher(None, stem, source).ratio() >= _SIMILAR for stem in stems):
                return TermMatch(entry.terms, token.start(), token.end(), exact=False)
        return None


def _names_other_place(word: str, source: str) -> bool:
    """Whether two similar names end in different words for a place: »Wolfsberg« is not a misspelled »Wolfsburg«."""
    one, other = _OTHER_PLACE.search(word), _OTHER_PLACE.search(source)
    return bool(one and other and one[0].rstrip("erns") != other[0].rstrip("erns"))


def _is_glued(text: str, match: TermMatch) -> bool:
    """Whether a hyphen makes the term a member of a longer word."""
    before = text[max(0, match.start - 2) : match.start]
    return bool(_GLUED_AFTER.match(text, match.end)) or (len(before) == 2 and before[0].isalnum() and before[1] in "-–")


def termbase(terms: Sequence[Term]) -> Termbase:
    """Return `terms` with their index; build it once with `Termbase(terms)` where many texts are searched."""
    return terms if isinstance(terms, Termbase) else _indexed(tuple(terms))


@lru_cache(maxsize=8)
def _indexed(terms: tuple[Term, ...]) -> Termbase:
    return Termbase(terms)
