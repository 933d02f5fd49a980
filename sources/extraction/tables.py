"""Tables: data becomes cells with their place, layout is walked like any other element."""

from collections.abc import Iterator

from model.article import Block, BlockKind
from sources.richtext import Element, from_element

_LONGEST_CELL = 400


def is_data_table(table: Element) -> bool:
    """Whether `table` relates values in rows and columns, rather than laying out a page."""
    if table.get("role") == "presentation" or table.find(".//table") is not None:
        return False
    cells = [cell for row in _rows(table) for cell in _cells(row)]
    if any(len(cell.text_content()) > _LONGEST_CELL for cell in cells):
        return False
    if table.find(".//th") is not None or table.find("caption") is not None:
        return bool(cells)
    widths = [len(_cells(row)) for row in _rows(table)]
    return len(widths) > 1 and max(widths) > 1


def read_table(table: Element, group: int) -> Iterator[Block]:
    """Yield the caption as a paragraph and each cell that holds text, at its row and column of the grid."""
    caption = table.find("caption")
    if caption is not None and caption.text_content().strip():
        yield Block(BlockKind.PARAGRAPH, from_element(caption))
    free_from: dict[int, int] = {}  # by column: the first row that no cell from above reaches into
    for row, element in enumerate(_rows(table)):
        column = 0
        for cell in _cells(element):
            while free_from.get(column, 0) > row:
                column += 1
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            free_from |= dict.fromkeys(range(column, column + width), row + height)
            text = from_element(cell)
            if text.text:
                header = cell.tag == "th" or element.getparent().tag == "thead"
                yield Block(BlockKind.TABLE_CELL, text, group=group, row=row, column=column, header=header)
            column += width


def _rows(table: Element) -> list[Element]:
    return list(table.iter("tr"))


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row if cell.tag in {"td", "th"}]


def _span(cell: Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    return max(int(value), 1) if value.isdecimal() else 1
