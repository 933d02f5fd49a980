"""Terms of an article as they are called at their first mention and after it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from model.languages import Language
from model.mentions import Passage, mentions
from model.richtext import Mark, RichText
from model.terms import Term


@dataclass(frozen=True)
class Translated:
    """A segment of an article in reading order: its German, and its translation.

    Attributes:
        headline: it is the article's title.
        editable: the machine may change it; an editor's text and what came from memory it may not.
    """

    source: str
    target: RichText
    headline: bool = False
    editable: bool = True


def settle(segments: Sequence[Translated], language: Language, terms: Sequence[Term]) -> dict[int, RichText]:
    """Return the segments of one article that change, by index, so that each term has the form due to its mention.

    The first form, such as 西门子（Siemens）, stands at the first mention behind the headline, the short or preferred
    form after it. A segment that is not editable counts as a mention and stays. Marks stay on their words. Settling
    again changes nothing.
    """
    passages = [Passage(segment.source, segment.target.text, segment.headline) for segment in segments]
    changed: dict[int, RichText] = {}
    # From the end, so that the offsets of what is still to do stay true.
    for mention in reversed(list(mentions(passages, language, terms))):
        if not mention.right and segments[mention.passage].editable:
            text = changed.get(mention.passage, segments[mention.passage].target)
            changed[mention.passage] = exchanged(text, mention.start, mention.end, mention.wanted)
    return changed


def exchanged(text: RichText, start: int, end: int, written: str) -> RichText:
    """Return `text` with `written` in place of `text[start:end]`; a mark that touches these covers what is new."""
    grown = len(written) - (end - start)
    return RichText(
        text.text[:start] + written + text.text[end:],
        tuple(sorted(_moved(text.marks, start, end, grown))),
    )


def _moved(marks: Iterable[Mark], start: int, end: int, grown: int) -> Iterable[Mark]:
    for mark in marks:
        begins = mark.start + grown if mark.start >= end else min(mark.start, start)
        ends = mark.end if mark.end <= start else max(mark.end, end) + grown
        yield replace(mark, start=begins, end=ends)
