from collections.abc import Iterator

from checks.coverage import Evidence, evidence, widest_gap
from checks.pair import Pair
from checks.volume import surplus
from model.languages import Language
from model.translation import Finding, Severity

_FROM = 8.0
"""Evidence, in natural logarithms, from which a gap is reported: one in a hundred good pairs has as much."""
_SURE_FROM = 13.0
"""Evidence that one in two thousand good pairs has."""
_SHORT = 2.0
"""Standard deviations by which a translation that surely lacks something is too short."""
_LENGTH = 2.0
"""What one standard deviation of missing length adds to the evidence of the words."""


def omission(pair: Pair) -> Iterator[Finding]:
    """A stretch of the German, or a noun or name with a well-known equivalent, is not in the translation.

    Learnt from 19,000 professional translations: what each word becomes, and how long translations are. Words without
    an equivalent that stand together, and a translation that is too short, are evidence together. A warning; an error
    where both are overwhelming.
    """
    found = evidence(pair.prose, pair.body, Language.DE, pair.language)
    gap = widest_gap(found)
    missing = -surplus(pair.source.text, pair.body, pair.language)
    weight = gap.weight + _LENGTH * missing
    if weight >= _FROM and gap.weight:
        severity = Severity.ERROR if weight >= _SURE_FROM and missing >= _SHORT else Severity.WARNING
        span = (gap.start, gap.end)
        fields = {"words": pair.source.text[slice(*span)]}
        template = "Something seems to be left out, perhaps »{words}«."
        yield Finding("omission", severity, template, source_span=span, fields=fields)
        return
    for item in found:
        if item.sure and pair.source.text[item.unit.start].isupper() and not _in_name(pair, item):
            yield _lost_word(pair, item)


def _in_name(pair: Pair, item: Evidence) -> bool:
    """Whether the word belongs to a name, which is the business of the check of names."""
    return any(name.start < item.unit.end and item.unit.start < name.end for name in pair.names)


def _lost_word(pair: Pair, item: Evidence) -> Finding:
    span = (item.unit.start, item.unit.end)
    fields = {"word": pair.source.text[slice(*span)]}
    template = "»{word}« seems not to be translated."
    return Finding("omission", Severity.WARNING, template, source_span=span, fields=fields)
