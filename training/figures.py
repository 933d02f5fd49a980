"""Figures and dates that stand on both sides of a pair: found, and drawn anew so that none is learnt by heart."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
_ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SCALES = {
    "Millionen": (10**6, "million"),
    "Million": (10**6, "million"),
    "Mio.": (10**6, "million"),
    "Milliarden": (10**9, "billion"),
    "Milliarde": (10**9, "billion"),
    "Mrd.": (10**9, "billion"),
}
_FIGURE = re.compile(
    rf"(?<![\w.,])(?:(?P<day>\d\d?)\. (?P<month>{'|'.join(_MONTHS)})(?: (?P<year>\d{{4}}))?"
    r"|(?P<number>\d+(?:[.,]\d+)*)(?: (?P<scale>Millionen|Million|Mio\.|Milliarden|Milliarde|Mrd\.))?)(?!\w|[.,]\d)"
)


@dataclass(frozen=True)
class Figure:
    """A figure at `start` of the source, its words there, and which way of writing it the target has."""

    start: int
    source: str
    target: str
    way: int


def figures(source: str, target: str, language: str) -> Iterator[Figure]:
    """Yield the figures of a sentence that stand in the target just once, written in a way known for the language."""
    for match in _FIGURE.finditer(source):
        for way, written in enumerate(ways(match, language)):
            if written and len(written) > 1 and _places(written, target) == 1 and source.count(match[0]) == 1:
                yield Figure(match.start(), match[0], written, way)
                break


def redrawn(figure: Figure, language: str, rng: random.Random) -> Figure | None:
    """Return another figure of the same form, written in the same way; None where it cannot be."""
    match = _FIGURE.fullmatch(figure.source)
    if match is None:
        return None
    fresh = _FIGURE.fullmatch(_another(match, rng))
    written = ways(fresh, language) if fresh else []
    if fresh is None or figure.way >= len(written) or not written[figure.way]:
        return None
    return Figure(figure.start, fresh[0], written[figure.way], figure.way)


def ways(match: re.Match[str], language: str) -> list[str]:
    """Return how a German figure may be written in a language; always as many, "" where a way does not fit."""
    if match["day"]:
        return _dates(int(match["day"]), _MONTHS.index(match["month"]), match["year"], language)
    plain = match["number"].replace(".", "").replace(",", ".")
    exchanged = match["number"].translate(str.maketrans(".,", ",."))
    if language == "en":
        return [f"{exchanged} {_SCALES[match['scale']][1]}"] if match["scale"] else [exchanged, plain]
    value = float(plain) if plain.count(".") < 2 else 0.0
    whole = round(value * (_SCALES[match["scale"]][0] if match["scale"] else 1), 6)
    return [_chinese(whole), "" if match["scale"] else plain, "" if match["scale"] else exchanged]


def replace(text: str, old: str, new: str) -> str:
    """Return the text with the one place of a figure written anew."""
    return standing(old).sub(lambda _: new, text, count=1)


def standing(written: str) -> re.Pattern[str]:
    """Return what finds a figure where it is not part of a longer one."""
    return re.compile(rf"(?<![\d.,]){re.escape(written)}(?![\d万亿]|[.,]\d)")


def _places(written: str, text: str) -> int:
    return len(standing(written).findall(text))


def _dates(day: int, month: int, year: str | None, language: str) -> list[str]:
    if language == "zh":
        return [f"{year}年{month + 1}月{day}日" if year else f"{month + 1}月{day}日"]
    return [f"{day} {_ENGLISH_MONTHS[month]}{f' {year}' if year else ''}"]


def _chinese(value: float) -> str:
    for unit, name in ((10**8, "亿"), (10**4, "万")):
        if value >= unit:
            return f"{value / unit:.6f}".rstrip("0").rstrip(".") + name
    return ""


def _another(match: re.Match[str], rng: random.Random) -> str:
    if match["day"]:
        year = f" {rng.randint(1990, 2034)}" if match["year"] else ""
        return f"{rng.randint(1, 28)}. {rng.choice(_MONTHS)}{year}"
    number: str = match["number"]
    if re.fullmatch(r"(19|20)\d\d", number):
        return str(rng.randint(1900, 2050))
    digits = [rng.choice("0123456789") if mark.isdigit() else mark for mark in number]
    digits[0] = rng.choice("123456789")
    return "".join(digits) + (f" {match['scale']}" if match["scale"] else "")
