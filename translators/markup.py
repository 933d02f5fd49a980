"""Inline markup of the German put where it belongs in the translation."""

import re
from dataclasses import replace

from model.languages import TARGET_LANGUAGES
from model.notes import split_note
from model.richtext import Mark, MarkKind, RichText
from translators.alignment import proportional
from translators.engine import Alignment
from translators.places import Places, nowhere, standing_alone
from translators.spans import EDGE, SIGNS, Span, aligned_span

_LITERAL_ONLY = {MarkKind.SUBSCRIPT, MarkKind.SUPERSCRIPT}


def reattach(source: RichText, target: str, align: Alignment | None = None, known: Places = nowhere) -> RichText:
    """Return `target` with the marks of `source`.

    A mark over the whole stays over the whole, without a note at its end. What stands in the target as it is, such as
    a name, is marked there; then what `known` finds, such as a date; anything else by `align` (source offset -> target
    offset), and where that says nothing by proportion, at word borders. Subscripts and superscripts are dropped where
    their characters are gone; a link is never lost.
    """
    placed = [_placed(mark, source.text, target, align, known) for mark in source.marks] if target else []
    return RichText(target, tuple(sorted({mark for mark in placed if mark is not None})))


def _placed(mark: Mark, source: str, target: str, align: Alignment | None, known: Places) -> Mark | None:
    if mark.kind in _LITERAL_ONLY:
        span = _in_context(mark, source, target)
    else:
        span = _whole(mark, source, _without_note(target)) or _found(mark, source, target, align, known)
    return replace(mark, start=span[0], end=span[1]) if span else None


def _without_note(target: str) -> str:
    return min((split_note(target, language)[0] for language in TARGET_LANGUAGES), key=len) or target


def _found(mark: Mark, source: str, target: str, align: Alignment | None, known: Places) -> Span:
    """Find the marked words without the signs at their ends, then the signs beside them."""
    words, body = _bare(mark, source), _without_note(target)
    tries = (_said(words, source, text, find) for text in (body, target) for find in (standing_alone, known))
    span = next(filter(None, tries), None) or aligned_span((words.start, words.end), source, body, align)
    before = len(target[: span[0]]) - len(target[: span[0]].rstrip(SIGNS))
    after = len(target[span[1] :]) - len(target[span[1] :].lstrip(SIGNS))
    start, end = span[0] - min(before, words.start - mark.start), span[1] + min(after, mark.end - words.end)
    return (start, end) if start < end else (0, len(target))


def _bare(mark: Mark, source: str) -> Mark:
    marked = source[mark.start : mark.end]
    if not marked.strip(EDGE):
        return mark
    start = mark.start + len(marked) - len(marked.lstrip(EDGE))
    return replace(mark, start=start, end=start + len(marked.strip(EDGE)))


def _whole(mark: Mark, source: str, target: str) -> Span | None:
    """Cover all that the mark covers in the source; a final stop is covered in both or in neither."""
    if source[: mark.start].strip(EDGE) or source[mark.end :].strip(EDGE):
        return None
    start = 0 if mark.start == 0 else len(target) - len(target.lstrip(EDGE))
    end = len(target) if mark.end == len(source) else len(target.rstrip(EDGE))
    return (start, end) if start < end else (0, len(target))


def _said(mark: Mark, source: str, target: str, find: Places) -> Span | None:
    """Find the marked words; of several places the one of the same rank, else of the like position."""
    words = source[mark.start : mark.end]
    places = find(words, target)
    if not places:
        return None
    before = [start for start, _ in standing_alone(words, source)]
    if len(before) == len(places):
        return places[min(range(len(before)), key=lambda rank: abs(before[rank] - mark.start))]
    wanted = proportional(len(source), len(target))(mark.start)
    return min(places, key=lambda place: abs(place[0] - wanted))


def _in_context(mark: Mark, source: str, target: str) -> Span | None:
    """Find the marked characters behind the letters that they follow: the 2 of CO2, not any 2."""
    context = re.search(r"[^\W\d_]*\Z", source[: mark.start])
    before = context[0] if context else ""
    rank = len(re.findall(re.escape(before + source[mark.start : mark.end]), source[: mark.start]))
    places = [found.end() for found in re.finditer(re.escape(before + source[mark.start : mark.end]), target)]
    if not before or not places:
        return None
    end = places[min(rank, len(places) - 1)]
    return end - (mark.end - mark.start), end
