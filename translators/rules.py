"""Text that never passes through an engine: contact lines, postal addresses, datelines, kickers, plain values."""

import re
from collections.abc import Sequence

from model.article import BlockKind, Role
from model.languages import Language
from model.richtext import RichText
from model.termbase import termbase
from model.terms import Term
from model.values import ValueKind, find_values, to_text
from translators.contacts import contact, lenient, names, postal
from translators.markup import reattach


def by_rule(text: RichText, role: Role, kind: BlockKind, target: Language, terms: Sequence[Term]) -> RichText | None:
    """Translate `text` without an engine where it is a form rather than a sentence.

    Labels are translated by table, organisations and places by `terms`, dates and figures by the notation of the
    language; e-mail and postal addresses, URLs, phone and fax numbers stay character for character, so that a letter
    or a call arrives. In a contact block whatever is no sentence stays as it is. Links stay on the same words.

    Returns:
        The translation with the marks of the source, or None where it is an engine's work.
    """
    lines = text.text.split("\n")
    ruled = [_line(line, role, kind, target, terms) for line in lines]
    if any(line is None for line in ruled):
        return None
    return reattach(text, "\n".join(line or "" for line in ruled))


def _line(line: str, role: Role, kind: BlockKind, target: Language, terms: Sequence[Term]) -> str | None:
    for rule in _RULES + ((lenient,) if role is Role.CONTACT else ()):
        ruled = rule(line.strip(), target, terms)
        if ruled is not None:
            return ruled
    return None


def _signs(line: str, target: Language, terms: Sequence[Term]) -> str | None:
    return None if any(char.isalnum() for char in line) else line


_UNIT = re.compile(r"\s?(?:t|kg|g|km/h|km|cm|mm|m|m²|m³|km²|ha|kW|MW|GW|kWh|MWh|GWh|TWh|°C|l|Mbit/s|GB|TB)?[.*]?")


def _value(line: str, target: Language, terms: Sequence[Term]) -> str | None:
    """A value and nothing else, as in a table: »1.234,5 t«, »isa@example.org«."""
    values = find_values(line, Language.DE)
    if len(values) != 1 or values[0].start or values[0].spelled or values[0].attached:
        return None
    rest = line[values[0].end :]
    return to_text(values[0], target) + rest if _UNIT.fullmatch(rest) else None


_DAYS = {
    "Montag": ("Monday", "周一"),
    "Dienstag": ("Tuesday", "周二"),
    "Mittwoch": ("Wednesday", "周三"),
    "Donnerstag": ("Thursday", "周四"),
    "Freitag": ("Friday", "周五"),
    "Samstag": ("Saturday", "周六"),
    "Sonnabend": ("Saturday", "周六"),
    "Sonntag": ("Sunday", "周日"),
}
_PLACE = rf"(?!{'|'.join(_DAYS)})[A-ZÄÖÜ][\w.'-]*(?:\s(?:am|an der|im|bei|[A-ZÄÖÜ(][\w.)-]*)){{0,3}}"
_BEFORE_DATE = re.compile(
    rf"\(?(?:(?P<places>{_PLACE}(?:\s?/\s?{_PLACE})*)(?:\s?[,|:–-]\s?|\s(?=den|am)))?"
    rf"(?:(?P<day>{'|'.join(_DAYS)}),?\s?)?(?:(?:den|dem|am)\s)?"
)


def _dateline(line: str, target: Language, terms: Sequence[Term]) -> str | None:
    """Place and date: »Berlin, den 26.03.2021«."""
    values = find_values(line, Language.DE)
    if not values or values[-1].kind is not ValueKind.DATE or line[values[-1].end :].strip(" .:)–-"):
        return None
    before = _BEFORE_DATE.fullmatch(line[: values[-1].start])
    if not before:
        return None
    date = to_text(values[-1], target)
    day = _DAYS.get(before["day"] or "")
    places = [_translated(place.strip(), target, terms) for place in (before["places"] or "").split("/") if place]
    if target is Language.ZH:
        return "，".join(filter(None, ["/".join(places), date + (f"（{day[1]}）" if day else "")]))
    return ", ".join(filter(None, ["/".join(places), day[0] if day else "", date]))


_KICKERS = {
    "Pressemitteilung": ("Press release", "新闻稿"),
    "Pressemeldung": ("Press release", "新闻稿"),
    "Medienmitteilung": ("Media release", "新闻稿"),
    "Presseinformation": ("Press information", "新闻资料"),
    "Presse-Information": ("Press information", "新闻资料"),
    "Medieninformation": ("Media information", "新闻资料"),
    "Presseinfo": ("Press information", "新闻资料"),
    "Presseeinladung": ("Invitation to the press", "媒体邀请"),
    "Pressetermin": ("Press event", "媒体活动"),
    "Presse": ("Press", "新闻"),
    "Meldung": ("News", "消息"),
    "Aktuelles": ("News", "最新消息"),
}
_KICKER = re.compile(
    rf"(?i:(?P<word>{'|'.join(_KICKERS)}))(?:\s(?:Nr\.?|Nummer)?\s?(?P<number>\d[\w/.-]*(?<![.])))?"
    r"(?:\s?(?:,|\||–|-|vom|/)\s?)?(?:vom\s)?(?P<rest>.*?)[.:]?"
)


def _kicker(line: str, target: Language, terms: Sequence[Term]) -> str | None:
    """The line above a title: »Pressemitteilung Nr. 12/2026 vom 26. März 2026«."""
    match = _KICKER.fullmatch(line)
    if not match:
        return None
    date = _dateline(match["rest"], target, terms) if match["rest"] else ""
    if date is None:
        return None
    words = next(words for german, words in _KICKERS.items() if german.lower() == match["word"].lower())
    number = match["number"]
    if target is Language.ZH:
        return "，".join(filter(None, [words[1] + (f"第{number}号" if number else ""), date]))
    return ", ".join(filter(None, [words[0] + (f" No. {number}" if number else ""), date]))


_ABOUT = re.compile(
    r"(?:Informationen|Information|Hintergrund|Über)(?:\s(?:zur|zum|zu|über))?(?:\s(?:die|den|das|der))?\s(?P<subject>.+?)(?P<colon>:?)"
)


def _about(line: str, target: Language, terms: Sequence[Term]) -> str | None:
    """The heading of a boilerplate: »Information zur ISA:«."""
    match = _ABOUT.fullmatch(line)
    known = termbase(terms).lookup(match["subject"]) if match else None
    term = known.term(target) if known else None
    if not match or not term:
        return None
    return (
        f"关于{term.preferred}{'：' * len(match['colon'])}"
        if target is Language.ZH
        else f"About {term.preferred}{match['colon']}"
    )


def _term(line: str, target: Language, terms: Sequence[Term]) -> str | None:
    match = termbase(terms).lookup(line)
    term = match.term(target) if match else None
    if not term:
        return None
    preferred = term.preferred[0].upper() + term.preferred[1:]
    end = line[-1] if line[-1] in ":!?" else ""
    return preferred + ({":": "：", "!": "！", "?": "？"}.get(end, "") if target is Language.ZH else end)


def _translated(place: str, target: Language, terms: Sequence[Term]) -> str:
    match = termbase(terms).lookup(place)
    term = match.term(target) if match else None
    return term.preferred if term else place


_RULES = (_signs, _value, _dateline, _kicker, _about, contact, _term, postal, names)
"""In this order: German text, language, terms -> its translation, None where the rule does not apply."""
