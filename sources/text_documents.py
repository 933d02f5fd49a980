"""Plain text and Markdown to the blocks of an article."""

import re
from collections.abc import Iterator
from dataclasses import replace

from markdown_it import MarkdownIt

from model.article import Block, BlockKind
from model.richtext import RichText
from sources.extraction.blocks import read_units
from sources.extraction.page import body_of, parse_page, strip_furniture
from sources.extraction.roles import is_dateline, is_kicker
from sources.extraction.titles import heading_text
from sources.lines import is_page_number, join_lines, split_bullet
from sources.richtext import clean

_MARKDOWN = re.compile(r"(?m)^#{1,6} \S|\*\*[^*\n]+\*\*|\[[^\]\n]+\]\([^)\s]+\)")
_LONGEST_HEADING = 120
_LONGEST_TITLE = 250
_FULL = 0.75
"""Share of the text's width from which a line counts as full, so that its end was the width's doing."""
_NARROWEST, _WIDEST = 45, 110
"""Characters: below, no text is set; above, the lines are paragraphs of their own."""


def is_markdown(text: str) -> bool:
    """Whether a text file is written in Markdown, whatever its name."""
    return len(_MARKDOWN.findall(text)) > 1


def read_markdown(text: str) -> tuple[str, list[Block]]:
    """Return the title, "" if none, and the other blocks of a Markdown document (CommonMark with tables)."""
    html = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    root = parse_page(html, "")
    strip_furniture(root)
    headings = [element for element in root.iter("h1", "h2") if not is_kicker(heading_text(element))]
    first = next((element for element in headings if element.tag == "h1"), headings[0] if headings else None)
    blocks = [unit.block for unit in read_units(body_of(root)) if unit.element is not first]
    return ("" if first is None else heading_text(first)), blocks


def read_plain(text: str) -> tuple[str, list[Block]]:
    """Return the title, "" if none, and the other blocks of plain text, whose paragraphs empty lines part."""
    width = _width(text)
    paragraphs = [part.split("\n") for part in re.split(r"\n[ \t]*(?:\n[ \t]*)+", text.strip("\n")) if part.strip()]
    blocks = [block for number, lines in enumerate(paragraphs, 1) for block in _paragraph(lines, width, number)]
    index = next((i for i, block in enumerate(blocks) if _may_be_title(block)), None)
    if index is None:
        return "", blocks
    return blocks[index].text.text.replace("\n", " "), blocks[:index] + blocks[index + 1 :]


def join_cut_paragraphs(blocks: list[Block]) -> list[Block]:
    """Put together paragraphs that an empty line or the end of a page cut in the middle of a sentence."""
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if before is not None and _is_cut(before, block):
            offset = len(before.text.text) + 1
            marks = [replace(mark, start=mark.start + offset, end=mark.end + offset) for mark in block.text.marks]
            text = RichText(f"{before.text.text} {block.text.text}", (*before.text.marks, *marks))
            joined[-1] = replace(before, text=text)
        else:
            joined.append(block)
    return joined


def join_lists(blocks: list[Block]) -> list[Block]:
    """Give list items that follow each other one list: files know items only, each set apart by its sign."""
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if before is not None and _are_items(before, block) and before.ordered == block.ordered:
            joined.append(replace(block, group=before.group))
        else:
            joined.append(block)
    return joined


def _are_items(*blocks: Block) -> bool:
    return all(block.kind is BlockKind.LIST_ITEM for block in blocks)


def _is_cut(before: Block, after: Block) -> bool:
    if before.kind is not BlockKind.PARAGRAPH or after.kind is not BlockKind.PARAGRAPH:
        return False
    first, second = before.text.text, after.text.text
    long = len(first) > _LONGEST_HEADING / 2 and "\n" not in first.strip()
    return long and (first.endswith(",") or (first[-1].isalnum() and second[0].islower()))


def _paragraph(lines: list[str], width: int, number: int) -> Iterator[Block]:
    lines = [clean(line).rstrip() for line in lines if not re.fullmatch(r"\s*[=\-_*]{3,}\s*", line)]
    while lines and (is_kicker(lines[0].strip()) or is_dateline(lines[0].strip()) or is_page_number(lines[0])):
        line = lines.pop(0).strip()
        if not is_page_number(line):
            yield Block(BlockKind.PARAGRAPH, RichText(line))
    if lines and split_bullet(lines[0])[0]:
        yield from _items(lines, number)
    elif width > _WIDEST:
        yield from (_block(line.strip()) for line in lines if line.strip())
    elif lines:
        breaks = [len(line) < _FULL * width for line in lines]
        yield _block(join_lines(lines, breaks))


def _items(lines: list[str], number: int) -> Iterator[Block]:
    item, ordered = "", False
    for line in [*lines, "- end"]:
        begins, numbered, text = split_bullet(line)
        if begins and item:
            yield Block(BlockKind.LIST_ITEM, RichText(item), level=1, ordered=ordered, group=number)
            item = ""
        ordered = numbered if begins else ordered
        item = join_lines([item, text], [False]) if item else text.strip()


def _block(text: str) -> Block:
    heading = len(text) <= _LONGEST_HEADING and "\n" not in text and not re.search(r"[.!?,;]$|@|\d{4,}", text)
    return Block(BlockKind.HEADING, RichText(text), level=2) if heading else Block(BlockKind.PARAGRAPH, RichText(text))


def _may_be_title(block: Block) -> bool:
    text = block.text.text
    if block.kind not in {BlockKind.HEADING, BlockKind.PARAGRAPH} or is_kicker(text) or is_dateline(text):
        return False
    return len(text) <= _LONGEST_TITLE


def _width(text: str) -> int:
    """Return the width that the text is set to: its longest line, but for a few long addresses."""
    lengths = sorted(len(line.rstrip()) for line in text.splitlines() if line.strip())
    return max(lengths[int(len(lengths) * 0.95)] if lengths else 0, _NARROWEST)
