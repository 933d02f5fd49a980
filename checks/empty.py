from collections.abc import Iterator

from checks.pair import Pair
from model.translation import Finding, Severity


def empty(pair: Pair) -> Iterator[Finding]:
    """The translation is empty although the German is not.

    A note of what was lost, or signs alone, count as nothing. Blocking: there is nothing to read.
    """
    said = any(char.isalnum() for char in pair.source.text)
    if said and not any(char.isalnum() for char in pair.body):
        yield Finding("empty", Severity.BLOCKING, "The translation is empty.")
