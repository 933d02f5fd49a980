"""Numbers as German, English and Chinese write them: digits, words, and what multiplies them."""

import re
from collections.abc import Iterable
from decimal import Decimal

from model.languages import Language

_DE_SMALL = ["null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"]
_DE_TEENS = ["dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"]
_DE_TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
_EN_SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_EN_TEENS = ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ZH_DIGITS = {
    char: value
    for value, chars in enumerate(["零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九"])
    for char in chars
}
_ZH_UNITS = {"十": 10, "百": 100, "千": 1000}


def _german_words() -> dict[str, int | Decimal]:
    # »null« is as often no figure (»die schwarze Null«).
    words: dict[str, int | Decimal] = {word: value for value, word in enumerate(_DE_SMALL + _DE_TEENS) if value}
    for ten, tens in enumerate(_DE_TENS, start=2):
        words[tens] = 10 * ten
        words |= {f"{word}und{tens}": 10 * ten + value for value, word in enumerate(_DE_SMALL[1:10], start=1)}
    for value, word in enumerate(["ein", *_DE_SMALL[2:10]], start=1):
        words |= {f"{word}hundert": 100 * value, f"{word}tausend": 1000 * value}
    words |= dict.fromkeys(["eine", "einer", "einem", "einen"], 1)
    words |= dict.fromkeys(["halbe", "halben"], Decimal("0.5"))
    words |= {f"{word}einhalb": Decimal(f"{value}.5") for value, word in enumerate(["ein", *_DE_SMALL[2:10]], start=1)}
    words |= {"anderthalb": Decimal("1.5"), "viertelstunde": 15, "dreiviertelstunde": 45}
    return words | {"zehntausend": 10000, "hundert": 100, "tausend": 1000, "dutzend": 12}


def _english_words() -> dict[str, int | Decimal]:
    words: dict[str, int | Decimal] = {word: value for value, word in enumerate(_EN_SMALL + _EN_TEENS)}
    for ten, tens in enumerate(_EN_TENS, start=2):
        words[tens] = 10 * ten
        words |= {f"{tens}-{word}": 10 * ten + value for value, word in enumerate(_EN_SMALL[1:10], start=1)}
    words |= {f"{word} hundred": 100 * value for value, word in enumerate(_EN_SMALL[1:10], start=1)}
    return words | {
        "hundred": 100,
        "dozen": 12,
        "a": 1,
        "both": 2,
        "twice": 2,
        "double": 2,
        "half": Decimal("0.5"),
        "half a": Decimal("0.5"),
    }


def _german_ordinals() -> dict[str, int]:
    # »erste« is as often »initial« and 首; »achten« is as often a verb.
    irregular = {"dritte": 3, "siebte": 7}
    small = {f"{word}te": value for value, word in enumerate(_DE_SMALL) if value in {2, 4, 5, 6, 9, 10, 11, 12}}
    return (
        irregular | small | {f"{word}te": value for value, word in enumerate(_DE_TEENS, start=13)} | {"zwanzigste": 20}
    )


def _english_ordinals() -> dict[str, int]:
    words = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    return {word: value for value, word in enumerate(words.split(), start=1)} | {"fifteenth": 15, "twentieth": 20}


NUMBER_WORDS = {Language.DE: _german_words(), Language.EN: _english_words()}
ORDINAL_WORDS = {Language.DE: _german_ordinals(), Language.EN: _english_ordinals()}
MULTIPLIERS = {
    Language.DE: {
        "tsd": 10**3,
        "tausend": 10**3,
        "mio": 10**6,
        "mill": 10**6,
        "million": 10**6,
        "millionen": 10**6,
        "mrd": 10**9,
        "milliarde": 10**9,
        "milliarden": 10**9,
        "bio": 10**12,
        "bill": 10**12,
        "billion": 10**12,
        "billionen": 10**12,
    },
    Language.EN: {
        "thousand": 10**3,
        "k": 10**3,
        "m": 10**6,
        "mn": 10**6,
        "million": 10**6,
        "bn": 10**9,
        "billion": 10**9,
        "trillion": 10**12,
    },
    Language.ZH: {"千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12},
}
"""What follows a number and multiplies it; German »Billion« is 10^12, English »billion« 10^9."""

_SPACES = r"\u00a0\u2009\u202f' "
DIGITS = {
    Language.DE: rf"\d{{1,3}}(?:[.{_SPACES}]\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?(?:\.\d+)*",
    Language.EN: rf"\d{{1,3}}(?:[,{_SPACES}]\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:,\d+)*(?:\.\d+)*",
    Language.ZH: rf"\d{{1,3}}(?:[,{_SPACES}]\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:,\d+)*(?:\.\d+)*",
}
"""Regular expressions of a number in digits. A second decimal point is a version or section number: »2.0.1«; commas
that group nothing make a number that nobody can read: »1,1.34«."""

_D = "[零〇一二两三四五六七八九]"
_SECTION = f"(?:{_D}?千)?(?:零?{_D}?百)?(?:零?{_D}?十)?(?:零?{_D})?"
ZH_NUMERAL = f"(?=[零〇一二两三四五六七八九十百千万])(?:{_D}{{4}}(?=年)|(?:{_SECTION}亿)?(?:{_SECTION}万)?{_SECTION})"
"""A number in Chinese characters: 三千二百, 十四, 二〇二一年. It may match nothing."""


def parse_digits(text: str, language: Language) -> Decimal | None:
    """Return the value of a number in digits as `language` writes it, None for »2.0.1«, »1,1.34« and the like.

    A point between digits groups thousands in German only where three digits follow; »Industrie 4.0« stays 4.0.
    """
    if language is Language.DE:
        text = re.sub(rf"(?<=\d)[.{_SPACES}](?=\d{{3}}(?!\d))", "", text).replace(",", ".")
    elif re.fullmatch(rf"\d{{1,3}}(?:[,{_SPACES}]\d{{3}})+(?:\.\d+)?", text):
        text = re.sub(rf"[,{_SPACES}]", "", text)
    elif "," in text:
        return None
    return Decimal(text) if text.count(".") <= 1 else None


def parse_chinese(text: str) -> Decimal | None:
    """Return the value of a number in Chinese characters, None where there is none."""
    if not text:
        return None
    if all(char in _ZH_DIGITS for char in text):
        return Decimal("".join(str(_ZH_DIGITS[char]) for char in text))
    total, section, digit = 0, 0, 0
    for char in text:
        if char in _ZH_DIGITS:
            digit = _ZH_DIGITS[char]
        elif char in _ZH_UNITS:
            section, digit = section + (digit or 1) * _ZH_UNITS[char], 0
        else:
            total, section, digit = (total + section + digit or 1) * MULTIPLIERS[Language.ZH][char], 0, 0
    return Decimal(total + section + digit)


def words_pattern(words: Iterable[str]) -> str:
    """Return a regular expression of `words`, longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
