"""The forms that a German term takes in a sentence: cases, plurals with umlaut, adjectives of all declensions."""

import re
from collections.abc import Iterator

_NOUN_ENDINGS = ("", "s", "es", "n", "en", "e", "ns", "er", "ern")
_ADJECTIVE_ENDINGS = ("", "e", "er", "es", "en", "em")
_ADJECTIVE = re.compile(r"(?:e|er|es|en|em)$")
_PLACE_ENDINGS = ("", "s", "'s", "'")
# »Ruhrgebietes«, »Niederlanden«: names of places that are nouns declined like others.
_PLACE_NOUN = re.compile(
    r"(?:gebiet|land|wald|kreis|tal|reich|delta|union|republik|region|schweiz|lande|staaten|area)$", re.IGNORECASE
)
_INHABITANTS = (
    (re.compile(r"ngen$"), "nger"),  # Göttinger, Thüringer
    (re.compile(r"stadt$"), "städter"),  # Darmstädter
    (re.compile(r"([bhpd])rücken$"), r"\1rücker"),
    (re.compile(r"^(Brem|Münch|Dresd|Hess|Sachs|Kemp)en$"), r"\1er"),
    (re.compile(r"^(Münch|Dresd|Gieß)en$"), r"\1ner"),
    (re.compile(r"e$"), "er"),  # Karlsruher
    (re.compile(r"$"), "er"),
)
_PLURALS = (
    (re.compile(r"in$"), "innen"),
    (re.compile(r"nis$"), "nisse"),
    (re.compile(r"um$"), "en"),  # Konsortien
    (re.compile(r"us$"), "en"),
    (re.compile(r"a$"), "en"),  # Themen
)
_UMLAUTS = str.maketrans("aou", "äöü")
_LAST_VOWEL = re.compile(r"(?P<before>.*)(?P<vowel>au|[aou])(?P<after>[^aeiouäöü]*(?:e[lnr]?)?)$")
_UMLAUT_ENDINGS = ("", "e", "en", "er", "ern", "n")


def inflected(word: str, kind: str, *, last: bool) -> frozenset[str]:
    """Return the forms that a word of a term may take, with capitals at the beginning of a sentence.

    Some of them are no German at all; they do not occur, and so do no harm. Acronyms take nothing but a plural's -s,
    names of people a genitive, names of places also the form of their inhabitants (»Hamburger Hafen«).

    Args:
        word: of the term, in its dictionary form.
        kind: of the term: `place`, `person`, `term`...
        last: whether the term ends with it; the words before are declined like adjectives.
    """
    if not word.replace("'", "").isalpha() or word.isupper():
        forms = {word, word + "s"}
    elif kind == "person":
        forms = {word + ending for ending in _PLACE_ENDINGS}
    elif kind == "place" and last:
        forms = set(_place(word))
    else:
        forms = set(_noun(word))
        if not last or word.islower():
            forms |= {_ADJECTIVE.sub("", word) + ending for ending in _ADJECTIVE_ENDINGS}
    return frozenset(forms | {form[0].upper() + form[1:] for form in forms})


def _place(word: str) -> Iterator[str]:
    yield from (word + ending for ending in _PLACE_ENDINGS)
    if _PLACE_NOUN.search(word):
        yield from (word + ending for ending in ("es", "e", "n", "en"))
    yield from (pattern.sub(form, word, count=1) for pattern, form in _INHABITANTS if pattern.search(word))


def _noun(word: str) -> Iterator[str]:
    yield from (word + ending for ending in _NOUN_ENDINGS)
    yield from (pattern.sub(form, word) for pattern, form in _PLURALS if pattern.search(word))
    if word[0].isupper() and (plural := umlauted(word)):
        yield from (plural + ending for ending in _UMLAUT_ENDINGS)
    if word.endswith(("ien", "ungen", "onen", "äten")):  # a term given in the plural: »erneuerbare Energien«
        yield word.removesuffix("n") if word.endswith("ien") else word.removesuffix("en")


def umlauted(word: str) -> str:
    """Return `word` with an umlaut in its last syllable, as plurals have it: »Verbänd« of »Verband«; "" without one."""
    match = _LAST_VOWEL.fullmatch(word)
    if not match or not match["before"]:
        return ""
    vowel = match["vowel"]
    return match["before"] + vowel[0].translate(_UMLAUTS) + vowel[1:] + match["after"]
