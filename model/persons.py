"""Names of people in German press releases: by given name, by title or office, by speech, by apposition."""

import re
from collections.abc import Iterator

from model.chinesenames import find_chinese_names
from model.givennames import GIVEN_NAMES

_PARTICLE = (
    r"(?:von der|von dem|von den|van der|van den|von|van|zu|zur|de|di|da|del|della|la|le|ten|ter|el|al|bin|"
    r"Graf|Freiherr)"
)
# Capitalised words that begin a sentence or go before a name, but are none.
_NO_NAME = (
    r"(?!(?:Dr|Prof|Dipl|Im|In|Am|Der|Die|Das|Den|Dem|Des|Sein|Seine|Ihr|Ihre|Mit|Nach|Für|Auf|Bei|Von|Zum|Zur|Als|Aus|"
    r"Unter|Über|Vor|Ein|Eine|Einer|Diese|Dieser|Auch|Wie|So|Alle|Herr|Frau|Laut|Und|Doch|Wir|Millionen|Milliarden|Elf|Welt|Seite|Jahre|Jahren|Tage|Tagen)\b)"
)
_CAPITAL, _SMALL = r"[A-ZÄÖÜÀ-ÖØ-ÞŁŚŠŽČĆÇ]", r"[a-zäöüßà-öø-ÿłńśšžčćçğışąęřůő]"
_WORD = rf"{_NO_NAME}{_CAPITAL}(?:{_SMALL}+|['’]{_CAPITAL}{_SMALL}+)(?:-{_CAPITAL}?{_SMALL}+)*"
_INITIAL = r"[A-ZÄÖÜ]\."
_FULL = rf"(?:{_WORD}|{_INITIAL})(?:\s{_INITIAL})*(?:\s{_PARTICLE}\s{_WORD}|\s{_WORD})"
_ACADEMIC = (
    r"(?:(?:Prof\.|Dr\.|Professorin|Professor|Dipl\.-\w+\.|PD|-?Ing\.|med\.|jur\.|phil\.|rer\.|nat\.|pol\.|h\.\s?c\.|"
    r"habil\.)\s?)+"
)
_OFFICES = (
    "minister|präsident|bürgermeister|sekretär|direktor|sprecher|leiter|chef|führer|senator|beauftragter|beauftragte|"
    "beauftragten|kanzler|kommissar|abgeordnete|abgeordneter|abgeordneten|dezernent|referent|professor|vorstand|"
    "vorstände|vorsitzende|vorsitzender|vorsitzenden|landrat|landrätin|landrats|stadtrat|stadträtin|kämmerer|kämmerin|"
    "konsul|botschafter|gesandter|gesandte|manager|inhaber|gründer|intendant|rektor|dekan|bischof|bischöfin|prokurist|"
    "forscher|wissenschaftler|ingenieur|architekt|experte|expertin|autor|koordinator|partner|gesellschafter|"
    "unternehmer|ökonom|analyst|meister|trainer|kurator|künstler|historiker|informatiker|chemiker|physiker|biologe|"
    "biologin|ärztin|arzt"
)
_INFLECTED = rf"(?:{_OFFICES})(?:in|s|es|n|en|innen)?"
_OFFICE = rf"(?:[A-ZÄÖÜ][\w-]*{_INFLECTED}|(?i:{_INFLECTED})|Herrn?|Frau)(?:\s(?:a\.\s?D\.|i\.\s?R\.))?"
_VERBS = (
    "sagte|sagt|erklärte|erklärt|betonte|betont|unterstrich|unterstreicht|hob|lobte|lobt|freute|freut|bekräftigte|ergänzte|"
    "ergänzt|erläuterte|erläutert|berichtete|berichtet|mahnte|warnte|warnt|forderte|fordert|begrüßte|begrüßt|resümierte|"
    "kommentierte|kommentiert|bilanzierte|kündigte|versicherte|urteilte|meinte|meint|verwies|würdigte|dankte|dankt|beschrieb|"
    "stellte|äußerte|kritisierte|hofft|hoffte|fasste|so"
)
_NAME_AFTER = re.compile(rf"(?<!\w)(?:{_OFFICE}\s(?:{_ACADEMIC})?|{_ACADEMIC})(?P<name>{_FULL})")
_SURNAME = re.compile(
    rf"(?<!\w)(?:Herrn?|Frau|Prof\.(?:\sDr\.)?|Dr\.)\s(?P<name>(?:{_PARTICLE}\s)?{_WORD})(?![\w-]|\s{_WORD})"
)
_SPEAKER = re.compile(
    rf"[“\"«’]?,?\s(?:{_VERBS})\s(?:{_WORD}\s)?(?P<name>{_FULL})"
    r"(?=[,.:;]|\s(?:und|vor|bei|am|in|im|auf|zu|nach|als|die|der|das)\b|$)"
)
_APPOSITION = re.compile(rf"(?:^|(?<=[.:;“„]\s)|(?<=,\s))(?P<name>{_FULL}),\s(?:[a-zäöüß.]+\s){{0,3}}{_OFFICE}\b")
_GIVEN = re.compile(rf"(?<![\w-])(?P<given>{_WORD})(?:\s(?P<second>{_WORD})(?=\s{_WORD}))?(?=\s)")
_REST = re.compile(rf"(?:\s{_INITIAL})*(?:\s{_PARTICLE})?\s{_WORD}")
# »Robert Koch-Institut«, »Eberhard Karls Universität«: named after a person, but no person.
_INSTITUTION = re.compile(
    r"(?:institut|universität|stiftung|schule|gymnasium|straße|platz|preis|haus|klinik|klinikum|gesellschaft|allee|"
    r"agentur|kommunikation|geschäftsstelle)(?:s|es)?\b",
    re.IGNORECASE,
)
_OFFICE_FIRST = re.compile(rf"{_OFFICE}(?:\s|$)")
_NEXT_WORD = re.compile(r"(?:[\s-]\w+)?")


def find_persons(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of people's names without their titles; they may overlap, the surest come first."""
    yield from _by_given_name(text)
    yield from find_chinese_names(text)
    for pattern in (_NAME_AFTER, _SPEAKER, _APPOSITION, _SURNAME):
        for match in pattern.finditer(text):
            office = _OFFICE_FIRST.match(match["name"])
            start = match.start("name") + (office.end() if office else 0)
            if start < match.end("name") and not _is_institution(text, start, match.end("name")):
                yield start, match.end("name")


def _by_given_name(text: str) -> Iterator[tuple[int, int]]:
    for match in _GIVEN.finditer(text):
        if not _is_given(match["given"]):
            continue
        two = match["second"] and _is_given(match["second"])
        rest = _REST.match(text, match.end("second") if two else match.end("given"))
        if rest and not _is_institution(text, match.start(), rest.end()):
            yield match.start(), rest.end()


def _is_institution(text: str, start: int, end: int) -> bool:
    after = _NEXT_WORD.match(text, end)
    return bool(_INSTITUTION.search(text, start, after.end() if after else end))


def _is_given(word: str) -> bool:
    return word.split("-", maxsplit=1)[0] in GIVEN_NAMES
