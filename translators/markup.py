"""Inline markup of the German put where it belongs in the translation."""

import re
from dataclasses import replace

from model.richtext import Mark, MarkKind, RichText
from translators.alignment import proportional
from translators.engine import Alignment

_LITERAL_ONLY = {MarkKind.SUBSCRIPT, MarkKind.SUPERSCRIPT}
_EDGE = ' \t.,;:!?…。，、；：！？„“”"»«()（）'
_WORD = re.compile(r"[^\W\u3400-\u9fff]+(?:[-.,'’@/&][^\W\u3400-\u9fff]+)*|[\u3400-\u9fff]|\S")
"""What a border may not fall into: a Latin word, number, address; a Chinese character stands for itself."""


def reattach(source: RichText, target: str, align: Alignment | None = None) -> RichText:
    """Return `target` with the marks of `source`.

    A mark over the whole stays over the whole. What stands in the target as it is, such as a name, is marked there;
    anything else by `align` (source offset -> target offset), and where that says nothing by proportion, at word
    borders. Subscripts and superscripts are dropped where their characters are gone; a link is never lost.
    """
    placed = [_placed(mark, source, target, align) for mark in source.marks] if target else []
    return RichText(target, tuple(sorted({mark for mark in placed if mark is not None})))


def _placed(mark: Mark, source: RichText, target: str, align: Alignment | None) -> Mark | None:
    if mark.kind in _LITERAL_ONLY:
        span = _in_context(mark, source.text, target)
    else:
        span = (
            _whole(mark, source.text, target)
            or _literal(mark, source.text, target)
            or _aligned(mark, source.text, target, align)
        )
    return replace(mark, start=span[0], end=span[1]) if span else None


def _whole(mark: Mark, source: str, target: str) -> tuple[int, int] | None:
    """Cover all that the mark covers in the source; a final stop is covered in both or in neither."""
    if source[: mark.start].strip(_EDGE) or source[mark.end :].strip(_EDGE):
        return None
    start = 0 if mark.start == 0 else len(target) - len(target.lstrip(_EDGE))
    end = len(target) if mark.end == len(source) else len(target.rstrip(_EDGE))
    return (start, end) if start < end else (0, len(target))


def _literal(mark: Mark, source: str, target: str) -> tuple[int, int] | None:
    """Find the marked words themselves; of several places the one of the same rank, else of the like position."""
    words = source[mark.start : mark.end].strip()
    places = _standing_alone(words, target)
    if not places:
        return None
    before = _standing_alone(words, source)
    if len(before) == len(places):
        start = places[min(range(len(before)), key=lambda rank: abs(before[rank] - mark.start))]
    else:
        wanted = proportional(len(source), len(target))(mark.start)
        start = min(places, key=lambda place: abs(place - wanted))
    return start, start + len(words)


def _in_context(mark: Mark, source: str, target: str) -> tuple[int, int] | None:
    """Find the marked characters behind the letters that they follow: the 2 of CO2, not any 2."""
    context = re.search(r"[^\W\d_]*\Z", source[: mark.start])
    before = context[0] if context else ""
    rank = len(re.findall(re.escape(before + source[mark.start : mark.end]), source[: mark.start]))
    places = [found.end() for found in re.finditer(re.escape(before + source[mark.start : mark.end]), target)]
    if not before or not places:
        return None
    end = places[min(rank, len(places) - 1)]
    return end - (mark.end - mark.start), end


def _aligned(mark: Mark, source: str, target: str, align: Alignment | None) -> tuple[int, int]:
    if align is None:
        place = proportional(len(source), len(target))
        return _snapped(place(mark.start), place(mark.end), target)
    begins = [mark.start + word.start() for word in _WORD.finditer(source[mark.start : mark.end])] or [mark.start]
    ends = [align(offset) for offset in begins]
    return _snapped(min(ends), max(ends) + 1, target)


def _snapped(start: int, end: int, target: str) -> tuple[int, int]:
    """Widen a span to whole words; where it holds no word, take the nearest one."""
    words = [word.span() for word in _WORD.finditer(target) if word[0].strip(_EDGE)]
    if not words:
        return 0, len(target)
    touched = [word for word in words if word[0] < end and start < word[1]]
    touched = touched or [min(words, key=lambda word: abs(word[0] - start))]
    return touched[0][0], touched[-1][1]


def _standing_alone(words: str, text: str) -> list[int]:
    """Return where `words` stand without a Latin letter or digit right beside them."""
    alnum = r"[^\W_\u3400-\u9fff]"
    before = rf"(?<!{alnum})" if re.match(alnum, words) else ""
    after = rf"(?!{alnum})" if re.search(alnum + r"\Z", words) else ""
    return [found.start() for found in re.finditer(before + re.escape(words) + after, text)] if words else []
