import re
from collections.abc import Iterator

from checks.lexicon import german_words, lexicon
from checks.pair import Pair
from checks.units import stem_of, units
from model.languages import Language
from model.translation import Finding, Severity

_WORD = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z0-9\u00c0-\u024f-]*")
_HAN = re.compile("[\u3400-\u9fff]")
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
_SHORTEST = 3
_TOPONYM = re.compile(
    r"(?:burg|stadt|dorf|wald|berge?|felde?|bach|heim|hausen|kirchen|hafen|allee|straße|platz|ring|weg|ufer|furt|brunn|"
    r"au|see|tal|münde|wedel|büttel|rode|leben|ingen|itz|ow|in|er)$"
)
_BEFORE = re.compile(r"(?:[A-ZÄÖÜ][\w.-]*|&|der|des|zur|zum|am|an|im|für|und) $")
_AFTER = re.compile(r" (?:[A-ZÄÖÜ][\w.-]*|&|der|des|zur|zum|am|an|im|für|und)(?![\w-])")


def residue(pair: Pair) -> Iterator[Finding]:
    """German words are left in the translation; in Chinese, Latin words that are no names.

    Names, terms, acronyms, units and addresses are allowed, and words that are the same in both languages. A warning;
    an error where three words or more make up a quarter of the text.
    """
    allowed = _allowed(pair)
    words = list(_WORD.finditer(pair.blanked(pair.body)))
    left = [word for word in words if word.group() not in allowed and _is_left(pair, word)]
    if not left:
        return
    total = len(words) + len(_HAN.findall(pair.body)) // 2
    grave = len(left) >= _FEWEST_FOR_ERROR and len(left) >= _SHARE_OF_ERROR * total
    severity = Severity.ERROR if grave else Severity.WARNING
    fields = {"words": ", ".join(dict.fromkeys(word.group() for word in left[:5]))}
    yield Finding("residue", severity, "Not translated: {words}.", left[0].span(), fields=fields)


def _allowed(pair: Pair) -> set[str]:
    names = " ".join(form for name in pair.names for form in name.forms(pair.language))
    terms = " ".join(form for match in pair.found_terms if (term := match.term(pair.language)) for form in term.forms)
    # A title that stays German stands in quotation marks on both sides.
    titles = " ".join(title for title in _TITLE.findall(pair.source.text) if title in pair.body)
    return set(_WORD.findall(f"{names} {terms} {titles}"))


def _is_left(pair: Pair, match: re.Match[str]) -> bool:
    word = match.group()
    if word in _GERMAN:
        return True
    if pair.language is Language.ZH:
        return _left_in_chinese(word, pair.source.text) or _is_german_word(pair, match)
    german = word in pair.source.text and bool(_GERMAN_ENDING.search(word)) and len(word) > _SHORTEST
    return (german and "-" not in word and not _in_name(pair, match)) or _is_german_word(pair, match)


def _is_german_word(pair: Pair, match: re.Match[str]) -> bool:
    """Whether the word stands in the German and is one that professional translations never keep.

    Not asked of what is likely a name: words that stand beside each other in the German too, compounds that end like
    towns and streets.
    """
    word = match.group()
    if "-" in word or len(word) < _SHORTEST or word not in pair.source.text:
        return False
    if pair.language is Language.EN and stem_of(Language.EN)(word) in lexicon(Language.EN, Language.DE):
        return False
    parts = [unit.name for unit in units(word, Language.DE, lexicon(Language.DE, pair.language))]
    if not parts or parts[-1] not in german_words() or (len(parts) > 1 and _TOPONYM.search(word)):
        return False
    return not _in_name(pair, match)


def _in_name(pair: Pair, match: re.Match[str]) -> bool:
    """Whether the word is not in the German, or stands there beside the same other Latin word as here."""
    text = pair.source.text
    # »Robert Bosch Stiftung« is one name, »Oberbürgermeister Anna Schmidt« is not.
    before = _BEFORE.search(pair.body, 0, match.start())
    after = _AFTER.match(pair.blanked(pair.body), match.end())
    together = []
    together += [before[0] + match.group()] if before else []
    together += [match.group() + after[0]] if after else []
    alone = re.search(rf"(?<![\w-]){re.escape(match.group())}(?![\w-])", text)
    return not alone or any(words in text for words in together)


def _left_in_chinese(word: str, source: str) -> bool:
    """Small words are no names; neither is a capitalised one that the German does not have or that ends like a noun."""
    if word.lower() in _UNITS or len(word) == 1:
        return False
    if word[0].islower() and len(word) > 2:
        return True
    return len(word) > 3 and not word.isupper() and (word not in source or bool(_GERMAN_ENDING.search(word)))
