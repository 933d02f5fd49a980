"""Whether a change of the German is so small that what an editor approved for it before is still approved."""

import re
from functools import cache
from itertools import pairwise

from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from checks.lexicon import german_words
from checks.units import units
from model.languages import Language
from model.names import find_names
from model.sameness import essence, words
from model.termbase import Termbase
from model.values import find_values
from pipeline.settings import KeepApproval

SHORTEST = 5
"""Letters of a word that may have a mistake: »der« and »die« differ by as little."""
LONG = 8
"""From this length on two letters may differ, else one."""
_NEVER = re.compile(
    r"nicht|nichts|kein(?:e[mnrs]?)?|ohne|niemals|niemand(?:e[mns])?|weder|nirgends|nirgendwo|nie|noch|nur|kaum|statt|"
    r"(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|sonnabends?|heute|gestern|morgen|mittags?|mitternacht",
    re.IGNORECASE,
)
"""What denies, and what dates: too much hangs on them."""
_OPPOSITE = re.compile(r"(?:un|in|miss|miß|nicht|anti|ent)", re.IGNORECASE)
_RESPELT = (("ß", "ss"), ("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ph", "f"), ("th", "t"))
"""One word in two spellings: before and after the reform of 1996, and from keyboards without umlauts."""


def is_small(old: str, new: str, rule: KeepApproval, terms: Termbase) -> bool:
    """Whether `new` says what `old` said, as far as `rule` lets a program decide it.

    Never where a value is another: a number, a date, a time, an address.

    Args:
        old: a German sentence.
        new: the same sentence in a later version.
        rule: `punctuation`: only punctuation, spaces, quotation marks and capitals may differ, see
            `model.sameness.essence`; `spelling`: also the spelling of words, see `_is_respelt`; `never`.
        terms: what no spelling may touch.
    """
    if rule is KeepApproval.NEVER or _values(old) != _values(new):
        return False
    return essence(old) == essence(new) or (rule is KeepApproval.SPELLING and _is_corrected(old, new, terms))


def _values(text: str) -> list[tuple[str, str, str]]:
    return [(value.kind.value, str(value.amount), value.unit) for value in find_values(text, Language.DE)]


def _is_corrected(old: str, new: str, terms: Termbase) -> bool:
    """Whether the sentences have the same words in the same order, some of them in another spelling."""
    before, after = words(old), words(new)
    if len(before) != len(after):
        return False
    pairs = [(one, other) for one, other in zip(before, after, strict=True) if one.lower() != other.lower()]
    corrected = " ".join(dict(pairs).get(word, word) for word in before)
    named = _named(old, terms) | _named(new, terms)
    # With the words corrected nothing else may differ, such as the capital of a polite »Sie«.
    return essence(corrected) == essence(" ".join(after)) and all(
        _is_respelt(one, other) and not {one.lower(), other.lower()} & named for one, other in pairs
    )


def _named(text: str, terms: Termbase) -> set[str]:
    """Return the words of names and terms in a German sentence."""
    places = [(name.start, name.end) for name in find_names(text, terms)]
    places += [(match.start, match.end) for match in terms.find(text)]
    return {word.lower() for start, end in places for word in words(_whole(text, start, end))}


def _whole(text: str, start: int, end: int) -> str:
    """Return a stretch of `text` with all of the words that it begins and ends in: a term may be part of a compound."""
    borders = [0, *(at for match in re.finditer(r"\W+", text) for at in match.span()), len(text)]
    return " ".join(text[one:other] for one, other in pairwise(borders) if one < end and start < other)


def _is_respelt(old: str, new: str) -> bool:
    """Whether two words are one in two spellings, or the first is a mistake for the second.

    It is certain only where the old spelling is no German word and the new one is a common one: »Hand« and »Hund« are
    both words, »Maier« and »Meier« may be people.
    """
    if not (old.isalpha() and new.isalpha()) or old[0].lower() != new[0].lower():
        return False
    if any(_NEVER.fullmatch(word) for word in (old, new)) or _opposite(old) != _opposite(new):
        return False
    if _is_word(old) == _is_word(new):
        return False
    if _plain(old) == _plain(new):
        return _is_common(old) or _is_common(new)
    most = 2 if min(len(old), len(new)) >= LONG else 1
    if len(old) < SHORTEST or OSA.distance(old.lower(), new.lower()) > most:
        return False
    return _is_word(new) and _is_common(new)


def _opposite(word: str) -> str:
    found = _OPPOSITE.match(word)
    return found.group().lower() if found else ""


def _plain(word: str) -> str:
    plain = word.lower()
    for one, other in _RESPELT:
        plain = plain.replace(one, other)
    return plain


def _is_common(word: str) -> bool:
    """Whether a word is certainly no name: small, or one that press releases use and translations never keep."""
    common = german_words()
    parts = [unit.name for unit in units(word, Language.DE, common)]
    return word.islower() or (bool(parts) and all(part in common for part in parts))


def _is_word(word: str) -> bool:
    return word.lower() in _dictionary()


@cache
def _dictionary() -> frozenset[str]:
    """Return 340,000 German words and forms, loaded in half a second by who needs them."""
    return frozenset(SpellChecker(language="de").word_frequency.words())
