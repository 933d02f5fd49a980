"""What the checks of figures, dates and times have in common: both report what stands on one side only."""

from collections.abc import Iterator, Set

from checks.pair import Pair
from model.translation import Finding, Severity
from model.values import Value, ValueKind, to_text


def one_sided(pair: Pair, check: str, kinds: Set[ValueKind]) -> Iterator[Finding]:
    """Yield a finding of `check` for each value of `kinds` that the translation lacks or that nobody said.

    What the German says in words is a doubt only, as good translations turn it in many ways; a rank in words (»jede
    zweite Firma«, »im zweiten Halbjahr«) is a note, as most of them do.
    """
    for value in pair.values.missing:
        if value.kind in kinds:
            fields = {"value": value.text, "wanted": to_text(value, pair.language)}
            span = (value.start, value.end)
            yield Finding(check, _severity(value), "»{value}« is missing: {wanted}.", source_span=span, fields=fields)
    for value in pair.values.extra:
        if value.kind in kinds and value.end <= len(pair.body):
            span, fields = (value.start, value.end), {"value": value.text}
            yield Finding(check, Severity.ERROR, "»{value}« is not in the German.", span=span, fields=fields)


def _severity(value: Value) -> Severity:
    if not value.spelled:
        return Severity.ERROR
    return Severity.NOTE if value.kind is ValueKind.ORDINAL else Severity.WARNING
