from collections.abc import Iterator

from checks.pair import Pair
from model.richtext import MarkKind, RichText
from model.translation import Finding, Severity


def links(pair: Pair) -> Iterator[Finding]:
    """A link of the German is missing, or the translation has one that the German has not.

    Compared by address, wherever in the sentence the link stands. An error either way.
    """
    here, there = _targets(pair.source), _targets(pair.target)
    for href in here - there:
        yield Finding("links", Severity.ERROR, f"The link to {href} is missing.")
    for href in there - here:
        yield Finding("links", Severity.ERROR, f"The link to {href} is not in the German.")


def _targets(text: RichText) -> set[str]:
    return {mark.href for mark in text.marks if mark.kind is MarkKind.LINK and mark.href}
