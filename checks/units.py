"""What a sentence is made of when it is compared word by word with its translation: units that inflect alike."""

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass

from model.languages import Language

_WORD = re.compile(r"[^\W\d_]{3,}")
_HAN_RUN = re.compile("[\u4e00-\u9fff]+")
_GERMAN_ENDING = re.compile(r"(?:ern|en|er|es|em|e|n|s)$")
_ENGLISH_ENDING = re.compile(r"(?:ing|ed|es|s|e|y)$")
_UMLAUTS = str.maketrans("äöü", "aou")
_SHORTEST_STEM, _SHORTEST_PART = 4, 4
_LONGEST_COMPOUND = 100
"""Letters. Words of laws have up to 80; a longer run is no word, and trying all its borders takes minutes a page."""
_ENGLISH_STEM = 7
_JOINTS = ("", "s", "n", "es", "en", "er")
"""What German puts between the parts of a compound."""


@dataclass(frozen=True)
class Unit:
    """A stem or a pair of Chinese characters, and where it stands."""

    name: str
    start: int
    end: int


def units(text: str, language: Language, known: Container[str]) -> Iterator[Unit]:
    """Yield the units of `text` in its order.

    German and English words lose their endings; a German compound that is not `known` is split into two known parts.
    Chinese, which has no word borders, yields each pair of neighbouring characters.
    """
    if language is Language.ZH:
        yield from _pairs(text)
        return
    stem = stem_of(language)
    for word in _WORD.finditer(text):
        name = stem(word.group())
        parts = () if language is not Language.DE or name in known else _parts(word.group().lower(), known)
        for part in parts or (name,):
            yield Unit(part, word.start(), word.end())


def traces(text: str, language: Language, known: Container[str]) -> set[str]:
    """Return all that a unit of the other side may have become in `text`: units, parts of compounds, characters."""
    if language is Language.ZH:
        return {unit.name for unit in _pairs(text)} | set("".join(_HAN_RUN.findall(text)))
    stem = stem_of(language)
    words = [word.group() for word in _WORD.finditer(text)]
    found = {stem(word) for word in words}
    if language is Language.DE:
        found |= {part for word in words for part in _possible_parts(word.lower(), known)}
    return found


def stem_of(language: Language) -> Callable[[str], str]:
    """Return the function that takes a word of `language` to its stem."""
    return _german if language is Language.DE else _english


def _german(word: str) -> str:
    word = word.lower().translate(_UMLAUTS)
    stem = _GERMAN_ENDING.sub("", word)
    return stem if len(stem) >= _SHORTEST_STEM else word


def _english(word: str) -> str:
    word = word.lower()
    stem = _ENGLISH_ENDING.sub("", word)
    return (stem if len(stem) >= _SHORTEST_STEM else word)[:_ENGLISH_STEM]


def _parts(word: str, known: Container[str]) -> tuple[str, str] | None:
    """Return the stems of two known parts that make up `word`, the longest second part first."""
    for border in _borders(word, _SHORTEST_PART):
        second = _german(word[border:])
        if second not in known:
            continue
        for joint in _JOINTS:
            first = _german(word[:border].removesuffix(joint)) if word[:border].endswith(joint) else ""
            if len(first) >= _SHORTEST_PART and first in known:
                return first, second
    return None


def _possible_parts(word: str, known: Container[str]) -> Iterator[str]:
    """Yield each known stem that `word` begins or ends with."""
    for border in _borders(word, 3):
        yield from (stem for stem in (_german(word[:border]), _german(word[-border:])) if stem in known)


def _borders(word: str, shortest_rest: int) -> range:
    """Return the places where a second part may begin, none where `word` is too long to be a compound."""
    return range(_SHORTEST_PART, len(word) - shortest_rest + 1) if len(word) <= _LONGEST_COMPOUND else range(0)


def _pairs(text: str) -> Iterator[Unit]:
    for run in _HAN_RUN.finditer(text):
        for index in range(run.start(), run.end() - 1):
            yield Unit(text[index : index + 2], index, index + 2)
