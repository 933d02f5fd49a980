"""Repairing what an engine did to figures, names, terms and addresses: replaced where unambiguous, else noted."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from model.comparison import compare
from model.languages import Language
from model.names import Name, NameKind, find_names
from model.notes import split_note, with_note
from model.termbase import TermMatch, termbase
from model.terms import Term
from model.values import ADDRESSES, Value, ValueKind, find_values, to_text
from model.wording import has_term, places, places_of

_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z0-9_\u00c0-\u024f.'’-]*(?<![.'’-])")
_SIMILAR = 0.8
"""How much of a name must be left for its damage to be undone; difflib gives »Qian Rog« for »Qiang Rong« 0.89."""
_SHORTEST_DAMAGED = 5
_MOST_ROUNDS = 20


_NAMES = frozenset(kind.value for kind in NameKind)


def repair(source: str, target: str, language: Language, terms: Sequence[Term]) -> str:
    """Return `target` with the figures, names, terms and addresses of the German `source`.

    A value that is wrong is replaced where exactly one of its kind is missing and exactly one is too many; a name in
    Latin letters that came out damaged is replaced by its right form, a forbidden form of a term by the preferred one.
    What is then still missing is appended in one note at the end of the segment. No other word of the engine's is
    removed, and repairing again changes nothing.
    """
    if not target.strip():
        return target
    body, _ = split_note(target, language)
    known = termbase(terms).find(source)
    names = find_names(source, terms, known)
    values = find_values(source, Language.DE)
    for _ in range(_MOST_ROUNDS):
        repaired = _repair_once(source, body, language, values, names)
        if repaired == body:
            break
        body = repaired
    body = without_german(without_forbidden(body, known, language), known, language)
    lost = missing(values, names, body, language) + missing_terms(known, body, language)
    return with_note(body, list(dict.fromkeys(lost)), language)


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
    # 中德工业城市联盟 says 工业城市联盟 as well; 2014 does not say 14.
    kept = (text for thing, text in written.items() if not (isinstance(thing, Name) and _is_part(text, longer)))
    return list(dict.fromkeys(kept))


def missing_terms(known: Sequence[TermMatch], text: str, language: Language) -> list[str]:
    """Return the preferred forms of the terms, other than names, that `text` has in no form.

    A title inside another word is left alone: the »Bürgermeisterwahl« is nobody's title.
    """
    wanted = (
        match.term(language)
        for match in known
        if match.kind not in _NAMES and not (match.compound and match.kind == "title")
    )
    return list(dict.fromkeys(term.preferred for term in wanted if term and not has_term(text, term)))


def without_forbidden(text: str, known: Sequence[TermMatch], language: Language) -> str:
    """Return `text` with the preferred form of a term wherever a forbidden one surely stands for it.

    It does where the term occurs in the German as often as its forms and its forbidden forms together.
    """
    for term in dict.fromkeys(filter(None, (match.term(language) for match in known))):
        found = places_of(text, (*term.forms, *term.forbidden))
        wrong = [(start, end) for start, end in found if _is_forbidden(text[start:end], term)]
        if wrong and len(found) <= sum(match.source == term.source for match in known):
            for start, end in reversed(wrong):
                text = text[:start] + in_case_of(text[start], term.preferred) + text[end:]
    return text


def without_german(text: str, known: Sequence[TermMatch], language: Language) -> str:
    """Return a Chinese `text` with the preferred form of a term wherever its German was left between Chinese words.

    Beside other words in Latin letters it stays: it is part of an address or of a company's name there.
    """
    if language is not Language.ZH:
        return text
    for match in known:
        term = match.term(language)
        if term and not has_term(text, term):
            left = (
                rf"(?<=[\u3400-\u9fff，。；：、]){re.escape(match.source)}(?![A-Za-z\u00c0-\u024f）)]|[\s.,-]+[A-Za-z])"
            )
            text = term.preferred.join(re.split(left, text))
    return text


def _is_forbidden(words: str, term: Term) -> bool:
    """Whether `words`, a form of the term, is a forbidden one; 大市长 is, though it holds 市长."""
    return any(places(words, form) == [(0, len(words))] for form in term.forbidden)


def in_case_of(first: str, form: str) -> str:
    """Return `form` with a capital where the words that it replaces began with one: `first` is their first letter."""
    return form[0].upper() + form[1:] if first.isupper() else form


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
        if not name.is_in(text, language) and (span := damaged(name, text, source)):
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


def damaged(name: Name, text: str, source: str) -> tuple[int, int] | None:
    """Find the place of what was the name: as many Latin words, nearly its letters, not in the German as they are."""
    best, place = _SIMILAR, None
    for start, end in windows(text, name.text.count(" ") + 1):
        window = text[start:end]
        if len(window) < _SHORTEST_DAMAGED or not window[0].isupper() or window in source:
            continue
        ratio = SequenceMatcher(None, window, name.text).ratio()
        if ratio >= best:
            best, place = ratio, (start, end)
    return place


def windows(text: str, length: int) -> Iterator[tuple[int, int]]:
    """Yield the places of `length` Latin words in a row, with single spaces between them."""
    words = list(_LATIN_WORD.finditer(text))
    for index in range(len(words) - length + 1):
        window = words[index : index + length]
        if " ".join(word.group() for word in window) == text[window[0].start() : window[-1].end()]:
            yield window[0].start(), window[-1].end()
