"""Figures: numbers with what multiplies them and what they count in (per cent, a currency, a rank)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from model.languages import Language
from model.numerals import (
    DIGITS,
    MULTIPLIERS,
    NUMBER_WORDS,
    ORDINAL_WORDS,
    ZH_NUMERAL,
    parse_chinese,
    parse_digits,
    words_pattern,
)
from model.value import Value, ValueKind

CURRENCIES = {
    "EUR": ("€", "EUR", "TEUR", "T€", "Euros", "Euro", "euros", "euro", "欧元"),
    "USD": ("US$", "USD", "$", "US-Dollar", "Dollar", "US dollars", "dollars", "dollar", "美元"),
    "GBP": ("£", "GBP", "Pfund", "pounds", "英镑"),
    "CHF": ("CHF", "Schweizer Franken", "Franken", "Swiss francs", "francs", "瑞士法郎", "瑞郎"),
    "CNY": ("CNY", "RMB", "Renminbi", "Yuan", "renminbi", "yuan", "元人民币", "人民币", "元"),
    "JPY": ("JPY", "Yen", "yen", "日元"),
}
"""ISO 4217 codes and what the three languages call them."""

_CODES = {name: code for code, names in CURRENCIES.items() for name in names}
_FOLDED = {name.casefold(): code for name, code in _CODES.items()}
_THOUSANDS = {"TEUR", "T€"}
_CURRENCY = "|".join(sorted(map(re.escape, _CODES), key=len, reverse=True))
_SIGN = r"€|EUR|US\$|USD|\$|£|GBP|CHF|CNY|RMB|JPY"
_PERCENT = {
    Language.DE: r"%|Prozent(?:punkte?n?)?|prozentige?[nrms]?|v\. ?H\.",
    Language.EN: r"%|per\s?cent|percentage\spoints?|pc\b",
    Language.ZH: r"%|％|个?百分点",
}
# Only an abbreviation owns the stop behind it: »2,5 Mio.«, but »2.5 million.«
_ABBREVIATED = r"(?:(?<=mio|mrd|tsd|bio)|(?<=mill|bill))"
_LATIN = r"A-Za-z\u00c0-\u024f"
_VAGUE = frozenset({"hundert", "tausend", "hundred"})
# Said in many ways: »viereinhalb« is 4.5, 四个半; »eine Viertelstunde« 15 minutes, 一刻钟.
_FREE = re.compile(r"(?:einhalb|anderthalb|stunde)$")
_DECADES = re.compile(r"\s(?:\w+\s)?Jahrzehnt")
_HALF_HOUR = re.compile(r"\sStunden?\b")
_SECOND_YEAR = re.compile(r"(?P<century>\d\d)\d\d\s?[/–-]\s?$")
_ARTICLES = frozenset({"halbe", "halben", "ein", "eine", "einer", "einem", "einen", "a", "one"})


def _pattern(language: Language) -> re.Pattern[str]:
    words = words_pattern(NUMBER_WORDS[language])
    times = words_pattern([word for word in MULTIPLIERS[language] if len(word) > 1])
    rank = r"\.(?=\s?[A-Za-zÄÖÜäöü„(])" if language is Language.DE else r"(?:st|nd|rd|th)\b"
    return re.compile(
        rf"(?:(?P<sign>{_SIGN})\s?)?(?:(?P<digits>{DIGITS[language]})|(?P<words>{words})(?!\w))"
        # »m« and »k« alone are metres and kelvins unless a currency stands before the number.
        rf"(?:[\s-]?(?P<times>{times}|(?(sign)[mk]|(?!)))(?:{_ABBREVIATED}\.|(?!\w)))?"
        rf"(?:(?P<rank>{rank})|[\s-]?(?:(?P<percent>{_PERCENT[language]})|(?P<money>{_CURRENCY})(?!\w)))?"
        r"(?P<decade>ern?\b|s\b)?",
        re.IGNORECASE,
    )


_PATTERNS = {
    Language.DE: _pattern(Language.DE),
    Language.EN: _pattern(Language.EN),
    Language.ZH: re.compile(
        rf"(?:(?P<sign>{_SIGN})\s?)?(?P<rank>第)?(?:(?P<digits>{DIGITS[Language.ZH]})"
        # 千瓦 and 千克 are units: the thousand belongs to them.
        rf"(?:[多余\s]?(?P<times>{words_pattern(MULTIPLIERS[Language.ZH])})(?![瓦克米卡帕伏赫兆牛]|字节)"
        r"(?:(?P<more>\d{1,4})(?P<more_times>万?)(?!\d))?)?"
        rf"|(?P<share>百分之)?(?P<words>{ZH_NUMERAL}))"
        rf"[多余]?(?:\s?(?:(?P<percent>{_PERCENT[Language.ZH]})|(?P<money>{_CURRENCY})))?"
        # The century of 20世纪90年代 is how Chinese says »1990er«.
        r"(?P<century>世纪(?=\d))?"
    ),
}
_TOKENS = {
    Language.DE: re.compile(r"\d+|[^\W\d_]{3,}"),
    Language.EN: re.compile(r"\d+|[^\W\d_]+"),
    Language.ZH: re.compile(r"第?\d+|第?(?:百分之)?[零〇一二两三四五六七八九十百千万]"),
}
_SIGN_BEFORE = re.compile(rf"(?:{_SIGN})\s?$")
_HEADS = {language: frozenset(word[:3] for word in words) for language, words in NUMBER_WORDS.items()}
_RANKS = {
    language: {word + ending: rank for word, rank in words.items() for ending in ("", "n", "r", "s", "m")}
    for language, words in ORDINAL_WORDS.items()
}
# »zwölfjährig«, »neunziger Jahre«
_COMPOUND = re.compile(rf"(?P<words>{words_pattern(NUMBER_WORDS[Language.DE])})(?P<tail>[a-zäöüß]+)", re.IGNORECASE)
_HALF, _CENTURY = Decimal("0.5"), Decimal(100)
_BLOOD_GROUP = re.compile(r"0(?=\s(?:negativ|positiv))")
_COMMAS = re.compile(r"\d+(?:,\d+)+(?:\.\d+)?")
_NAMED = re.compile(rf"[{_LATIN}]-?$")
# »von 2,1 auf 2,8 Mio.«: the first number may share what multiplies the second.
_RANGE = re.compile(
    r"\s?(?:%|个|多)?\s?(?:bis|und|oder|auf|der|to|and|or|of|至|到|和|或|、|–|-|/|,)(?:\s[a-zäöü]+){0,2}\s?"
)


def find_figures(text: str, language: Language) -> Iterator[Value]:
    """Yield the figures in `text`, in order; none overlap."""
    read = list(_read(text, language))
    for (value, scale), (after, scale_after) in pairwise(read):
        shares = value.kind is ValueKind.NUMBER and scale == 1 < scale_after
        if shares and _RANGE.fullmatch(text, value.end, after.start):
            yield replace(value, also=(*value.also, Decimal(value.amount) * scale_after))
        else:
            yield value
    if read:
        yield read[-1][0]


def _read(text: str, language: Language) -> Iterator[tuple[Value, Decimal]]:
    """Yield each figure with what multiplies it."""
    end, unreadable = 0, _unreadable(text, language)
    for token in _TOKENS[language].finditer(text):
        if any(start <= token.start() < stop for start, stop in unreadable):
            continue
        if token.start() >= end and (found := _at(token, language)):
            end = found[0].end
            yield found


def _unreadable(text: str, language: Language) -> list[tuple[int, int]]:
    """Return where commas stand that group nothing: no part of »1,1.34« may pass for a figure."""
    if language is Language.DE:
        return []
    return [found.span() for found in _COMMAS.finditer(text) if parse_digits(found.group(), language) is None]


def _at(token: re.Match[str], language: Language) -> tuple[Value, Decimal] | None:
    word = token.group().lower()
    if word in _RANKS.get(language, ()):
        rank = Decimal(_RANKS[language][word])
        return Value(ValueKind.ORDINAL, rank, token.start(), token.end(), token.group(), spelled=True), Decimal(1)
    if word.isalpha() and word[:3] not in _HEADS.get(language, (word[:3],)):
        return None
    sign = None if word.isalpha() else _SIGN_BEFORE.search(token.string, max(0, token.start() - 4), token.start())
    match = _PATTERNS[language].match(token.string, sign.start() if sign else token.start())
    if match and match.group():
        return _figure(match, language)
    compound = _COMPOUND.fullmatch(token.group()) if language is Language.DE else None
    return _part_of_word(compound, token.start()) if compound else None


def _figure(match: re.Match[str], language: Language) -> tuple[Value, Decimal] | None:
    found = {name: text for name, text in match.groupdict().items() if text}
    number, scale = _number(found, language), _scale(found, language)
    kind, unit = _kind(found)
    word = found.get("words", "").lower()
    alone = scale == 1 and kind in {ValueKind.NUMBER, ValueKind.ORDINAL}
    half_hour = number == _HALF and bool(_HALF_HOUR.match(match.string, match.end()))
    if number is None or (word in _ARTICLES and alone and not half_hour):
        return None
    amount = number * scale + _more(found)
    value = Value(
        kind,
        amount,
        match.start(),
        match.end(),
        match.group(),
        unit=unit,
        spelled="words" in found and "share" not in found,
        attached=half_hour or "century" in found or _is_named(match) or _is_free(word, alone=alone),
        also=tuple(_other_amounts(match, amount, word, decade="decade" in found)),
        grouped=len(found.get("digits", "").split("," if language is Language.DE else ".")[0]) > 4,
    )
    return value, scale


def _is_named(match: re.Match[str]) -> bool:
    """Whether the digits belong to a name: »CO2«, »A40«, »COVID-19«, »Blutgruppe 0 negativ«."""
    start = match.start()
    before = match.string[max(0, start - 2) : start]
    return bool(match["digits"] and (_NAMED.search(before) or _BLOOD_GROUP.match(match.string, start)))


def _is_free(word: str, *, alone: bool) -> bool:
    """Whether good translations need not keep the number: »mehrere tausend«, »viereinhalb«."""
    return (alone and word in _VAGUE) or bool(_FREE.search(word))


def _other_amounts(match: re.Match[str], amount: Decimal, word: str, *, decade: bool) -> Iterator[Decimal]:
    """Yield what else the words may mean."""
    if decade:  # »die 1990er«
        yield amount % 100
    if word == "dutzend":  # 十多个
        yield Decimal(10)
    if _DECADES.match(match.string, match.end()):  # »drei Jahrzehnte«, 三十年
        yield amount * 10
    if amount == _HALF and _HALF_HOUR.match(match.string, match.end()):
        yield Decimal(30)
    if amount < _CENTURY and (first := _SECOND_YEAR.search(match.string, 0, match.start())):  # »2024/25«
        yield Decimal(first["century"]) * _CENTURY + amount


def _part_of_word(compound: re.Match[str], offset: int) -> tuple[Value, Decimal]:
    amount = Decimal(NUMBER_WORDS[Language.DE][compound["words"].lower()])
    decade = compound["tail"].startswith("er") and amount >= 10
    also = (amount + 1900, amount + 2000) if decade else ()
    start, end = offset + compound.start(), offset + compound.end()
    return Value(ValueKind.NUMBER, amount, start, end, compound.group(), attached=True, also=also), Decimal(1)


def _number(found: dict[str, str], language: Language) -> Decimal | None:
    if "digits" in found:
        return parse_digits(found["digits"], language)
    if language is Language.ZH:
        return parse_chinese(found.get("words", ""))
    return Decimal(NUMBER_WORDS[language][found["words"].lower()])


def _scale(found: dict[str, str], language: Language) -> Decimal:
    scale = Decimal(MULTIPLIERS[language][found["times"].lower().rstrip(".")] if "times" in found else 1)
    return scale * 1000 if (found.get("money") or found.get("sign", "")).strip() in _THOUSANDS else scale


def _code(name: str) -> str:
    return _FOLDED[name.strip().casefold()]


def _more(found: dict[str, str]) -> Decimal:
    """Return what is added in 1亿2000万."""
    return Decimal(found.get("more", 0)) * (10**4 if "more_times" in found else 1)


def _kind(found: dict[str, str]) -> tuple[ValueKind, str]:
    if "percent" in found or "share" in found:
        return ValueKind.PERCENT, ""
    currency = found.get("money") or found.get("sign")
    if currency:
        return ValueKind.MONEY, _code(currency)
    return (ValueKind.ORDINAL if "rank" in found else ValueKind.NUMBER), ""
