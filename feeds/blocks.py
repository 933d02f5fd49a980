"""Blocks of an article -> HTML elements, one a line."""

import html
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from feeds.inline import escape, inline
from feeds.phrases import Phrases
from feeds.text import legal, web_address
from model.article import Block, BlockKind, Role
from model.richtext import MarkKind


def render_blocks(blocks: Sequence[Block], phrases: Phrases) -> str:
    """Return `blocks` as HTML elements.

    Neighbouring list items become lists, neighbouring cells tables. A title is left out: every feed format has its own
    place for it.
    """
    return "\n".join(filter(None, _elements(blocks, phrases)))


def _elements(blocks: Sequence[Block], phrases: Phrases) -> Iterator[str]:
    for (kind, _), group in groupby(blocks, key=_belonging):
        if kind is BlockKind.LIST_ITEM:
            yield _lists(list(group))
        elif kind is BlockKind.TABLE_CELL:
            yield _table(list(group))
        elif kind is BlockKind.FIGURE:
            yield from (_figure(block, phrases) for block in group)
        elif kind is not BlockKind.TITLE:
            yield from (_text(block) for block in group if block.text.text)


def _belonging(block: Block) -> tuple[BlockKind, int]:
    # An inner list may carry a number of its own, so `_lists` decides which items belong together.
    return block.kind, block.group if block.kind is BlockKind.TABLE_CELL else 0


def _text(block: Block) -> str:
    words = inline(block.text)
    if block.kind is BlockKind.HEADING:
        level = min(max(block.level, 2), 6)
        return f"<h{level}>{words}</h{level}>"
    if block.kind is BlockKind.QUOTE:
        return f"<blockquote><p>{words}</p></blockquote>"
    if block.role is Role.LEAD:
        return f"<p><strong>{inline(block.text, without=MarkKind.STRONG)}</strong></p>"
    return f"<p>{words}</p>"


def _lists(items: Sequence[Block]) -> str:
    branches: list[tuple[Block, list[Block]]] = []
    for item in items:
        if branches and item.level > branches[-1][0].level:
            branches[-1][1].append(item)
        else:
            branches.append((item, []))
    lists = []
    for (_, ordered), group in groupby(branches, key=lambda branch: (branch[0].group, branch[0].ordered)):
        lines = "\n".join(f"<li>{inline(item.text)}{_lists(inner)}</li>" for item, inner in group)
        tag = "ol" if ordered else "ul"
        lists.append(f"<{tag}>\n{lines}\n</{tag}>")
    return "\n".join(lists)


def _table(cells: Sequence[Block]) -> str:
    rows: dict[int, dict[int, list[Block]]] = defaultdict(lambda: defaultdict(list))
    for cell in cells:
        rows[cell.row][cell.column].append(cell)
    columns = sorted({cell.column for cell in cells})
    ordered = [rows[row] for row in sorted(rows)]
    # The head of the table ends at the first row that is none; a row of headings further down stays where it is.
    split = next((index for index, row in enumerate(ordered) if not _is_head(row, index, columns)), len(ordered))
    parts = [_rows("thead", ordered[:split], columns), _rows("tbody", ordered[split:], columns)]
    return "<table>\n" + "\n".join(filter(None, parts)) + "\n</table>"


def _is_head(row: dict[int, list[Block]], index: int, columns: Sequence[int]) -> bool:
    # Below the first row, one heading beside empty cells is the heading of that row.
    whole = index == 0 or len(row) == len(columns)
    return whole and all(cell.header for cells in row.values() for cell in cells)


def _rows(tag: str, rows: Sequence[dict[int, list[Block]]], columns: Sequence[int]) -> str:
    if not rows:
        return ""
    scope = "col" if tag == "thead" else "row"
    lines = ["<tr>" + "".join(_cell(row.get(column, []), scope) for column in columns) + "</tr>" for row in rows]
    return "\n".join([f"<{tag}>", *lines, f"</{tag}>"])


def _cell(blocks: Sequence[Block], scope: str) -> str:
    words = "<br>".join(inline(block.text) for block in blocks)
    if any(block.header for block in blocks):
        return f'<th scope="{scope}">{words}</th>'
    return f"<td>{words}</td>"


def _figure(block: Block, phrases: Phrases) -> str:
    image = block.image
    source = web_address(image.url) if image else ""
    picture = f'<img src="{html.escape(source)}" alt="{html.escape(legal(image.alt))}">' if image and source else ""
    credit = phrases.credit(escape(image.credit)) if image and image.credit else ""
    caption = " ".join(filter(None, [inline(block.text), f"<small>{credit}</small>" if credit else ""]))
    if not picture and not caption:
        return ""
    return f"<figure>{picture}" + (f"<figcaption>{caption}</figcaption>" if caption else "") + "</figure>"
