"""The tree of a page to units in reading order: a block each, with the element that it stands in."""

from dataclasses import dataclass, field, replace

from lxml import etree

from model.article import Block, BlockKind
from model.richtext import MarkKind, RichText
from sources.extraction.figures import read_figure, read_image
from sources.extraction.tables import is_data_table, read_table
from sources.richtext import INLINE, Element, InlineBuilder, is_all, on_one_line, one_block, without

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_LONGEST_HEADING = 100
_LONGEST_CAPTION = 1000
_LISTS = {"ul", "ol", "menu", "dir"}


@dataclass(frozen=True)
class Unit:
    """A block and the block element that it stands in, by whose place and names it is judged."""

    block: Block
    element: Element

    @property
    def text(self) -> str:
        """The words of the block."""
        return self.block.text.text

    @property
    def linked(self) -> float:
        """Share of the text that leads to other pages, 0 to 1; addresses of people lead to none."""
        links = (mark for mark in self.block.text.marks if mark.kind is MarkKind.LINK)
        pages = sum(link.end - link.start for link in links if not (link.href or "").startswith(("mailto:", "tel:")))
        return pages / max(len(self.text), 1)


def read_units(container: Element) -> list[Unit]:
    """Return everything that stands in `container`, in reading order."""
    walk = _Walk()
    walk.run(container)
    return walk.units


@dataclass
class _List:
    ordered: bool
    item: int | None = None
    """Index of the unit of the current item, None before its first text."""


@dataclass
class _Walk:
    """State while walking a tree in document order; iterative, as pages nest deeper than Python recurses."""

    units: list[Unit] = field(default_factory=list)
    _inline: InlineBuilder = field(default_factory=InlineBuilder)
    _lists: list[_List] = field(default_factory=list)
    _blocks: list[Element] = field(default_factory=list)
    _figures: list[Unit] = field(default_factory=list)
    _groups: int = 0
    _quotes: int = 0

    def run(self, container: Element) -> None:
        self._blocks.append(container)
        self._inline.text(container.text)
        walker = etree.iterwalk(container, events=("start", "end"))
        skipped: set[Element] = set()
        for event, element in walker:
            if element is container:
                continue
            if event == "start":
                if self._whole(element):
                    walker.skip_subtree()
                    skipped.add(element)
                else:
                    self._start(element)
            else:
                self._end(element, known=element in skipped)
        self._flush()

    def _whole(self, element: Element) -> bool:
        """Read a figure, picture or table at once."""
        if element.tag == "img":
            self._figure(element, read_image(element))
        elif element.tag == "figure" and _is_picture(element):
            self._flush()
            self._figure(element, read_figure(element))
        elif element.tag == "table" and is_data_table(element):
            self._flush()
            self._groups += 1
            self.units += [Unit(cell, element) for cell in read_table(element, self._groups)]
        else:
            return False
        return True

    def _figure(self, element: Element, block: Block | None) -> None:
        if block is not None:
            self._figures.append(Unit(block, element))

    def _start(self, element: Element) -> None:
        tag = element.tag
        if tag in INLINE:
            self._inline.start(element)
            return
        if tag != "dd":
            self._flush()
        self._blocks.append(element)
        if tag in _LISTS:
            self._groups += not self._lists
            self._lists.append(_List(ordered=tag == "ol"))
        elif tag == "li" and self._lists:
            self._lists[-1].item = None
        elif tag == "blockquote":
            self._quotes += 1
        self._text(element)

    def _text(self, element: Element) -> None:
        if element.tag == "pre":
            for line in (element.text or "").splitlines():
                self._inline.text(line)
                self._inline.line_break()
        else:
            self._inline.text(element.text)

    def _end(self, element: Element, *, known: bool) -> None:
        tag = element.tag
        if known:
            pass
        elif tag in INLINE:
            self._inline.end(element)
        else:
            self._close(element)
        self._inline.text(element.tail)

    def _close(self, element: Element) -> None:
        tag = element.tag
        if tag == "dt":
            label = (element.text_content() or "").strip()
            self._inline.text(" " if label.endswith((":", "?")) else ": ")
        else:
            self._flush()
        self._blocks.pop()
        if tag in _LISTS:
            self._lists.pop()
        elif tag == "blockquote":
            self._quotes -= 1

    def _flush(self) -> None:
        paragraphs = self._inline.take()
        element = self._blocks[-1]
        if self._lists and paragraphs:
            self._list_item(one_block(paragraphs), element)
        else:
            self.units += [Unit(self._block(paragraph), element) for paragraph in paragraphs]
        self.units += self._figures
        self._figures.clear()

    def _list_item(self, text: RichText, element: Element) -> None:
        """Add an item of the innermost list; a second paragraph of an item becomes a further line of it."""
        current = self._lists[-1]
        if current.item is not None:
            unit = self.units[current.item]
            self.units[current.item] = replace(unit, block=replace(unit.block, text=one_block([unit.block.text, text])))
            return
        current.item = len(self.units)
        block = Block(BlockKind.LIST_ITEM, text, level=len(self._lists), ordered=current.ordered, group=self._groups)
        self.units.append(Unit(block, element))

    def _block(self, text: RichText) -> Block:
        level = next((_HEADINGS[element.tag] for element in reversed(self._blocks) if element.tag in _HEADINGS), 0)
        if level:
            heading = on_one_line(text)
            heading = without(heading, MarkKind.STRONG) if is_all(heading, MarkKind.STRONG) else heading
            return Block(BlockKind.HEADING, heading, level=max(level, 2))
        if not self._quotes and _is_heading(text):
            return Block(BlockKind.HEADING, without(text, MarkKind.STRONG), level=3)
        return Block(BlockKind.QUOTE if self._quotes else BlockKind.PARAGRAPH, text)


def _is_picture(figure: Element) -> bool:
    """Whether a `<figure>` shows a picture with its caption, rather than a table or a part of the article."""
    return figure.find(".//table") is None and len(figure.text_content()) <= _LONGEST_CAPTION


def _is_heading(text: RichText) -> bool:
    """Whether a paragraph is what its author meant as a heading: short, without a full stop, all in bold."""
    short = len(text.text) <= _LONGEST_HEADING and "\n" not in text.text
    return short and not text.text.endswith((".", "!", ",", ";", "“", '"')) and is_all(text, MarkKind.STRONG)
