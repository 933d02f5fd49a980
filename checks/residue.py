import re
from collections.abc import Iterator

from checks.pair import Pair
from model.languages import Language
from model.translation import Finding, Severity

_WORD = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z0-9\u00c0-\u024f-]*")
_SMALL_WORDS = """
    der das und ist nicht auch für mit von auf dem den des ein eine einer eines einem einen sich wird werden wurde
    wurden sind bei oder wie nach über durch zur zum aus als noch aber dass daß sowie seit beim unter zwischen gegen
    ohne um wir sie ihr ihre seine diese dieser dieses mehr sehr haben kann können soll sollen vor bis wenn
"""
_GERMAN = frozenset(_SMALL_WORDS.split())
_TITLE = re.compile("„([^„“”]{1,60})[“”]")
_GERMAN_ENDING = re.compile(
    r"(?:ungen|ung|heit|keit|schaft|schaften|lichen?|ischen?|igen|ierung|ieren|werk|gesellschaft)$"
)
_MEASURES = """
    km kg kw mw gw kwh mwh gwh twh cm mm ha mbit gbit tb gb mb dr prof vs db co http https www com org net pdf app
"""
_UNITS = frozenset(_MEASURES.split())
_SHARE_OF_ERROR, _FEWEST_FOR_ERROR = 0.25, 3


def residue(pair: Pair) -> Iterator[Finding]:
    """German words are left in the translation; in Chinese, Latin words that are no names.

    Names, terms, acronyms, units and addresses are allowed. A warning; an error where three words or more make up a
    quarter of the text.
    """
    allowed = _allowed(pair)
    words = list(_WORD.finditer(pair.blanked(pair.body)))
    is_left = _left_in_chinese if pair.language is Language.ZH else _left_in_english
    left = [word for word in words if word.group() not in allowed and is_left(word.group(), pair.source.text)]
    if not left:
        return
    total = len(words) + (len(re.findall("[\u3400-\u9fff]", pair.body)) // 2 if pair.language is Language.ZH else 0)
    grave = len(left) >= _FEWEST_FOR_ERROR and len(left) >= _SHARE_OF_ERROR * total
    shown = ", ".join(dict.fromkeys(word.group() for word in left[:5]))
    severity = Severity.ERROR if grave else Severity.WARNING
    yield Finding("residue", severity, f"Not translated: {shown}.", left[0].span())


def _allowed(pair: Pair) -> set[str]:
    names = " ".join(form for name in pair.names for form in name.forms(pair.language))
    terms = " ".join(term.preferred for match in pair.found_terms if (term := match.term(pair.language)))
    # A title that stays German stands in quotation marks on both sides.
    titles = " ".join(title for title in _TITLE.findall(pair.source.text) if title in pair.body)
    return set(_WORD.findall(f"{names} {terms} {titles}"))


def _left_in_english(word: str, source: str) -> bool:
    if word in _GERMAN:
        return True
    german = word in source and bool(_GERMAN_ENDING.search(word)) and len(word) > 6
    return german and (word[0].islower() or "-" not in word)


def _left_in_chinese(word: str, source: str) -> bool:
    """Small words are no names; neither is a capitalised one that the German does not have or that ends like a noun."""
    if word.lower() in _UNITS or len(word) == 1:
        return False
    if word in _GERMAN or (word[0].islower() and len(word) > 2):
        return True
    return len(word) > 3 and not word.isupper() and (word not in source or bool(_GERMAN_ENDING.search(word)))
