from collections.abc import Iterator

from checks.coverage import evidence, widest_gap
from checks.pair import Pair
from checks.volume import surplus
from model.languages import Language
from model.translation import Finding, Severity

_FROM = {Language.EN: 9.5, Language.ZH: 12.5}
"""Evidence, in natural logarithms, from which an addition is reported: one in a hundred good pairs has as much."""
_LENGTH = 2.0
"""What one standard deviation of surplus length adds to the evidence of the words."""


def addition(pair: Pair) -> Iterator[Finding]:
    """A stretch of the translation, or an English name with a well-known German form, has nothing in the German.

    The same evidence as for omissions, in the other direction. A warning: engines make up what often stands together.
    """
    found = evidence(pair.translated_prose, pair.source.text, pair.language, Language.DE)
    gap = widest_gap(found)
    if (
        gap.weight + _LENGTH * surplus(pair.source.text, pair.body, pair.language) >= _FROM[pair.language]
        and gap.weight
    ):
        span, fields = (gap.start, gap.end), {"words": pair.body[gap.start : gap.end]}
        yield Finding("addition", Severity.WARNING, "»{words}« seems not to be in the German.", span, fields=fields)
        return
    for item in found:
        span = (item.unit.start, item.unit.end)
        if item.sure and span[0] and pair.body[span[0]].isupper():
            fields = {"words": pair.body[slice(*span)]}
            yield Finding("addition", Severity.WARNING, "»{words}« seems not to be in the German.", span, fields=fields)
