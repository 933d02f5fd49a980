"""Marks carried over from a text to what an editor made of it."""

from dataclasses import replace

from model.richtext import Mark, MarkKind, RichText
from translators.alignment import follow
from translators.markup import reattach


def carry(source: RichText, before: RichText, words: str) -> RichText:
    """Return an editor's `words` with the marks that `before` had, on what became of the words that they covered.

    A link whose words are gone is placed anew after the German `source`, as a link is never lost; emphasis goes with
    its words.
    """
    place = follow(before.text, words)
    moved = [(mark, _moved(mark, place(mark.start), place(mark.end), words)) for mark in before.marks]
    kept = [new for _, new in moved if new]
    lost = {mark.href for mark, new in moved if new is None and mark.kind is MarkKind.LINK}
    again = [mark for mark in reattach(source, words).marks if mark.kind is MarkKind.LINK and mark.href in lost]
    return RichText(words, tuple(sorted({*kept, *again})))


def _moved(mark: Mark, start: int, end: int, words: str) -> Mark | None:
    covered = words[start:end]
    start += len(covered) - len(covered.lstrip())
    end -= len(covered) - len(covered.rstrip())
    return replace(mark, start=start, end=end) if start < end else None
