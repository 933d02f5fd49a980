"""Dates and times of day as German, English and Chinese write them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from model.languages import Language
from model.numerals import ZH_NUMERAL, parse_chinese
from model.value import Value, ValueKind

_GERMAN = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
_ENGLISH = "January February March April May June July August September October November December"
_GERMAN_SHORT = "Jan=1 Jänner=1 Feb=2 Mrz=3 Apr=4 Aug=8 Sep=9 Sept=9 Okt=10 Nov=11 Dez=12"
GERMAN_MONTHS, ENGLISH_MONTHS = _GERMAN.split(), _ENGLISH.split()
_DE_SHORT = {name: int(number) for name, number in (pair.split("=") for pair in _GERMAN_SHORT.split())}
_EN_SHORT = {name[:3]: number for number, name in enumerate(ENGLISH_MONTHS, start=1)} | {"Sept": 9}
_MONTHS = {
    Language.DE: {name: number for number, name in enumerate(GERMAN_MONTHS, start=1)} | _DE_SHORT,
    Language.EN: {name: number for number, name in enumerate(ENGLISH_MONTHS, start=1)} | _EN_SHORT,
}

_Reader = Callable[[re.Match[str]], tuple[str, ...]]
"""Turns a match into its canonical form, followed by other readings; nothing where it is no date after all."""


def _names(language: Language) -> str:
    names = sorted(_MONTHS[language], key=len, reverse=True)
    return rf"(?P<month>{'|'.join(names)})(?![\w])\.?"


def _iso(year: str | None, month: int, day: int | None = None) -> tuple[str, ...]:
    """Return the date in ISO 8601, its unknown parts left out; nothing where month or day cannot be."""
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return ()
    whole = f"20{year}" if year and len(year) == 2 else year or "-"
    return (f"{whole}-{month:02}" + (f"-{day:02}" if day else ""),)


def _numeric(match: re.Match[str]) -> tuple[str, ...]:
    return _iso(match["year"], int(match["m"]), int(match["day"]))


def _slashed(match: re.Match[str]) -> tuple[str, ...]:
    return _iso(match["year"], int(match["m"]), int(match["day"])) + _iso(
        match["year"], int(match["day"]), int(match["m"])
    )


def _named(language: Language) -> _Reader:
    def read(match: re.Match[str]) -> tuple[str, ...]:
        found = match.groupdict()
        day = found.get("day")
        return _iso(found.get("year"), _MONTHS[language][match["month"]], int(day) if day else None)

    return read


def _chinese(match: re.Match[str]) -> tuple[str, ...]:
    year, month, day = (_chinese_number(match[name]) for name in ("year", "m", "day"))
    return _iso(str(year) if year else None, month or 0, day)


def _chinese_number(text: str | None) -> int | None:
    if not text:
        return None
    if text.isdigit() and text.isascii():
        return int(text)
    value = parse_chinese(text)
    return None if value is None else int(value)


def _clock(match: re.Match[str]) -> tuple[str, ...]:
    found = match.groupdict()
    hour, minute = int(match["hour"]), int(found.get("minute") or 0)
    half = found.get("half") or ""
    if hour < 12 and half.strip().startswith(("p", "P", "下", "晚", "傍", "abends", "nachm", "am ")):
        hour += 12
    if hour == 12 and half.startswith(("a", "A", "凌")):
        hour = 0
    if hour > 24 or minute > 59:
        return ()
    return (f"{hour:02}:{minute:02}", *(["00:00"] if hour == 24 else []))


def _noon(match: re.Match[str]) -> tuple[str, ...]:
    return ("24:00", "00:00") if match.group() == "midnight" else ("12:00",)


_NUMERIC = re.compile(
    r"(?<![\w.])(?P<day>\d{1,2})\.\s?(?P<m>\d{1,2})\.(?:\s?(?P<year>(?:19|20)\d\d|\d\d(?![\d.,]))(?!\d))?"
)
# Without its year »3.10.« is a decimal at the end of an English sentence.
_NUMERIC_YEAR = re.compile(r"(?<![\w.])(?P<day>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<year>(?:19|20)\d\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<m>\d\d)-(?P<day>\d\d)(?!\d)")
_COLON = re.compile(r"(?<![\d:.])(?P<hour>[01]?\d|2[0-4])[:：](?P<minute>[0-5]\d)(?:\sUhr)?(?![\d:])")
_DE_MONTH, _EN_MONTH = _names(Language.DE), _names(Language.EN)
_DE_AND = r"\s?(?:bis(?:\szum)?|und|oder|–|-|/|,|auf den)\s?"
_EN_AND = r"\s?(?:to|and|or|–|-|/|,|until)\s?"
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_ZH_NUMBER = rf"(?:\d{{1,2}}|{ZH_NUMERAL})"

_DATES: dict[Language, tuple[tuple[re.Pattern[str], _Reader], ...]] = {
    Language.DE: (
        (_NUMERIC, _numeric),
        (_ISO, _numeric),
        (re.compile(rf"(?<![\w.]){_DAY}\.\s?{_DE_MONTH}(?:\s{_YEAR})?"), _named(Language.DE)),
        # The first day of »24. bis 26. März 2021«.
        (re.compile(rf"(?<![\w.]){_DAY}\.(?={_DE_AND}\d{{1,2}}\.\s?{_DE_MONTH}(?:\s{_YEAR})?)"), _named(Language.DE)),
        (re.compile(rf"(?<!\w){_DE_MONTH}\s{_YEAR}"), _named(Language.DE)),
    ),
    Language.EN: (
        (_NUMERIC_YEAR, _numeric),
        (_ISO, _numeric),
        (re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})/(?P<m>\d{{1,2}})/{_YEAR}"), _slashed),
        (re.compile(rf"(?<!\w){_DAY}(?:st|nd|rd|th)?\s(?:of\s)?{_EN_MONTH}(?:,?\s{_YEAR})?"), _named(Language.EN)),
        (re.compile(rf"(?<!\w){_EN_MONTH}\s{_DAY}(?:st|nd|rd|th)?(?!\d)(?:,?\s{_YEAR})?"), _named(Language.EN)),
        (re.compile(rf"(?<!\w){_DAY}(?={_EN_AND}\d{{1,2}}\s{_EN_MONTH}(?:\s{_YEAR})?)"), _named(Language.EN)),
        (re.compile(rf"(?<!\w){_EN_MONTH},?\s{_YEAR}"), _named(Language.EN)),
    ),
    Language.ZH: (
        (
            re.compile(
                rf"(?:(?P<year>\d{{4}}|[〇零一二三四五六七八九]{{4}})\s?年\s?)?(?P<m>{_ZH_NUMBER})\s?月"
                rf"(?:\s?(?P<day>{_ZH_NUMBER})\s?[日号])?"
            ),
            _chinese,
        ),
        (_NUMERIC, _numeric),
        (_ISO, _numeric),
    ),
}
_TIMES: dict[Language, tuple[re.Pattern[str], ...]] = {
    Language.DE: (
        re.compile(
            r"(?<![\d.,:])(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d))?\s?(?:Uhr|h\b)"
            r"(?P<half>\s(?:abends|nachmittags|am\s(?:Abend|Nachmittag)))?"
        ),
        re.compile(
            r"(?<![\d.,:])(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d))?(?=\s?(?:bis|und|–|-)\s?\d{1,2}(?:[.:]\d\d)?\s?Uhr)"
        ),
        _COLON,
    ),
    Language.EN: (
        re.compile(r"(?<![\d.,:])(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d))?\s?(?:noon\s?)?(?P<half>[ap])\.?m\b\.?"),
        re.compile(
            r"(?<![\d.,:])(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d))?"
            r"(?=\s?(?:to|and|until|–|-)\s?\d{1,2}(?:[.:]\d\d)?\s?(?P<half>[ap])\.?m\b)"
        ),
        _COLON,
    ),
    Language.ZH: (
        re.compile(
            r"(?P<half>上午|下午|晚上|晚间|傍晚|晚|中午|早上|凌晨)?(?<![\d.,:])(?P<hour>\d{1,2})(?:时|点(?!\d(?!\d)|五|建))(?:(?P<minute>\d{1,2})分?)?"
        ),
        re.compile(
            r"(?P<half>上午|下午|晚上|晚间|傍晚|晚)?(?<![\d:.])(?P<hour>[01]?\d|2[0-4])[:：](?P<minute>[0-5]\d)(?![\d:])"
        ),
    ),
}


# Neither »Georg-August-Universität« nor the short names, which are also names of people.
_ALONE = {
    language: re.compile(rf"(?:(?<![\w-])|(?<=mid-))(?P<month>{'|'.join(months)})(?![\w-])")
    for language, months in ((Language.DE, GERMAN_MONTHS), (Language.EN, ENGLISH_MONTHS))
}
# »Februarwoche«; neither »Mainz« nor »Augustiner«.
_LONG_NAMES = "|".join(name for name in GERMAN_MONTHS if name not in {"Mai", "August"})
_IN_COMPOUND = re.compile(rf"(?<![\w-])(?P<month>{_LONG_NAMES})(?=-?[a-zäöü]{{3}})")
_ANY = {Language.DE: re.compile(r"\d"), Language.EN: re.compile(r"\d"), Language.ZH: re.compile(r"[\d月]")}
_NOON = re.compile(r"(?:12\s)?\b(?:noon|midday)\b|midnight")


def find_datetimes(text: str, language: Language) -> Iterator[Value]:
    """Yield the dates and times of day in `text`; they may overlap, the first found owns its characters."""
    if _ANY[language].search(text):
        for pattern, read in _DATES[language]:
            yield from _values(ValueKind.DATE, pattern, read, text)
        for pattern in _TIMES[language]:
            yield from _values(ValueKind.TIME, pattern, _clock, text)
    if language is Language.EN:
        yield from _values(ValueKind.TIME, _NOON, _noon, text, spelled=True)


def find_months(text: str, language: Language) -> Iterator[Value]:
    """Yield the names of months that stand alone, as spelled dates: »im März« is 3月 in Chinese."""
    if language in _ALONE:
        yield from _values(ValueKind.DATE, _ALONE[language], _named(language), text, spelled=True)
    if language is Language.DE:
        for value in _values(ValueKind.DATE, _IN_COMPOUND, _named(language), text, spelled=True):
            yield replace(value, attached=True)


def _values(
    kind: ValueKind, pattern: re.Pattern[str], read: _Reader, text: str, *, spelled: bool = False
) -> Iterator[Value]:
    for match in pattern.finditer(text):
        readings = read(match)
        if readings:
            yield Value(
                kind, readings[0], match.start(), match.end(), match.group(), spelled=spelled, also=readings[1:]
            )
