"""Repairing what an engine did to figures, names and addresses: replaced where unambiguous, else noted."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from model.comparison import compare
from model.languages import Language
from model.names import Name, find_names
from model.notes import split_note, with_note
from model.terms import Term
from model.values import ADDRESSES, Value, ValueKind, find_values, to_text

_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f][\w.'’-]*(?<![.'’-])", re.ASCII)
_SIMILAR = 0.8
"""How much of a name must be left for its damage to be undone; difflib gives »Qian Rog« for »Qiang Rong« 0.89."""
_SHORTEST_DAMAGED = 5
_MOST_ROUNDS = 20


def repair(source: str, target: str, language: Language, terms: Sequence[Term]) -> str:
    """Return `target` with the figures, names and addresses of the German `source`.

    A value that is wrong is replaced where exactly one of its kind is missing and exactly one is too many; a name in
    Latin letters that came out damaged is replaced by its right form. What is then still missing is appended in one
    note at the end of the segment. No word of the engine's is removed, and repairing again changes nothing.
    """
    if not target.strip():
        return target
    body, _ = split_note(target, language)
    names = find_names(source, terms)
    values = find_values(source, Language.DE)
    for _ in range(_MOST_ROUNDS):
        repaired = _repair_once(source, body, language, values, names)
        if repaired == body:
            break
        body = repaired
    return with_note(body, missing(values, names, body, language), language)


def missing(values: Sequence[Value], names: Sequence[Name], text: str, language: Language) -> list[str]:
    """Return what `text` lacks of the German's values and names, as it is to be written, each once, in order.

    A rank in words (»jede zweite Firma«) is not asked for: good translations say it in many ways.
    """
    lost: list[Value | Name] = [name for name in names if not name.is_in(text, language)]
    lost += [
        value
        for value in compare(values, find_values(text, language), text).missing
        if not (value.spelled and value.kind is ValueKind.ORDINAL)
    ]
    written = {thing: _written(thing, language) for thing in sorted(lost, key=lambda thing: thing.start)}
    longer = [text for thing, text in written.items() if isinstance(thing, Name)]
    # 中德工业城市联盟（ISA） says 中德工业城市联盟 as well; 2014 does not say 14.
    kept = (text for thing, text in written.items() if not (isinstance(thing, Name) and _is_part(text, longer)))
    return list(dict.fromkeys(kept))


def _written(thing: Value | Name, language: Language) -> str:
    return thing.written(language) if isinstance(thing, Name) else to_text(thing, language)


def _is_part(text: str, others: Sequence[str]) -> bool:
    return any(text != other and text in other for other in others)


def _repair_once(source: str, text: str, language: Language, values: Sequence[Value], names: Sequence[Name]) -> str:
    found = find_values(text, language)
    for replacement in (_respelled(values, found), _exchanged(values, found, text)):
        if replacement:
            wrong, right = replacement
            return text[: wrong.start] + to_text(right, language) + text[wrong.end :]
    for name in names:
        if not name.is_in(text, language) and (span := _damaged(name, text, source)):
            return text[: span[0]] + name.written(language) + text[span[1] :]
    return text


def _respelled(values: Sequence[Value], found: Sequence[Value]) -> tuple[Value, Value] | None:
    """Find an address that means the same but is not written as in the German: a phone number with other spaces."""
    written = {value.text for value in values}
    for right in values:
        for wrong in found:
            if (
                right.kind in ADDRESSES
                and (right.kind, right.amount) == (wrong.kind, wrong.amount)
                and wrong.text not in written
            ):
                return wrong, right
    return None


def _exchanged(values: Sequence[Value], found: Sequence[Value], text: str) -> tuple[Value, Value] | None:
    """Find a kind of which one value is missing and one is too many."""
    comparison = compare(values, found, text)
    for kind in ValueKind:
        lacking = [value for value in comparison.missing if value.kind is kind]
        extra = [value for value in comparison.extra if value.kind is kind]
        if len(lacking) == len(extra) == 1:
            return extra[0], lacking[0]
    return None


def _damaged(name: Name, text: str, source: str) -> tuple[int, int] | None:
    """Find the place of what was the name: as many Latin words, nearly its letters, not in the German as they are."""
    best, place = _SIMILAR, None
    for start, end in _windows(text, name.text.count(" ") + 1):
        window = text[start:end]
        if len(window) < _SHORTEST_DAMAGED or not window[0].isupper() or window in source:
            continue
        ratio = SequenceMatcher(None, window, name.text).ratio()
        if ratio >= best:
            best, place = ratio, (start, end)
    return place


def _windows(text: str, length: int) -> Iterator[tuple[int, int]]:
    words = list(_LATIN_WORD.finditer(text))
    for index in range(len(words) - length + 1):
        window = words[index : index + length]
        if " ".join(word.group() for word in window) == text[window[0].start() : window[-1].end()]:
            yield window[0].start(), window[-1].end()
