"""What is wished of an engine: which words of a German text are to be called what."""

import re
from collections.abc import Iterator, Sequence

from model.languages import Language
from model.names import NameKind, find_names
from model.termbase import TermMatch, termbase
from model.terms import Term
from translators.engine import Wish

_WORD_BEFORE = re.compile(r"[\w-]*\Z")
_KEPT = frozenset({NameKind.PERSON, NameKind.ORGANISATION})
"""Names that stay as they are; an acronym may have an equivalent that the termbase does not know."""


def wishes(text: str, terms: Sequence[Term], target: Language) -> tuple[Wish, ...]:
    """Return the preferred form of each term in a German `text`, in its order, at most one for a word.

    People and companies that the termbase does not know are wished as they are written: weak engines invent others. A
    title that is a member of another word (»Bürgermeisterwahl«) and a misspelled name have no wish.
    """
    known = termbase(terms).find(text)
    names = (name for name in find_names(text, terms, known) if name.match is None and name.kind in _KEPT)
    wanted = [Wish(name.start, name.end, name.text, name.forms(target)) for name in names]
    wanted += _terms(known, target)
    return tuple(_one_a_word(text, sorted(wanted, key=lambda wish: wish.start)))


def _terms(known: Sequence[TermMatch], target: Language) -> Iterator[Wish]:
    for match in known:
        term = match.term(target)
        if term and match.exact and not (match.compound and match.kind == "title"):
            yield Wish(match.start, match.end, term.preferred, term.forms[1:])


def _one_a_word(text: str, wanted: Sequence[Wish]) -> Iterator[Wish]:
    done = 0
    for wish in wanted:
        before = _WORD_BEFORE.search(text, 0, wish.start)
        if (before.start() if before else wish.start) >= done:
            yield wish
            done = wish.end
