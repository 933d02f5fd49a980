"""Names in a German text, and whether a translation has them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from model.languages import Language
from model.persons import find_persons
from model.termbase import TermMatch, termbase
from model.terms import Term


class NameKind(StrEnum):
    """What a name stands for; the first four are also kinds of terms."""

    ORGANISATION = "organisation"
    PLACE = "place"
    PERSON = "person"
    EVENT = "event"
    ACRONYM = "acronym"


@dataclass(frozen=True)
class Name:
    """A name found in a German text.

    Attributes:
        text: the Latin form, without a German ending where the termbase knows the name.
        match: what the termbase knows of it, None for a name found by its shape.
        possessive: what it owns stands right behind it, so that a final -s may be that of a genitive.
    """

    text: str
    kind: NameKind
    start: int
    end: int
    match: TermMatch | None = None
    possessive: bool = False

    def written(self, language: Language) -> str:
        """Return the name as it is to be written: the preferred term, else the Latin form."""
        term = self.match.term(language) if self.match and self.match.exact else None
        return term.preferred if term else self.text

    def forms(self, language: Language) -> tuple[str, ...]:
        """Return every form that counts as the name in a text of `language`."""
        term = self.match.term(language) if self.match else None
        known = term.forms if term else ()
        latin = (self.match.source,) if self.match else _latin_forms(self)
        return (*known, self.text, *latin)

    def is_in(self, text: str, language: Language) -> bool:
        """Whether `text` has the name in one of its forms."""
        return any(contains(text, form) for form in self.forms(language))


_LEGAL = (
    r"gGmbH(?:\s&\sCo\.\sKG)?|GmbH(?:\s&\sCo\.\s(?:KGaA|KG|OHG))?|mbH|AG(?:\s&\sCo\.\sKGaA)?|SE(?:\s&\sCo\.\sKGaA)?|KGaA|KG|OHG|"
    r"UG|eG|e\.\s?V\.|S\.A\.|B\.V\.|N\.V\.|Inc\.|Corp\.|Co\.,?\sLtd\.?|Ltd\.?|LLC|plc"
)
_CAPITALISED = r"[A-ZÄÖÜ0-9](?:[\w’'+-]|\.(?=\w))*"
_NAME_WORD = rf"(?:{_CAPITALISED}|&|\+|(?<=-\s)und|für)"
_COMPANY = re.compile(rf"(?<![\w-])(?P<name>{_CAPITALISED}(?:\s{_NAME_WORD}){{0,6}}?)\s(?P<legal>{_LEGAL})(?![\w-])")
_NOT_FIRST = re.compile(
    r"^(?:(?:Die|Der|Das|Den|Dem|Des|Ein|Eine|Einer|Bei|Für|Mit|Von|Zur|Zum|Auch|Als|In|Im|Am|An|Nach|Über|Unter|Firma|"
    r"Unternehmen|Tochter|Seit|Und|Wie)\s)+"
)
_ACRONYM = re.compile(r"(?<![\w.-])(?=[A-ZÄÖÜ0-9]*[A-ZÄÖÜ]{2})[A-ZÄÖÜ][A-ZÄÖÜ0-9]{1,6}s?(?![\w.])")
_CAPITALS = """
    AG SE KG UG OHG OG EG II III IV VI VII VIII IX XI XII MW GW TW KW KWH MWH GWH TWH EUR USD CHF CO2 CO H2 UHR MESZ MEZ
    CET PDF TV ZIP DIN ISO QR IT EDV OP NS TOP SMS TAN US PS BU PLZ BIP WM EM PKW LKW KFZ MINT ÖPNV
