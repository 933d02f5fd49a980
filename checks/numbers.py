from collections.abc import Iterator

from checks.pair import Pair
from model.translation import Finding, Severity
from model.values import ADDRESSES, Value, to_text


def numbers(pair: Pair) -> Iterator[Finding]:
    """A figure, date or time of the German is missing, or the translation has one that the German has not.

    Compared by value: 2,5 Mio. is 250万 is 2.5 million. An error; a warning where the German says it in words, which
    good translations turn in many ways.
    """
    for value in pair.values.missing:
        if value.kind not in ADDRESSES:
            severity = Severity.WARNING if value.spelled else Severity.ERROR
            yield Finding("numbers", severity, f"»{value.text}« is missing: {to_text(value, pair.language)}.")
    for value in pair.values.extra:
        if value.kind not in ADDRESSES and value.end <= len(pair.body):
            yield Finding("numbers", Severity.ERROR, f"»{value.text}« is not in the German.", _span(value))


def _span(value: Value) -> tuple[int, int]:
    return value.start, value.end
