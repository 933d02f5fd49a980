"""Times of day in words: halb acht, half past seven, 七点半, Viertel nach drei."""

import re
from collections.abc import Iterator

from model.languages import Language
from model.numerals import NUMBER_WORDS, parse_chinese, words_pattern
from model.value import Value, ValueKind

_ARTICLES = frozenset({"eine", "einer", "einem", "einen", "a"})
_HOURS = {
    language: {
        word: int(value)
        for word, value in NUMBER_WORDS[language].items()
        if word not in _ARTICLES and value in range(1, 13)
    }
    for language in (Language.DE, Language.EN)
}
_DE_HOUR, _EN_HOUR = words_pattern([*_HOURS[Language.DE], "eins"]), words_pattern(_HOURS[Language.EN])
_MINUTES = {
    "": 0,
    "halb": -30,
    "viertel nach": 15,
    "viertel vor": -15,
    "half past": 30,
    "quarter past": 15,
    "quarter to": -15,
    "半": 30,
    "一刻": 15,
    "三刻": 45,
}
_PATTERNS = {
    Language.DE: re.compile(
        rf"\b(?:(?P<part>halb|viertel (?:nach|vor))\s(?P<hour>{_DE_HOUR}|\d{{1,2}})(?!\w|[.,]\d)(?:\sUhr)?"
        rf"|(?P<whole>{_DE_HOUR})\sUhr\b)(?P<half>\s(?:abends|nachmittags|am\s(?:Abend|Nachmittag)))?",
        re.IGNORECASE,
    ),
    Language.EN: re.compile(
        rf"\b(?P<part>half past|quarter (?:past|to))\s(?P<hour>{_EN_HOUR}|\d{{1,2}})\b"
        rf"(?P<half>\s(?:p\.?m\b\.?|in\sthe\s(?:evening|afternoon)))?|\b(?P<whole>{_EN_HOUR})\so[’']clock",
        re.IGNORECASE,
    ),
    Language.ZH: re.compile(
        r"(?P<half>下午|晚上|晚间|傍晚)?(?P<hour>\d{1,2}|[一二两三四五六七八九十]{1,3})点(?:(?P<part>半|一刻|三刻)|钟|整)"
    ),
}
_NOON = 12


def find_clock_times(text: str, language: Language) -> Iterator[Value]:
    """Yield times of day in words; what does not say whether it is morning or evening may be either."""
    pattern = _PATTERNS.get(language)
    for match in pattern.finditer(text) if pattern else ():
        found = match.groupdict()
        hour = _hour(found["hour"] or found.get("whole") or "", language)
        minutes = hour * 60 + _MINUTES[(found["part"] or "").lower()]
        if not 0 < hour <= 2 * _NOON:
            continue
        times = [f"{minutes // 60 % 24:02}:{minutes % 60:02}"]
        if hour <= _NOON:
            later = f"{(minutes // 60 + _NOON) % 24:02}:{minutes % 60:02}"
            times = [later] if found["half"] else [*times, later]
        span, words = match.span(), match.group()
        yield Value(ValueKind.TIME, times[0], *span, words, spelled=True, also=tuple(times[1:]))


def _hour(word: str, language: Language) -> int:
    if word.isascii() and word.isdigit():
        return int(word)
    if language is Language.ZH:
        return int(parse_chinese(word) or 0)
    return _HOURS[language].get(word.lower(), 1)
