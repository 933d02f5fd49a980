"""Which units of the article's region are article: teasers, link lists and labels of controls are not."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile, takewhile

from model.article import Block, BlockKind, Role
from sources.extraction.blocks import Unit
from sources.extraction.boilerplate import is_byline, is_control, is_pointer, names_of
from sources.extraction.captions import attach_captions
from sources.extraction.content import Kept, Main
from sources.extraction.roles import is_dateline, is_kicker, opens_contact
from sources.extraction.sections import within, without_boxes, without_related
from sources.richtext import Element

_LEADS = frozenset(
    {"lead", "lede", "leadtext", "teaser", "teasertext", "intro", "introtext", "introduction", "einleitung"}
    | {"vorspann", "anriss", "anrisstext", "abstract", "summary", "standfirst", "preamble"}
)
_MOSTLY_LINKS, _PARTLY_LINKS = 0.6, 0.3
_LONG = 80
_SHORTEST_LEAD = 60
_LONGEST_TOPIC = 40
_MOST_LEADS = 3
_NEAR = 5
"""Units above the headline among which a kicker stands."""


def select_units(units: Sequence[Unit], main: Main, heading: Element | None) -> list[Unit]:
    """Return the article's units between its headline and the end of its text, both known by their elements."""
    inside = [index for index, unit in enumerate(units) if within(unit.element, main.container)]
    if not inside:
        return []
    top = next((index + 1 for index, unit in enumerate(units) if unit.element is heading), inside[0])
    near = [unit for unit in units[max(top - _NEAR, 0) : top] if unit.element is not heading]
    above = [unit for unit in near if _is_numbered_kicker(unit) or _is_dateline_in(unit, main.container)]
    above += [unit for unit in units[min(top, inside[0]) : inside[0]] if _belongs_above(unit)]
    text = _trim(without_boxes([units[index] for index in inside if index >= top or top > inside[-1]]), main)
    return _without_last_headings(without_related(attach_captions(above + _without_labels(text))))


def is_overview(units: Sequence[Unit]) -> bool:
    """Whether a page lists other pages instead of telling something itself."""
    letters = sum(len(unit.text) for unit in units)
    return sum(unit.linked * len(unit.text) for unit in units) > _MOSTLY_LINKS * letters > 0


def mark_leads(units: Sequence[Unit], container: Element) -> list[Block]:
    """Return the blocks of `units`; the paragraphs at their beginning whose element is named as a lead get its role."""
    texts = [unit for unit in units if unit.block.kind in {BlockKind.PARAGRAPH, BlockKind.QUOTE}]
    texts = [unit for unit in texts if not is_kicker(unit.text) and not is_dateline(unit.text)]
    texts = list(dropwhile(lambda unit: len(unit.text) < _SHORTEST_LEAD and not _is_lead(unit, container), texts))
    leads = list(takewhile(lambda unit: _is_lead(unit, container), texts[:_MOST_LEADS]))
    named = {id(unit) for unit in leads} if len(leads) < len(texts) else set()
    return [replace(unit.block, role=Role.LEAD) if id(unit) in named else unit.block for unit in units]


def _is_lead(unit: Unit, container: Element) -> bool:
    for element in (unit.element, *unit.element.iterancestors()):
        if element is container:
            return False
        if element.get("itemprop") == "description" or names_of(element) & _LEADS:
            return True
    return False


def _is_numbered_kicker(unit: Unit) -> bool:
    """Whether a line above the headline counts the release; »Presse« alone names the section of the site."""
    return is_kicker(unit.text) and any(letter.isdigit() for letter in unit.text) and unit.linked < _PARTLY_LINKS


def _is_dateline_in(unit: Unit, container: Element) -> bool:
    """Whether a line of place and date above the headline is the article's: many letters begin with it."""
    return unit.linked == 0 and is_dateline(unit.text) and within(unit.element, container)


