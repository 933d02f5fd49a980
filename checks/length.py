from collections.abc import Iterator

from checks.pair import Pair
from checks.volume import surplus
from model.languages import Language
from model.translation import Finding, Severity

_MOST_UNUSUAL = 3.7
"""Standard deviations of the logarithm of the length that one good translation in a thousand exceeds."""
_ABSURD = {Language.EN: (0.35, 2.5), Language.ZH: (0.07, 1.3)}
"""Characters of the translation for one of the German that no good translation has."""
_SHORTEST = 30
"""Shorter German says nothing about length."""
_SLACK = 30


def length(pair: Pair) -> Iterator[Finding]:
    """The translation is far too short or too long for its German.

    A warning outside of what good translations are, an error where something must have been dropped or made up. What
    the words say about that is the business of the checks for omissions and additions.
    """
    german, translated = _said(pair.blanked(pair.source.text)), _said(pair.blanked(pair.body))
    least, most = _ABSURD[pair.language]
    too_short = len(german) >= _SHORTEST and len(translated) < least * len(german)
    too_long = len(translated) > most * len(german) + _SLACK * (len(german) < _SHORTEST)
    severity = Severity.ERROR if too_short or too_long else Severity.WARNING
    if severity < Severity.ERROR and len(german) >= _SHORTEST:
        deviation = surplus(german, translated, pair.language)
        too_short, too_long = deviation < -_MOST_UNUSUAL, deviation > _MOST_UNUSUAL
    if too_short or too_long:
        template = _SHORT if too_short else _LONG
        fields = {"translated": str(len(translated)), "german": str(len(german))}
        yield Finding("length", severity, template, fields=fields)


_SHORT = "The translation is very short: {translated} characters for {german}."
_LONG = "The translation is very long: {translated} characters for {german}."


def _said(text: str) -> str:
    return " ".join(text.split())
