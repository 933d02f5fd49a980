from collections.abc import Iterator

from checks.pair import Pair
from model.translation import Finding, Severity
from model.values import ADDRESSES


def addresses(pair: Pair) -> Iterator[Finding]:
    """An e-mail address, URL, phone number or file reference was lost or changed.

    They stay character for character in every language; an error, as a reader who calls or writes would reach nobody.
    """
    for value in pair.source_values:
        if value.kind in ADDRESSES and value.text not in pair.target.text:
            yield Finding(
                "addresses",
                Severity.ERROR,
                "»{address}« is missing or changed.",
                source_span=(value.start, value.end),
                fields={"address": value.text},
            )
    for value in pair.values.extra:
        if value.kind in ADDRESSES:
            yield Finding(
                "addresses",
                Severity.ERROR,
                "»{address}« is not in the German.",
                span=(value.start, value.end),
                fields={"address": value.text},
            )
