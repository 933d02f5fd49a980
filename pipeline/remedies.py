"""What could be put in place of words that a check doubts: values, names, terms as the product knows to write them."""

import re
from collections.abc import Callable, Iterator, Sequence

from rapidfuzz import fuzz

from checks.lexicon import lexicon
from checks.pair import Pair
from checks.units import stem_of
from model.comparison import same
from model.languages import Language
from model.names import Name, NameKind
from model.terms import Term
from model.translation import Finding
from model.value import ADDRESSES, FIGURES, Value, ValueKind
from model.values import to_text
from model.wording import places, places_of
from pipeline.edits import Edit
from translators.leftovers import rewritten
from translators.repair import damaged, in_case_of, windows

Remedy = Callable[[Pair, Finding], Iterator[Edit]]
"""Pair and finding -> what may cure it, the likeliest first; nothing is sure until the checks have run again."""

_MOMENTS = frozenset({ValueKind.DATE, ValueKind.TIME})
_KINDRED = (FIGURES, _MOMENTS, *(frozenset({kind}) for kind in ADDRESSES))
"""Kinds of values that an engine takes for one another: »17 Prozent« becomes 17, never a telephone number."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_LIKE_NAME, _LIKE_ADDRESS = 55.0, 70.0
"""Least likeness (normalised Indel, per cent) of what may have been a name or an address."""
_SHORTEST_PLACE = 4
_TRANSLITERATED = re.compile("[\u4e00-\u9fff]{1,6}(?:·[\u4e00-\u9fff]{1,6})+")
_WRITTEN_ADDRESS = re.compile(r"[\w.+:/@()#?=&%-]+(?:[ -][\d/()-]{2,})*", re.ASCII)


def of_value(pair: Pair, finding: Finding) -> Iterator[Edit]:
    """Put a figure, date, time or address that is missing in place of the one that nobody said.

    Where several are missing and several too many, only those two that are each most like the other. Where the number
    alone is wrong, the words around it stay: 2.6个百分点 becomes 2.4个百分点.
    """
    for wrong, right in (*_exchanged(_lost(pair), _wrong(pair), pair), *_exchanged(*_unmatched(pair), pair)):
        if finding.span == (wrong.start, wrong.end) or finding.source_span == (right.start, right.end):
            written = to_text(right, pair.language)
            stands = wrong.text if written.endswith(".") else wrong.text.rstrip(" .")
            numbers = _NUMBER.findall(stands), _NUMBER.findall(written)
            if right.kind in FIGURES and [len(found) for found in numbers] == [1, 1]:
                yield Edit(wrong.start, wrong.start + len(stands), stands.replace(numbers[0][0], numbers[1][0]))
            yield Edit(wrong.start, wrong.start + len(stands), written)


def of_address(pair: Pair, finding: Finding) -> Iterator[Edit]:
    """Put an address in place of the one that came of it, or of what looks most like it where it was torn apart."""
    yield from of_value(pair, finding)
    address = finding.fields["address"]
    if finding.source_span:
        found = (match for match in _WRITTEN_ADDRESS.finditer(pair.body) if match.group() not in pair.source.text)
        best = max(found, key=lambda match: fuzz.ratio(match.group(), address), default=None)
        if best and fuzz.ratio(best.group(), address) >= _LIKE_ADDRESS:
            yield Edit(*best.span(), address)


def of_half_translated(pair: Pair, finding: Finding) -> Iterator[Edit]:
    """Write a value that was left half in German as the language writes it: 2,5 million, 250 Millionen."""
    yield from Edit.between(pair.body, rewritten(pair.body, pair.language, pair.source.text))


def of_name(pair: Pair, finding: Finding) -> Iterator[Edit]:
    """Put a name in place of its German or damaged form, or of the only other name of its kind."""
    wanted = finding.fields["wanted"]
    if finding.span:
        yield Edit(*finding.span, wanted)
        return
    name = next((each for each in pair.names if (each.start, each.end) == finding.source_span), None)
    if name is None:
        return
    if place := damaged(name, pair.body, pair.source.text):
        yield Edit(*place, wanted)
    strangers = list(_strangers(pair, name))
    if len(strangers) == 1 and _missing_of(pair, name.kind) == [name]:
        yield Edit(*strangers[0], wanted)


def of_term(pair: Pair, finding: Finding) -> Iterator[Edit]:
    """Put the preferred form in place of a forbidden one or of the German."""
    preferred = finding.fields["preferred"]
    if finding.span:
        yield Edit(*finding.span, in_case_of(pair.body[finding.span[0]], preferred))
    elif finding.source_span:
        german = pair.source.text[slice(*finding.source_span)]
        for form in (german, finding.fields["term"], *_forbidden(pair, finding)):
            yield from (
                Edit(start, end, in_case_of(pair.body[start], preferred)) for start, end in places(pair.body, form)
            )


def of_residue(pair: Pair, finding: Finding) -> Iterator[Edit]:
    """Put the equivalent of a term in place of its German."""
    for match in pair.found_terms:
        term = match.term(pair.language)
        for form in (pair.source.text[match.start : match.end], match.source) if term else ():
            yield from (Edit(*place, term.preferred) for place in places(pair.body, form) if term)


def of_mention(pair: Pair, finding: Finding) -> Iterator[Edit]:
    """Write a term as its first or a later mention asks for."""
    if finding.span:
        yield Edit(*finding.span, finding.fields["wanted"])


def of_other_form(pair: Pair, finding: Finding) -> Iterator[Edit]:
    """Write a term as the article has written it before; a plural is no other form, and its place may need it."""
    if finding.span:
        here, before = pair.body[slice(*finding.span)], finding.fields["before"]
        if pair.language is Language.ZH or here.endswith("s") == before.endswith("s"):
            yield Edit(*finding.span, in_case_of(here[0], before))


def _wrong(pair: Pair) -> list[Value]:
    """Return what the translation says and the German does not, or an address that it spells otherwise."""
    known = {value.text for value in pair.source_values}
    respelled = [value for value in pair.target_values if value.kind in ADDRESSES and value.text not in known]
    return [value for value in dict.fromkeys((*pair.values.extra, *respelled)) if value.end <= len(pair.body)]


def _lost(pair: Pair) -> list[Value]:
    return [
        value
        for value in pair.source_values
        if value in pair.values.missing or (value.kind in ADDRESSES and value.text not in pair.target.text)
    ]


def _unmatched(pair: Pair) -> tuple[list[Value], list[Value]]:
    """Return the values of either side that no whole value of the other means, though its parts may stand there."""
    here, there = pair.source_values, pair.target_values
    return (
        [value for value in here if not any(same(value, other) for other in there)],
        [value for value in there if value.end <= len(pair.body) and not any(same(other, value) for other in here)],
    )


def _exchanged(lost: Sequence[Value], wrong: Sequence[Value], pair: Pair) -> Iterator[tuple[Value, Value]]:
    """Yield values of the translation with those of the German that belong in their place."""
    for extra in wrong:
        right = _most_like(extra, lost, pair.language)
        if right and _most_like(right, wrong, pair.language, turned=True) == extra:
            yield extra, right


def _most_like(value: Value, others: Sequence[Value], language: Language, *, turned: bool = False) -> Value | None:
    """Return the other value that is most like one, None where there is none or two are equally like it."""
    rated = sorted(
        ((_likeness(other, value, language) if turned else _likeness(value, other, language)), index)
        for index, other in enumerate(others)
        if _are_kindred(value, other)
    )
    if not rated or (len(rated) > 1 and rated[-1][0] == rated[-2][0]):
        return None
    return others[rated[-1][1]]


def _likeness(wrong: Value, right: Value, language: Language) -> float:
    same_kind = 100.0 * (wrong.kind is right.kind)
    return same_kind + 100.0 * bool(wrong.amounts & right.amounts) + fuzz.ratio(wrong.text, to_text(right, language))


def _are_kindred(one: Value, other: Value) -> bool:
    return any(one.kind in kinds and other.kind in kinds for kinds in _KINDRED)


def _missing_of(pair: Pair, kind: NameKind) -> list[Name]:
    return [name for name in pair.names if name.kind is kind and not name.is_in(pair.body, pair.language)]


def _strangers(pair: Pair, name: Name) -> Iterator[tuple[int, int]]:
    """Yield the places of names in the translation that are of the kind of `name` and not in the German."""
    if name.match is not None:
        known = list(_strange_terms(pair, name))
        yield from known
        if name.kind is NameKind.PLACE and pair.language is Language.EN and not known:
            yield from _strange_words(pair)
    elif name.kind in {NameKind.PERSON, NameKind.ORGANISATION}:
        yield from _like_name(pair, name)


def _strange_terms(pair: Pair, name: Name) -> Iterator[tuple[int, int]]:
    ours = {form for match in pair.found_terms if (term := match.term(pair.language)) for form in term.forms}
    others = [term for term in pair.terms if term.kind == name.kind and term.language is pair.language]
    found = places_of(pair.body, [*ours, *(form for term in others for form in _readable(term, pair.body))])
    yield from (place for place in found if pair.body[slice(*place)] not in ours)


def _strange_words(pair: Pair) -> Iterator[tuple[int, int]]:
    """Yield capitalised words within the sentence that are neither English nor in the German: names of other places."""
    english = lexicon(Language.EN, Language.DE)
    for start, end in windows(pair.body, 1):
        word = pair.body[start:end]
        equivalent = english.get(stem_of(Language.EN)(word))
        # A name has itself for an equivalent, or is too rare to have one.
        is_name = equivalent is None or equivalent.forms[:1] == (stem_of(Language.DE)(word),)
        if start and is_name and word.istitle() and len(word) >= _SHORTEST_PLACE and not _is_ours(pair, word):
            yield start, end


def _is_ours(pair: Pair, word: str) -> bool:
    """Whether the German has the word, or a name or term of the German may be called so."""
    known = (form for match in pair.found_terms if (term := match.term(pair.language)) for form in term.forms)
    names = (form for name in pair.names for form in name.forms(pair.language))
    return any(word in form for form in (pair.source.text, *known, *names))


def _readable(term: Term, body: str) -> Iterator[str]:
    """Yield the forms that may stand in a text: a look at the letters is far cheaper than a pattern."""
    return (form for form in term.forms if form in body)


def _like_name(pair: Pair, name: Name) -> Iterator[tuple[int, int]]:
    """Yield names in Latin letters that share a word with `name` or are much like it, and names in Chinese letters."""
    words = set(name.text.split())
    for start, end in dict.fromkeys(windows(pair.body, len(name.text.split()))):
        found = pair.body[start:end]
        if found not in pair.source.text and all(word[0].isupper() for word in found.split()):
            shared = bool(words & set(found.split())) and len(words) > 1
            if shared or fuzz.ratio(found, name.text) >= _LIKE_NAME:
                yield start, end
    yield from (match.span() for match in _TRANSLITERATED.finditer(pair.body))


def _forbidden(pair: Pair, finding: Finding) -> Iterator[str]:
    for match in pair.found_terms:
        if (match.start, match.end) == finding.source_span and (term := match.term(pair.language)):
            yield from term.forbidden
