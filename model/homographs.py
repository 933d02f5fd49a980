"""Places that share their name with a common noun, a surname or a street: whether the place is meant."""

import re

from model.givennames import GIVEN_NAMES

_NOUNS = frozenset(
    [
        "Halle",
        "Hallen",
        "Hof",
        "Kiel",
        "Münster",
        "Hammer",
        "Stade",
        "Brühl",
        "Linden",
        "Weiden",
        "Berg",
        "Wald",
        "Baden",
        "Bad",
        "Worms",
        "Rain",
    ]
)
"""Places unless a determiner or a number says that the noun is meant: »in der Halle«, »Halle 5«."""
_MASS_NOUNS = frozenset(["Essen", "Essens", "Regen", "Regens", "Siegen", "Gießen", "Singen"])
"""Nouns that need no determiner: the place only where something says so: »in Essen«, »Stadt Essen«."""

_DETERMINER = re.compile(
    r"\b(?:(?:d(?:er|ie|as|en|em|es)|(?:dies|jed|jen|welch|manch|all)e[rsnm]?|(?:k?ein|mein|dein|sein|ihr|unser|eur|euer)"
    r"(?:e[rsnm]?)?|[Ii]m|[Aa]m|[Zz]um|[Zz]ur|[Vv]om|[Bb]eim|[Aa]ns|[Ii]ns|viel|wenig|etwas|gut|warm|zwei|drei|vier|mehrere[rn]?)\s)"
    r"(?:[a-zäöüß-]+(?:e[rsnm]?|er)\s)?\Z",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(r"\b[a-zäöüß]{3,}(?:e[nrsm]?)\s\Z")
_NUMBER_AFTER = re.compile(r"\s(?:\d|[A-Z]\b|Nr\.)")
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:in|aus|nach|bei|von|bis|Stadt|Städte|Städten|Raum|Großraum|Region|Messe|Standort|Standorte|Kreis|Landkreis|Universität|Hochschule|"
    r"Klinikum|Universitätsklinikum|Flughafen|Hauptbahnhof|Landgericht|Amtsgericht|Philharmonie|Sitz|Werk|Partnerstadt|"
    r"Folkwang|Bistum|Ruhrmetropole|Rathaus|Hafen|Stadtrat|Duisburg)[\s-]|[A-ZÄÖÜ]\w{3,}, )\Z"
)
_DATELINE_AFTER = re.compile(r", (?:den )?\d|, [A-ZÄÖÜ]\w+[,. ]|[/(]|\s\(")
_TITLE = re.compile(
    r"(?:\bHerrn?|\bFrau|Dr\.|Prof\.|\bFamilie|(?<=\b[A-ZÄÖÜ])\.)\s(?:[A-ZÄÖÜ][a-zäöüß]+\s)?(?:von |zu |van )?\Z"
)
_GIVEN = re.compile(r"(?<![\w-])(?P<given>[A-ZÄÖÜ][\w’']+)(?:-\w+)?\s(?:[A-ZÄÖÜ]\.\s)?(?:von |zu |van )?\Z")
_SURNAME_AFTER = re.compile(r"\s[A-ZÄÖÜ][a-zäöüß]+(?:e[rlnt]|mann|ing|z|sch|t|k)\b")
_STREET = re.compile(r"\s(?:\w*[Ss]traße|Str\.|\w*[Pp]latz|Allee|Weg|Land|Landstraße|Tor|Damm|Ring|Ufer|Kunsthalle)\b")
_EITHER_NAME = frozenset({"Hagen", "Hagens"})
"""Given names as well as places: »Hagen Müller«."""


def is_place(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]`, which has the form of a place's name, means the place in its German sentence.

    It does not behind a title or a given name (»Thomas Hagen«), before the word for a street (»Berliner Platz«), nor
    where it is a common noun (»das Essen«, »in Halle 5«).
    """
    word = text[start:end]
    if _is_surname(text, start) or (word.endswith("er") and _STREET.match(text, end)):
        return False
    if word in _EITHER_NAME:
        return not _SURNAME_AFTER.match(text, end) or _has_place_before(text, start)
    if word in _MASS_NOUNS:
        return _means_place(text, start, end)
    if word not in _NOUNS:
        return True
    before = _DETERMINER.search(text, 0, start) or _ADJECTIVE.search(text, 0, start)
    return not (before or _NUMBER_AFTER.match(text, end))


def _is_surname(text: str, start: int) -> bool:
    given = _GIVEN.search(text, 0, start)
    return bool(_TITLE.search(text, 0, start) or (given and given["given"] in GIVEN_NAMES))


def _means_place(text: str, start: int, end: int) -> bool:
    if _DETERMINER.search(text, 0, start):
        return False
    return _has_place_before(text, start) or (start == 0 and bool(_DATELINE_AFTER.match(text, end)))


def _has_place_before(text: str, start: int) -> bool:
    return bool(_PLACE_BEFORE.search(text, 0, start))
