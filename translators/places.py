"""Where a translation says a certain German expression: values and terms are known, whatever the engine did."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from model.comparison import same
from model.languages import Language
from model.termbase import Termbase
from model.terms import Term
from model.values import ADDRESSES, find_values

Places = Callable[[str, str], list[tuple[int, int]]]
"""German expression, translation -> where the translation says it; nothing where that is not known."""

_ALPHANUMERIC = r"[^\W_\u3400-\u9fff]"


def known_places(language: Language, terms: Sequence[Term]) -> Places:
    """Return what finds values (»24. März« is 3月24日) and terms of the termbase in translations into `language`."""
    termbase = terms if isinstance(terms, Termbase) else Termbase(terms)
    return partial(_places, language, termbase)


def nowhere(german: str, target: str) -> list[tuple[int, int]]:
    """Know nothing."""
    return []


def standing_alone(words: str, text: str) -> list[tuple[int, int]]:
    """Return where `words` stand without a Latin letter or digit right beside them."""
    before = rf"(?<!{_ALPHANUMERIC})" if re.match(_ALPHANUMERIC, words) else ""
    after = rf"(?!{_ALPHANUMERIC})" if re.search(_ALPHANUMERIC + r"\Z", words) else ""
    return [found.span() for found in re.finditer(before + re.escape(words) + after, text)] if words else []


def _places(language: Language, terms: Termbase, german: str, target: str) -> list[tuple[int, int]]:
    words = german.strip()
    values = find_values(words, Language.DE)
    if len(values) == 1 and (values[0].text == words or values[0].kind in ADDRESSES):
        return [(there.start, there.end) for there in find_values(target, language) if same(values[0], there)]
    match = terms.lookup(words)
    term = match.term(language) if match else None
    forms = sorted(term.forms, key=len, reverse=True) if term else []
    return next((places for form in forms if (places := standing_alone(form, target))), [])
