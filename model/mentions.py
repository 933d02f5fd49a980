"""First and later mentions of a term in an article: 西门子（Siemens） once, 西门子 after that."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from model.languages import Language
from model.notes import split_note
from model.termbase import Termbase, termbase
from model.terms import Term
from model.wording import places

_OPEN_BRACKET = re.compile(r"[（(][^（）()]*\Z")
_BRACKET_AFTER = re.compile(r"\s?[（(](?P<inside>[^（）()]*)[）)]")


@dataclass(frozen=True)
class Passage:
    """A segment of an article in reading order: its German and its translation.

    Attributes:
        headline: it is the article's title, where no original in brackets stands.
    """

    source: str
    target: str
    headline: bool = False


@dataclass(frozen=True)
class Mention:
    """A place in a translation where a term with a first or a short form is mentioned.

    Attributes:
        passage: index of the passage; `start` and `end` are offsets in its target.
        wanted: what has to stand there.
        right: whether it does.
    """

    passage: int
    start: int
    end: int
    term: Term
    wanted: str
    right: bool


def mentions(passages: Sequence[Passage], language: Language, terms: Sequence[Term]) -> Iterator[Mention]:
    """Yield the mentions of all terms that have a first or a short form, in reading order.

    Headlines have the preferred form, and the first form stands at the first mention behind them; later the short form
    follows, where there is none the preferred one. An acceptable form is right at a later mention. A mention counts
    only where the German of its passage has the term; notes at the end of a passage are no mentions.
    """
    known = termbase(terms)
    mentioned: set[str] = set()
    for index, passage in enumerate(passages):
        body, _ = split_note(passage.target, language)
        for start, end, term in _places(passage.source, body, language, known):
            key = term.first or term.preferred
            first = key not in mentioned and not passage.headline
            mentioned |= {key} if first else set()
            wanted = _wanted(body, start, end, term, first=first, headline=passage.headline)
            yield Mention(index, start, end, term, wanted, wanted == body[start:end])


def _places(source: str, target: str, language: Language, known: Termbase) -> Iterator[tuple[int, int, Term]]:
    """Yield the places of terms with a first or short form; where terms overlap the longest form has the place."""
    matched = dict.fromkeys(term for match in known.find(source) if (term := match.term(language)))
    found = [(*place, term) for term in matched for form in term.forms for place in places(target, form)]
    taken: list[tuple[int, int]] = []
    kept = []
    for start, end, term in sorted(found, key=lambda place: (place[0] - place[1], not place[2].first, place[0])):
        if not any(start < other_end and other_start < end for other_start, other_end in taken):
            taken.append((start, end))
            kept.append((start, end, term))
    for start, end, term in sorted(kept, key=lambda place: place[0]):
        if term.first or term.short:
            yield start, end, term


def _wanted(text: str, start: int, end: int, term: Term, *, first: bool, headline: bool) -> str:
    here = text[start:end]
    if here != term.first and (_OPEN_BRACKET.search(text, 0, start) or _explained(text, end, term)):
        return here  # 工业城市联盟（ISA）: it explains another name, or is explained itself
    if first:
        return term.first or here
    plain = term.preferred if headline else term.short or term.preferred
    if here == term.first and here != plain:
        return plain
    return plain if here == term.preferred else here


def _explained(text: str, end: int, term: Term) -> bool:
    bracket = _BRACKET_AFTER.match(text, end)
    return bool(bracket and any(form.isascii() and form in bracket["inside"] for form in (*term.forms, term.source)))
