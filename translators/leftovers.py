"""Values that an engine left half in German or English: 250 Millionen in Chinese, 2,5 million in English."""

import re
from collections.abc import Iterator, Sequence

from model.comparison import same
from model.languages import Language
from model.values import ADDRESSES, Value, find_values, to_text

_FOREIGN_WORD = re.compile(r"[A-Za-zÄÖÜäöü]{2,}")
_HAN = re.compile("[\u3400-\u9fff]")
_NO_DIGIT_BEFORE, _NO_DIGIT_AFTER = r"(?<![A-Za-z0-9])(?<!\d[.,])", r"(?![\d.,]\d|\d)"
_GERMAN_NUMBER = re.compile(
    rf"{_NO_DIGIT_BEFORE}\d+(?:\.\d{{3}})*,\d+{_NO_DIGIT_AFTER}|{_NO_DIGIT_BEFORE}\d{{1,3}}(?:\.\d{{3}})+{_NO_DIGIT_AFTER}"
)


def rewritten(text: str, language: Language, source: str) -> str:
    """Return `text` with its half-translated values written as `language` writes them.

    Only what the German `source` proves is touched: a value said with German or English words in Chinese, with German
    words in English, must be among the German's values; a number with a decimal comma must stand there digit by digit.
    """
    known = find_values(source, Language.DE)
    if not known:
        return text
    others = (Language.DE, Language.EN) if language is Language.ZH else (Language.DE,)
    for other in others:
        text = _replaced(text, [*_half_translated(text, language, other, known)])
    return _GERMAN_NUMBER.sub(lambda found: _written(found[0], source), text)


def _half_translated(
    text: str, language: Language, other: Language, known: Sequence[Value]
) -> Iterator[tuple[int, int, str]]:
    """Yield the place of each value in the words of `other`, and how it is to be written."""
    # Chinese characters touch Latin words without a border.
    for value in find_values(_HAN.sub(" ", text), other):
        foreign = _FOREIGN_WORD.search(value.text) and not (value.spelled or value.attached or value.kind in ADDRESSES)
        if foreign and any(same(value, one) for one in known) and not _is_of(language, value):
            yield value.start, value.start + len(value.text.rstrip()), to_text(value, language)


def _is_of(language: Language, value: Value) -> bool:
    """Whether the words mean the same in `language`: »April 2021« does in English, »März 2021« does not."""
    return any((other.kind, other.amount) == (value.kind, value.amount) for other in find_values(value.text, language))


def _replaced(text: str, places: Sequence[tuple[int, int, str]]) -> str:
    for start, end, right in reversed(places):
        text = text[:start] + right + text[end:]
    return text


def _written(number: str, source: str) -> str:
    """Return a German number with the signs of English and Chinese, where the German writes it so."""
    if not re.search(f"{_NO_DIGIT_BEFORE}{re.escape(number)}{_NO_DIGIT_AFTER}", source):
        return number
    return number.translate(str.maketrans(".,", ",."))
