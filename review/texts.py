"""The desk's words in the language of whoever reads them: English in the code, catalogues of gettext beside it."""

from functools import cache

from babel import Locale, negotiate_locale

from model.errors import NewsbridgeError
from model.languages import Language
from model.phrases import phrase as phrase  # noqa: PLC0414 - given on: the desk imports it from here
from pipeline.speaking import LOCALES as LOCALES  # noqa: PLC0414 - likewise
from pipeline.speaking import catalogue as catalogue  # noqa: PLC0414 - likewise

LANGUAGES = {Language.DE: "Deutsch", Language.EN: "English", Language.ZH: "中文"}
"""The languages of the interface, each by its own name."""


def explain(error: NewsbridgeError, language: Language) -> str:
    """Return the line of an error in `language`."""
    try:
        return catalogue(language).gettext(error.message).format_map(error.fields)
    except (KeyError, IndexError):
        return str(error)


@cache
def locale(language: Language) -> Locale:
    """Return what babel calls `language`."""
    return Locale.parse(language.value, sep="-")


def accepted(header: str) -> Language:
    """Return the language that a browser asks for in `Accept-Language` (RFC 9110, 12.5.4), English where we lack it."""
    known = {language.short: language for language in LANGUAGES}
    wanted = sorted(map(_preference, header.split(",")), reverse=True)
    found = negotiate_locale([tag for weight, tag in wanted if weight > 0], list(known), sep="-")
    return known.get(found or "", Language.EN)


def _preference(part: str) -> tuple[float, str]:
    tag, _, weight = part.partition(";q=")
    try:
        return float(weight or 1), tag.strip()
    except ValueError:
        return 0.0, ""