"""
_NO_ACRONYM = frozenset(_CAPITALS.split())
"""Capitals that name nobody: legal forms, Roman numerals, units, and what other languages call otherwise."""


def find_names(text: str, terms: Sequence[Term], known: Sequence[TermMatch] | None = None) -> list[Name]:
    """Return the names in a German `text` in its order; none overlap.

    The termbase comes first and owns its characters, but for a place in the name of a company (»Köln Messe GmbH«); then
    companies by their legal form, people, acronyms. Plain German
    nouns are never taken for names: a name that no rule knows is left to the editor. `known` is what
    `Termbase.find` has found in `text`, where that has been asked already.
    """
    found: list[Name] = []
    owned = bytearray(len(text))
    known = termbase(terms).find(text) if known is None else known
    companies = list(_companies(text))
    surest = (name for name in _known(text, known) if not _names_a_company(name, companies))
    for names in (surest, companies, _persons(text), _acronyms(text, known)):
        for name in names:
            if not any(owned[name.start : name.end]):
                owned[name.start : name.end] = b"\1" * (name.end - name.start)
                found.append(name)
    return sorted(found, key=lambda name: name.start)


_KINDS = frozenset(kind.value for kind in NameKind)


def _known(text: str, matches: Sequence[TermMatch]) -> Iterator[Name]:
    for match in matches:
        if match.kind in _KINDS:
            written = match.source if match.exact else text[match.start : match.end]
            yield Name(written, NameKind(match.kind), match.start, match.end, match)


def _companies(text: str) -> Iterator[Name]:
    for match in _COMPANY.finditer(text):
        name = _NOT_FIRST.sub("", match["name"])
        if name and not name[0].islower():
            start = match.end("name") - len(name)
            yield Name(text[start : match.end()], NameKind.ORGANISATION, start, match.end())


def _names_a_company(name: Name, companies: Sequence[Name]) -> bool:
    return name.kind is NameKind.PLACE and any(
        company.start <= name.start and name.end < company.end for company in companies
    )


def _persons(text: str) -> Iterator[Name]:
    for start, end in find_persons(text):
        yield Name(text[start:end], NameKind.PERSON, start, end, possessive=_owns(text, end))


def _owns(text: str, end: int) -> bool:
    """Whether a noun follows: »Anna Beispiels Rede«, but »sagt Jörn Lüders.« and »Lüders und Kolbe«."""
    return bool(re.match(r"\s[A-ZÄÖÜ]", text[end:]))


def _acronyms(text: str, known: Sequence[TermMatch]) -> Iterator[Name]:
    terms = {match.start for match in known}
    for match in _ACRONYM.finditer(text):
        if match.group() not in _NO_ACRONYM and match.start() not in terms:
            yield Name(match.group(), NameKind.ACRONYM, match.start(), match.end())


def _latin_forms(name: Name) -> tuple[str, ...]:
    """Return shorter forms that still name the same: without the legal form, without a genitive's -s."""
    forms = []
    if name.kind is NameKind.ORGANISATION:
        core = re.sub(rf"\s(?:{_LEGAL})$", "", name.text)
        # »Ventilbauer Dornseifer & Klappert GmbH«: what stands before the name is translated.
        forms += [core, *([core.split(" ", 1)[1]] if core.count(" ") > 1 else [])]
    if name.text.endswith("s") and (name.possessive or name.kind is NameKind.ACRONYM):
        forms.append(name.text[:-1])
    return tuple(forms)


def contains(text: str, form: str) -> bool:
    """Whether `form` stands in `text` as words of its own; Chinese has no borders to respect, Latin letters have."""
    text, form = text.replace("’", "'"), form.replace("’", "'")
    place = text.find(form)
    while place >= 0:
        before, after = text[place - 1 : place], text[place + len(form) : place + len(form) + 1]
        if not (_glued(before, form[:1]) or (_glued(after, form[-1:]) and after != "s")):
            return True
        place = text.find(form, place + 1)
    return False


def _glued(one: str, other: str) -> bool:
    return bool(one and other) and _is_latin(one) and _is_latin(other)


def _is_latin(char: str) -> bool:
    return char.isalpha() and char < "\u0250"
