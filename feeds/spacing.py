"""Spaces between Chinese characters and Latin words or figures, for feeds whose house style has them."""

import re
from dataclasses import replace

from model.richtext import RichText

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LATIN = r"A-Za-z0-9\u00c0-\u024f%@#$€£+°"
_BORDER = re.compile(rf"(?<=[{_HAN}])(?=[{_LATIN}])|(?<=[{_LATIN}])(?=[{_HAN}])")


def spaced(text: str) -> str:
    """Return `text` with a space between each Chinese character and the Latin word or figure beside it.

    Nothing is put beside full-width punctuation, nor within addresses, which have no Chinese characters. A text that
    has such spaces comes back as it is.
    """
    return _BORDER.sub(" ", text)


def spaced_text(text: RichText) -> RichText:
    """Return `text` spaced out, its marks on the same words."""
    borders = [border.start() for border in _BORDER.finditer(text.text)]
    if not borders:
        return text
    marks = (
        replace(mark, start=mark.start + _before(borders, mark.start + 1), end=mark.end + _before(borders, mark.end))
        for mark in text.marks
    )
    return RichText(spaced(text.text), tuple(sorted(marks)))


def _before(borders: list[int], place: int) -> int:
    """Return how many spaces are put in before the character at `place`."""
    return sum(border < place for border in borders)
