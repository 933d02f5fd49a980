"""Lines of a contact block: labels translated, everything that must arrive kept as it is."""

import re
from collections.abc import Sequence

from model.languages import Language
from model.names import find_names
from model.termbase import termbase
from model.terms import Term
from model.values import ADDRESSES, find_values, to_text
from translators.labels import find_label, short_label

_HOUSE = r"\d{1,4}\s?[a-z]?(?:\s?[-–/+]\s?\d{1,4}\s?[a-z]?)?"
_STREET = (
    r"(?:(?:Am|An der|An den|Im|In der|Auf der|Auf dem|Unter den|Unter der|Zum|Zur|Vor dem)(?:\s[A-ZÄÖÜ][\w.-]+){1,2}|"
    r"(?:[A-ZÄÖÜ][\w.'-]*[\s-]){0,3}(?:[A-ZÄÖÜ][\w'-]*)?(?:[Ss]tra(?:ß|ss)e|[Ss]tr\.|[Ww]eg|[Pp]latz|[Aa]llee|[Gg]asse|"
    r"[Rr]ing|[Uu]fer|[Dd]amm|[Cc]haussee|[Mm]arkt|[Hh]of|[Ff]eld|[Ww]all|[Gg]raben|[Tt]or|[Bb]rücke|[Pp]romenade|"
    rf"[Pp]ark|[Bb]erg))\s{_HOUSE}"
)
_TOWN = r"(?:D[-–\s])?\d{5}\s[A-ZÄÖÜ][\w.-]*(?:[\s/(-]+(?:am|an der|im|bei|[A-ZÄÖÜ])[\w.)-]*){0,3}"
_POSTBOX = r"Postfach\s\d[\d\s]*\d"
_POSTAL = re.compile(rf"(?:{_STREET}|{_POSTBOX}|{_TOWN})(?:\s?[,|·–]\s?(?:{_STREET}|{_POSTBOX}|{_TOWN}))*")
_POSTAL_WHOLE = re.compile(rf"(?:{_STREET}|{_POSTBOX})\s?[,|·–]\s?{_TOWN}")
_PARTS = re.compile(r"(\s*[|•·;]\s*|,\s+|\s+[–-]\s+(?=[A-ZÄÖÜ]))")
_SEPARATORS = {",": "，", ";": "；"}
_FORMS_OF_ADDRESS = {"Herr": ("Mr", "先生"), "Herrn": ("Mr", "先生"), "Frau": ("Ms", "女士")}
_ADDRESSED = re.compile(r"(?P<form>Herrn?|Frau)\s(?P<name>.+)")
_WORDS_OF_NAMES = (
    "und von für der die das des dem den am im an in zu zur zum bei mit van de e. h. c. a. i. med. rer. nat. c/o"
)
_SMALL_WORDS = frozenset(_WORDS_OF_NAMES.split())
_CONNECTED = {" und ": {Language.EN: " and ", Language.ZH: "和"}, ", ": {Language.ZH: "、"}}
_BETWEEN_NAMES = " ,;/&()–-、"
_LONGEST_LABELLED = 60


def contact(line: str, target: Language, terms: Sequence[Term]) -> str | None:
    """Translate a line of labels and what they label; None where a part of it is a sentence's work.

    »Ansprechpartnerin: Stefanie Behmer« -> »Contact person: Stefanie Behmer«, 联系人：Stefanie Behmer. Several may
    stand in a line: »Tel. 030 12 34 56 | Fax 030 12 34 57«. A line without a label is none of ours.
    """
    label = find_label(line, target)
    if label and label.end == len(line):
        return label.text + (("：" if target is Language.ZH else ":") if label.closed else "")
    pieces = _PARTS.split(line)
    ruled = [part(piece, target, terms) for piece in pieces[::2]]
    if not any(_labelled(piece, target) for piece in pieces[::2]) or any(piece is None for piece in ruled):
        return None
    return _joined([piece or "" for piece in ruled], pieces[1::2], target)


