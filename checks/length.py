from collections.abc import Iterator

from checks.pair import Pair
from model.languages import Language
from model.translation import Finding, Severity

_USUAL = {Language.EN: (0.55, 1.6), Language.ZH: (0.12, 0.75)}
_ABSURD = {Language.EN: (0.35, 2.5), Language.ZH: (0.07, 1.3)}
"""Characters of the translation for one of the German. Of 19,000 professionally translated sentences of German press
releases, one in a thousand is outside of the usual range, none is absurd."""
_SHORTEST = 30
"""Shorter German says nothing about length."""
_SLACK = 30


def length(pair: Pair) -> Iterator[Finding]:
    """The translation is far too short or too long for its German.

    A warning outside of what good translations are, an error where something must have been dropped or made up.
    """
    german, translated = _said(pair.blanked(pair.source.text)), _said(pair.blanked(pair.body))
    ratio = translated / german if german else 1.0
    if pair.language not in _USUAL:
        return
    for severity, (least, most) in (
        (Severity.ERROR, _ABSURD[pair.language]),
        (Severity.WARNING, _USUAL[pair.language]),
    ):
        too_short = german >= _SHORTEST and ratio < least
        too_long = ratio > most and translated > german * most + _SLACK * (german < _SHORTEST)
        if too_short or too_long:
            said = "short" if too_short else "long"
            yield Finding("length", severity, f"The translation is very {said}: {translated} characters for {german}.")
            return


def _said(text: str) -> int:
    return len(" ".join(text.split()))
