"""Bracketed lists of names: »(Aachen, Bad Homburg, Region Schwarzwald (Lahr und Freiburg), …)«."""

import re
from collections.abc import Iterator, Sequence

from model.languages import Language
from model.names import NameKind, find_names
from model.terms import Term

_FEWEST_ITEMS = 3
_LONGEST_ITEM = 12
"""In words; a longer item is a clause."""
_WORDS = {
    "und": ("and", "和"),
    "sowie": ("and", "和"),
    "mit": ("with", "与"),
    "Region": ("region", "地区"),
    "Kreis": ("district", "县"),
    "Landkreis": ("district", "县"),
    "Stadt": ("city", "市"),
    "Städtenetzwerk": ("city network", "城市网络"),
    "Städteverbund": ("city network", "城市联合体"),
    "Provinz": ("province", "省"),
    "Land": ("state", "州"),
}
_SIGNS = {"(": "（", ")": "）", ",": "，", ";": "；"}
_HAN = "[\u3400-\u9fff（）、，；“”]"


def find_name_lists(text: str, terms: Sequence[Term], target: Language) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and translation of each bracketed list of three names or more in a German text.

    At least half of its items hold a name that is known or certain; nouns are capitalised in German too, and an engine
    does better with those. A bracket may be open at the end of the text or closed without having been opened, where
    a list runs over paragraphs.
    """
    for start, end in _brackets(text):
        opened, closed = text[start] == "(", text[end - 1] == ")"
        inside = text[start + opened : end - closed]
        items = _items(inside)
        parts = [part for item in items for part in re.split(r"\s(?:und|sowie)\s", item)]
        if len(parts) >= _FEWEST_ITEMS and _are_names(parts, terms):
            written = _written(items, terms, target, trailing=inside.rstrip().endswith(","))
            left, right = ("（", "）") if target is Language.ZH else ("(", ")")
            yield start, end, left * opened + written + right * closed


def _brackets(text: str) -> list[tuple[int, int]]:
    """Return the outermost brackets, also one that is closed before any is opened and one that stays open."""
    spans, depth, start = [], 0, 0
    for place, char in enumerate(text):
        if char == "(":
            start, depth = (place if depth == 0 else start), depth + 1
        elif char == ")" and depth <= 1:
            # Without an opening bracket the list began in the paragraph before.
            spans.append((start if depth else 0, place + 1))
            depth = 0
        elif char == ")":
            depth -= 1
    return [*spans, (start, len(text))] if depth else spans


def _items(inside: str) -> list[str]:
    """Split at commas and semicolons outside of inner brackets and quotation marks."""
    items, depth = [""], 0
    for char in inside:
        depth += (char in "(„") - (char in ")“")
        if char in ",;" and depth <= 0:
            items.append("")
        else:
            items[-1] += char
    return [item.strip() for item in items if item.strip()]


def _are_names(items: Sequence[str], terms: Sequence[Term]) -> bool:
    def named(item: str) -> bool:
        return any(name.kind is not NameKind.ACRONYM for name in find_names(item, terms))

    short = all(len(item.split()) <= _LONGEST_ITEM for item in items)
    return short and 2 * sum(map(named, items)) >= len(items)


def _written(items: Sequence[str], terms: Sequence[Term], target: Language, *, trailing: bool) -> str:
    comma = "、" if target is Language.ZH else ", "
    written = comma.join(_item(item, terms, target) for item in items)
    return written + (comma.strip() if trailing else "")


def _item(item: str, terms: Sequence[Term], target: Language) -> str:
    text, place = "", 0
    for name in find_names(item, terms):
        text += _connecting(item[place : name.start], target) + name.written(target)
        place = name.end
    text += _connecting(item[place:], target)
    return re.sub(rf"(?<={_HAN})\s+|\s+(?={_HAN})", "", text) if target is Language.ZH else text


def _connecting(text: str, target: Language) -> str:
    """Translate the words between names; what the table does not know keeps its Latin form."""
    column = 1 if target is Language.ZH else 0
    text = re.sub(r"\w+", lambda word: _WORDS[word[0]][column] if word[0] in _WORDS else word[0], text)
    text = text.replace("“", "”").replace("„", "“")
    return "".join(_SIGNS.get(char, char) for char in text) if target is Language.ZH else text
