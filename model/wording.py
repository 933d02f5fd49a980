"""Where a translation has a term in one of its forms."""

import re
from collections.abc import Iterable
from functools import lru_cache

from model.terms import Term

_LATIN = r"[^\W\d_\u2e80-\uffef]"
"""A letter that words are made of; Chinese characters know no borders of words."""
_ENDINGS = r"(?:s|es|['’]s|s['’])?"


def places(text: str, form: str) -> list[tuple[int, int]]:
    """Return where `form` stands in `text`: as words of its own, in Latin letters also as a plural or genitive.

    Capitals make no difference but for acronyms; straight and curved apostrophes are the same.
    """
    return [match.span() for match in _pattern(form).finditer(text)] if form else []


def places_of(text: str, forms: Iterable[str]) -> list[tuple[int, int]]:
    """Return where one of `forms` stands in `text`, in its order; the longest where several begin or overlap."""
    found = sorted((place for form in forms for place in places(text, form)), key=lambda place: place[0] - place[1])
    kept: list[tuple[int, int]] = []
    for start, end in found:
        if not any(start < other_end and other_start < end for other_start, other_end in kept):
            kept.append((start, end))
    return sorted(kept)


def has_term(text: str, term: Term) -> bool:
    """Whether `text` calls a term as it may be called; to keep the German is one way where its basis is `keep`."""
    return any(_pattern(form).search(text) for form in term.forms)


@lru_cache(maxsize=4096)
def _pattern(form: str) -> re.Pattern[str]:
    words = r"[\s\u00a0-]+".join(re.escape(word) for word in form.split())
    words = re.sub(r"['’]", "['’]", words)
    acronym = form.isupper() or len(form) == 1
    if form[0].isdigit():
        words = rf"(?<!\d)(?<!\d[.,]){words}"
    elif re.match(_LATIN, form):
        words = rf"(?<!{_LATIN}){words}"
    if re.search(rf"{_LATIN}\Z", form):
        plural = rf"|{words[:-1]}ies" if form.endswith("y") else ""
        words = rf"(?:{words}{_ENDINGS}{plural})(?!{_LATIN})"
    elif form[-1].isdigit():
        words = rf"{words}(?!\d|[.,]\d)"
    return re.compile(words, 0 if acronym else re.IGNORECASE)