def lenient(line: str, target: Language, terms: Sequence[Term]) -> str | None:
    """Translate what can be of a line in a contact block and keep the rest; None where it is a sentence."""
    if is_sentence(line):
        return None
    pieces = _PARTS.split(line)
    ruled = [part(piece, target, terms) or piece for piece in pieces[::2]]
    return _joined(ruled, pieces[1::2], target)


def postal(line: str, target: Language, terms: Sequence[Term]) -> str | None:
    """Keep a postal address in Latin letters in every language, so that a letter arrives."""
    return line if _POSTAL.fullmatch(line) else None


def postal_addresses(text: str) -> list[tuple[int, int]]:
    """Return the places of complete postal addresses (street or box, postcode, town) in a sentence."""
    return [match.span() for match in _POSTAL_WHOLE.finditer(text)]


def names(line: str, target: Language, terms: Sequence[Term]) -> str | None:
    """Translate a line of names and nothing else, by the termbase; unknown ones stay."""
    found = find_names(line, terms)
    text, place = "", 0
    for name in found:
        between = _CONNECTED.get(line[place : name.start], {}).get(target, line[place : name.start])
        if between.strip(_BETWEEN_NAMES) not in {"", "and", "和"}:
            return None
        text += between + name.written(target)
        place = name.end
    return text + line[place:] if found and not line[place:].strip(_BETWEEN_NAMES) else None


def part(text: str, target: Language, terms: Sequence[Term]) -> str | None:
    """Translate one part of a contact line; None where no rule knows it."""
    label = find_label(text, target)
    rest = text[label.end :] if label else text
    if label and not rest:
        return label.text
    inner = _unlabelled(rest, target, terms)
    if label and (label.closed or _is_address(rest)):
        kept = inner or (rest if len(rest) <= _LONGEST_LABELLED and not is_sentence(rest) else None)
        return kept and f"{label.text}{'：' if target is Language.ZH else ': '}{kept}"
    if text[1:2] in {" ", ":"} and _is_address(text[2:].strip()) and (short := short_label(text[0], target)):
        return f"{short}{'：' if target is Language.ZH else ': '}{text[2:].strip()}"
    return None if label else inner


def is_sentence(text: str) -> bool:
    """Whether `text` is running German: some small word that names and addresses do not have."""
    words = [word.strip(",;:()") for word in text.split()]
    small = [
        word
        for word in words
        if word[:1].islower() and word.rstrip(".") and word not in _SMALL_WORDS and "@" not in word and "." not in word
    ]
    return len(words) > 3 and bool(small)


def _unlabelled(text: str, target: Language, terms: Sequence[Term]) -> str | None:
    if _is_address(text) or _POSTAL.fullmatch(text):
        return text
    if addressed := _ADDRESSED.fullmatch(text):
        english, chinese = _FORMS_OF_ADDRESS[addressed["form"]]
        return f"{addressed['name']}{chinese}" if target is Language.ZH else f"{english} {addressed['name']}"
    match = termbase(terms).lookup(text)
    term = match.term(target) if match else None
    if term:
        return term.preferred
    values = find_values(text, Language.DE)
    if len(values) == 1 and values[0].text == text and not values[0].spelled:
        return to_text(values[0], target)
    return names(text, target, terms)


def _is_address(text: str) -> bool:
    """Whether `text` is e-mail addresses, URLs or phone numbers and nothing else."""
    rest = text
    for value in reversed(find_values(text, Language.DE)):
        if value.kind in ADDRESSES:
            rest = rest[: value.start] + rest[value.end :]
    return rest != text and not any(char.isalnum() for char in rest.replace("oder", "").replace("und", ""))


def _labelled(text: str, target: Language) -> bool:
    return find_label(text, target) is not None or (text[1:2] in {" ", ":"} and _is_address(text[2:].strip()))


def _joined(parts: Sequence[str], separators: Sequence[str], target: Language) -> str:
    text = parts[0]
    for separator, piece in zip(separators, parts[1:], strict=True):
        # An address is copied onto an envelope as it stands.
        in_address = _POSTAL.search(text[-_LONGEST_LABELLED:]) and _POSTAL.fullmatch(piece)
        chinese = _SEPARATORS.get(separator.strip()) if target is Language.ZH and not in_address else None
        text += (chinese or separator) + piece
    return text
