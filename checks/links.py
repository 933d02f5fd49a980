from collections.abc import Iterator

from checks.pair import Pair
from model.richtext import Mark, MarkKind, RichText
from model.translation import Finding, Severity


def links(pair: Pair) -> Iterator[Finding]:
    """A link of the German is missing, stands on no word, or is not in the German.

    Compared by address, wherever in the sentence the link stands. An error: readers would not get where the German
    sends them.
    """
    here, there = _links(pair.source), _links(pair.target)
    for href in sorted(here.keys() - there.keys()):
        yield Finding(
            "links",
            Severity.ERROR,
            "The link to {href} is missing.",
            source_span=(here[href].start, here[href].end),
            fields={"href": href},
        )
    for href, mark in sorted(there.items()):
        words = pair.target.text[mark.start : mark.end]
        span, fields = (mark.start, mark.end), {"href": href}
        if href not in here:
            yield Finding("links", Severity.ERROR, "The link to {href} is not in the German.", span, fields=fields)
        elif not any(char.isalnum() for char in words):
            yield Finding("links", Severity.ERROR, "The link to {href} stands on no word.", span, fields=fields)


def _links(text: RichText) -> dict[str, Mark]:
    return {mark.href: mark for mark in text.marks if mark.kind is MarkKind.LINK and mark.href}
