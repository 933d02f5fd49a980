"""The bracketed note in which a translation says what it lost: one per segment, at its end."""

import re
from collections.abc import Sequence

from model.languages import Language

_OPENING = {Language.EN: "[in the German: ", Language.ZH: "（德文原文："}
_CLOSING = {Language.EN: "]", Language.ZH: "）"}
_SEPARATOR = {Language.EN: "; ", Language.ZH: "；"}


def _pattern(language: Language) -> re.Pattern[str]:
    opening, closing = re.escape(_OPENING[language]), re.escape(_CLOSING[language])
    return re.compile(rf"(?:{language.joiner})?{opening}(?P<items>(?:(?!{opening}).)*){closing}[.。]?\Z", re.DOTALL)


_NOTE = {language: _pattern(language) for language in _OPENING}


def with_note(text: str, items: Sequence[str], language: Language) -> str:
    """Return `text` with the note of `items` at its end: »… [in the German: 14; 2060]«; `text` where there are none."""
    if not items:
        return text
    note = _OPENING[language] + _SEPARATOR[language].join(items) + _CLOSING[language]
    return f"{text}{language.joiner if text else ''}{note}"


def split_note(text: str, language: Language) -> tuple[str, tuple[str, ...]]:
    """Return `text` without its note, and the items of the note; none where it has no note."""
    match = _NOTE[language].search(text) if language in _NOTE else None
    if not match:
        return text, ()
    return text[: match.start()], tuple(match["items"].split(_SEPARATOR[language]))
