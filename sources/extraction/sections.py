"""Sections and boxes within the article's region that lead elsewhere: related pages, teasers, comments."""

from collections.abc import Iterator, Sequence

from model.article import BlockKind, Role
from sources.extraction.blocks import Unit
from sources.extraction.boilerplate import announces_related, heads_furniture
from sources.richtext import Element

_ALL_LINK, _PARTLY_LINKS = 0.9, 0.3
_LONGEST_TEASER = 400
"""Letters of a box whose heading is a link; a longer one is a part of the article with a link in its heading."""
_LONG = 200
"""Letters of a paragraph that goes on with the article after a section of furniture."""


def within(element: Element, container: Element) -> bool:
    """Whether `element` is `container` or stands in it."""
    return element is container or any(parent is container for parent in element.iterancestors())


def without_boxes(units: Sequence[Unit]) -> list[Unit]:
    """Drop sections that are furniture whatever they hold (»Kommentare«), and teasers: a linked heading with lines."""
    chosen: list[Unit] = []
    index = 0
    while index < len(units):
        end = _end_of_box(units, index)
        if end == index:
            chosen.append(units[index])
        index = max(end, index + 1)
    return chosen


def without_related(units: Sequence[Unit]) -> list[Unit]:
    """Drop the sections that announce other pages and then hold links to them only."""
    chosen: list[Unit] = []
    index = 0
    while index < len(units):
        related = index > 0 and announces_related(units[index].text) and _is_label(units[index])
        end = _end_of_section(units, index) if related else index
        if related and all(_is_link(unit) for unit in units[index + 1 : end]):
            index = end
        else:
            chosen.append(units[index])
            index += 1
    return chosen


def _end_of_box(units: Sequence[Unit], index: int) -> int:
    """Return the index behind the furniture that the unit at `index` heads, `index` itself where it heads none."""
    unit = units[index]
    if not _is_label(unit):
        return index
    if heads_furniture(unit.text):
        own = _in_own_box(units, index)
        return own if own > index + 1 else index + 1 + sum(1 for _ in _flat(units, index))
    if unit.block.kind is BlockKind.HEADING and unit.linked >= _ALL_LINK:
        end = _in_own_box(units, index)
        short = sum(len(inner.text) for inner in units[index:end]) <= _LONGEST_TEASER
        return end if short else index
    return index


def _in_own_box(units: Sequence[Unit], index: int) -> int:
    """Return the index behind the units that share a box with the heading at `index`, and with nothing before it."""
    after = units[index + 1] if index + 1 < len(units) else None
    if after is None:
        return index + 1
    box = next((parent for parent in units[index].element.iterancestors() if within(after.element, parent)), None)
    if box is None or (index and within(units[index - 1].element, box)):
        return index + 1
    outside = (at for at in range(index + 1, len(units)) if not within(units[at].element, box))
    return next(outside, len(units))


def _flat(units: Sequence[Unit], index: int) -> Iterator[Unit]:
    """Yield the units after a heading without a box of its own, as far as they are no text of the article."""
    heading = units[index].block
    for unit in units[index + 1 :]:
        level = unit.block.level if unit.block.kind is BlockKind.HEADING else 7
        goes_on = len(unit.text) >= _LONG and unit.linked < _PARTLY_LINKS
        plain = heading.kind is not BlockKind.HEADING and not _is_link(unit)
        if level <= heading.level or goes_on or plain:
            return
        yield unit


def _end_of_section(units: Sequence[Unit], index: int) -> int:
    after = range(index + 1, len(units))
    return next((at for at in after if units[at].block.kind is BlockKind.HEADING), len(units))


def _is_label(unit: Unit) -> bool:
    return unit.block.kind in {BlockKind.HEADING, BlockKind.PARAGRAPH} and unit.block.role is Role.BODY


def _is_link(unit: Unit) -> bool:
    least = 0.01 if unit.block.kind is BlockKind.LIST_ITEM else _PARTLY_LINKS
    return unit.linked >= least or unit.block.kind is BlockKind.FIGURE
