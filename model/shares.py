"""Shares of a whole in words: die Hälfte, two thirds, 三分之一, 四成; as per cent, so that 50 Prozent is half."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from model.languages import Language
from model.numerals import NUMBER_WORDS, ZH_NUMERAL, parse_chinese, words_pattern
from model.value import Value, ValueKind

_DE_PARTS = {
    "drittel": 3,
    "viertel": 4,
    "fünftel": 5,
    "sechstel": 6,
    "siebtel": 7,
    "achtel": 8,
    "neuntel": 9,
    "zehntel": 10,
}
_EN_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
_DE_COUNT = words_pattern(NUMBER_WORDS[Language.DE])
_EN_COUNT = words_pattern(NUMBER_WORDS[Language.EN])

_Reader = Callable[[re.Match[str]], tuple[int, int] | None]
"""Turns a match into numerator and denominator; None where it is no share after all."""


def _half(_: re.Match[str]) -> tuple[int, int]:
    return 1, 2


def _german(match: re.Match[str]) -> tuple[int, int] | None:
    return _count(match["count"], Language.DE), _DE_PARTS[match["part"].lower()]


def _english(match: re.Match[str]) -> tuple[int, int] | None:
    return _count(match["count"], Language.EN), _EN_PARTS[match["part"].lower().removesuffix("s")]


def _of(language: Language) -> _Reader:
    """Read »drei von vier«, three in four."""
    return lambda match: (_count(match["count"], language), _count(match["whole"], language))


def _chinese(match: re.Match[str]) -> tuple[int, int] | None:
    whole, part = parse_chinese(match["whole"]), parse_chinese(match["part"])
    return (int(part), int(whole)) if whole and part else None


def _tenths(match: re.Match[str]) -> tuple[int, int] | None:
    part = parse_chinese(match["part"])
    return (int(part), 10) if part else None


def _discount(match: re.Match[str]) -> tuple[int, int]:
    """八五折 is a price of 85 per cent: what the German calls 15 Prozent Nachlass."""
    digits = match["tens"] + (match["ones"] or "零")
    return 100 - int(parse_chinese(digits) or 0), 100


def _count(word: str | None, language: Language) -> int:
    return int(NUMBER_WORDS[language].get((word or "").lower(), 1))


_SHARES: dict[Language, tuple[tuple[re.Pattern[str], _Reader], ...]] = {
    Language.DE: (
        # Not the halves of a game or a year.
        (re.compile(r"(?<!erste )(?<!ersten )(?<!zweite )(?<!zweiten )\bHälfte\b"), _half),
        (
            re.compile(
                rf"\b(?:(?P<count>{_DE_COUNT})\s)?(?P<part>{'|'.join(_DE_PARTS)})[sn]?\b(?!\s(?:nach|vor)\b)",
                re.IGNORECASE,
            ),
            _german,
        ),
        (re.compile(rf"\b(?P<count>{_DE_COUNT})\svon\s(?P<whole>{_DE_COUNT})\b", re.IGNORECASE), _of(Language.DE)),
    ),
    Language.EN: (
        (re.compile(r"\b[Hh]alf\b(?!-|\sa\s|\san\s)|\b[Hh]al(?:ve[sd]?|ving)\b"), _half),
        (
            re.compile(
                rf"\b(?P<count>{_EN_COUNT}|a|an|another|each|the)[\s-](?P<part>(?:{'|'.join(_EN_PARTS)})s?)\b",
                re.IGNORECASE,
            ),
            _english,
        ),
        (
            re.compile(
                rf"\b(?P<count>{_EN_COUNT})(?:\s\w+)?\s(?:in|out\sof)\s(?:a\s)?(?P<whole>{_EN_COUNT})\b", re.IGNORECASE
            ),
            _of(Language.EN),
        ),
    ),
    Language.ZH: (
        (re.compile("一半|半数|过半|减半|对半|各半|折半|半价"), _half),
        (re.compile(f"(?P<whole>{ZH_NUMERAL})分之(?P<part>{ZH_NUMERAL})"), _chinese),
        # 十家中有八家
        (
            re.compile(
                r"(?P<whole>[三四五六七八九十])[人个家名户所]\w{0,6}?[中里](?:就|便)?有(?P<part>[一二两三四五六七八九])"
            ),
            _chinese,
        ),
        (re.compile("(?P<part>[一二两三四五六七八九])成(?![为立功员果长交本年都就效语因型分见])"), _tenths),
        (re.compile("(?P<tens>[一二三四五六七八九])(?P<ones>[一二三四五六七八九])?折(?![叠射断腾磨中])"), _discount),
    ),
}
_HUNDRED = 100


# Most sentences hold none of these: look before the costly patterns do.
_ANY = {
    Language.DE: re.compile(r"(?i:hälfte|tel|\bvon )"),
    Language.EN: re.compile(r"(?i:hal|third|quarter|fth|xth|nth|hth| (?:in|out of) )"),
    Language.ZH: re.compile("半|分之|成|折|有"),
}


def find_shares(text: str, language: Language) -> Iterator[Value]:
    """Yield shares in words as values in per cent; they may overlap, the first found owns its characters."""
    for pattern, read in _SHARES.get(language, ()) if _ANY[language].search(text) else ():
        for match in pattern.finditer(text):
            share = read(match)
            if share and match.group() and 0 < share[0] < share[1]:
                yield _value(match, *share)


def _value(match: re.Match[str], part: int, whole: int) -> Value:
    exact = Decimal(part) * _HUNDRED / Decimal(whole)
    amount, *rounded = (Decimal(f"{exact:.{digits}f}").normalize() for digits in (2, 1, 0))
    also = tuple(other for other in rounded if other != amount)
    span, words, ratio = match.span(), match.group(), (Decimal(part), Decimal(whole))
    return Value(ValueKind.PERCENT, amount, *span, words, spelled=True, also=also, ratio=ratio)