def _belongs_above(unit: Unit) -> bool:
    """Whether a unit between headline and text is lead, line of date or picture rather than furniture."""
    if unit.block.kind is BlockKind.FIGURE:
        return True
    if unit.linked > 0.3 or is_control(unit.text):
        return False
    return len(unit.text) >= _SHORTEST_LEAD or is_kicker(unit.text) or is_dateline(unit.text)


def _trim(units: list[Unit], main: Main) -> list[Unit]:
    """Return the units up to the last that is surely article, without teasers and labels of controls.

    A heading whose first line only points elsewhere goes with it.
    """
    chosen: list[Unit] = []
    for unit in units[: _end_of_text(units, main.kept)]:
        if _points_elsewhere(unit, main.kept):
            while chosen and chosen[-1].block.kind is BlockKind.HEADING:
                chosen.pop()
        elif _is_safe(unit) or not (is_control(unit.text) or _is_byline(unit)):
            chosen.append(unit)
    return chosen


def _is_safe(unit: Unit) -> bool:
    """Whether a unit is no label whatever it says: a picture, or a cell of a table of data."""
    return unit.block.kind in {BlockKind.FIGURE, BlockKind.TABLE_CELL}


def _is_byline(unit: Unit) -> bool:
    return unit.block.kind is BlockKind.PARAGRAPH and is_byline(unit.text)


def _end_of_text(units: list[Unit], kept: Kept) -> int:
    """Return the index behind the last unit that trafilatura kept, and behind the text that goes on beside it."""
    sure = [at for at, unit in enumerate(units) if unit.block.kind is not BlockKind.HEADING and unit.text in kept]
    end = sure[-1] + 1 if sure else len(units)
    while end < len(units) and _goes_on(units[end - 1], units[end]):
        end += 1
    return _end_of_contact(units, end)


def _end_of_contact(units: list[Unit], start: int) -> int:
    """Return the index behind a section for journalists that follows the text beside it; it holds no sentence."""
    if not 0 < start < len(units) or not opens_contact(units[start].text):
        return start
    around = units[start].element.getparent()
    if not within(units[start - 1].element, around):
        return start
    after = range(start + 1, len(units))
    return next((at for at in after if not _is_contact_line(units[at], around)), len(units))


def _is_contact_line(unit: Unit, around: Element) -> bool:
    short = unit.block.kind is BlockKind.PARAGRAPH and max(map(len, unit.text.split("\n"))) <= _LONG
    return short and unit.linked < _MOSTLY_LINKS and within(unit.element, around)


def _goes_on(before: Unit, unit: Unit) -> bool:
    if unit.linked >= _PARTLY_LINKS:
        return False
    beside = unit.element.getparent() is before.element.getparent() and len(unit.text) >= _LONG
    return beside or unit.element is before.element


def _points_elsewhere(unit: Unit, kept: Kept) -> bool:
    if unit.block.kind in {BlockKind.FIGURE, BlockKind.TABLE_CELL}:
        return False
    teaser = unit.linked >= _MOSTLY_LINKS and (unit.text not in kept or unit.block.kind is BlockKind.HEADING)
    return teaser or is_pointer(unit.text, unit.linked)


def _without_labels(units: list[Unit]) -> list[Unit]:
    """Drop links and lists of topics above the text: short items that no sentence comes before."""
    first = next((at for at, unit in enumerate(units) if len(unit.text) >= _SHORTEST_LEAD), -1)
    return [unit for at, unit in enumerate(units) if at > first or not _is_topic(unit)]


def _is_topic(unit: Unit) -> bool:
    short = unit.block.kind is BlockKind.LIST_ITEM and len(unit.text) <= _LONGEST_TOPIC and not unit.text.endswith(".")
    return short or unit.linked >= _MOSTLY_LINKS


def _without_last_headings(units: list[Unit]) -> list[Unit]:
    """Drop headings at the end, whose sections were not article."""
    end = len(units)
    while end and units[end - 1].block.kind is BlockKind.HEADING:
        end -= 1
    return units[:end]
