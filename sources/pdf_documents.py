"""PDF to the blocks of an article, by where words stand and how large they are."""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException
from pypdf import PasswordType, PdfReader
from pypdf.errors import PyPdfError

from model.article import Block, BlockKind
from model.errors import UnreadableDocument
from model.richtext import RichText
from sources.extraction.roles import is_dateline, is_kicker
from sources.lines import is_page_number, join_lines, split_bullet
from sources.pdf_lines import Line, read_lines

_MARGIN = 0.12
"""Share of a page's height at its top and foot where headers, footers and page numbers stand."""
_LARGE = 1.12
"""A heading's letters are larger than the text's by at least this factor."""
_FULL = 0.85
_GAP = 1.35
_LONGEST_HEADING = 200
_SHORTEST_TITLE = 15
_LONGEST_LETTERHEAD = 120


def read_pdf(data: bytes, subject: str) -> tuple[str, list[Block]]:
    """Return the title, "" if none stands out, and the other blocks of a PDF.

    Raises:
        UnreadableDocument: it is broken, protected by a password, or holds pictures only; `subject` names it.
    """
    _check(data, subject)
    try:
        with pdfplumber.open(io.BytesIO(data), password="") as pdf:
            lines = [line for number, page in enumerate(pdf.pages) for line in read_lines(page, number)]
    except (PdfminerException, PDFException, ValueError, TypeError, KeyError, RecursionError) as error:
        raise UnreadableDocument(subject=subject, reason="is a broken PDF; save it anew from its program") from error
    lines = _without_furniture(lines)
    if not lines:
        raise UnreadableDocument(subject=subject, reason="holds pictures only; run it through OCR first")
    body = _body_size(lines)
    paragraphs = list(_paragraphs(lines))
    title = _title(paragraphs, body)
    paragraphs = paragraphs[_letterhead(paragraphs, title) :]
    blocks = [
        _block(paragraph, body, number) for number, paragraph in enumerate(paragraphs, 1) if paragraph is not title
    ]
    return (_text(title).replace("\n", " ") if title else ""), blocks


def _check(data: bytes, subject: str) -> None:
    """Open the file with pypdf, which tells a broken file from a protected one."""
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED
        empty = not locked and len(reader.pages) == 0
    except (PyPdfError, ValueError, TypeError, KeyError, RecursionError, AttributeError) as error:
        raise UnreadableDocument(subject=subject, reason="is a broken PDF; save it anew from its program") from error
    if locked:
        raise UnreadableDocument(subject=subject, reason="is protected by a password; save a copy without one")
    if empty:
        raise UnreadableDocument(subject=subject, reason="is a PDF without pages")


def _without_furniture(lines: list[Line]) -> list[Line]:
    """Drop page numbers, and headers and footers: what stands at the edge of half the pages, whatever its figures."""
    pages = len({line.page for line in lines})
    edge = [line for line in lines if line.at_edge(_MARGIN)]
    seen = Counter(key for key in {(line.page, _pattern(line)) for line in edge})
    repeated = Counter(pattern for _, pattern in seen)
    return [
        line
        for line in lines
        if not (line in edge and (is_page_number(line.text) or repeated[_pattern(line)] > max(1, pages // 2)))
    ]


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _body_size(lines: Sequence[Line]) -> float:
    """Return the size that most of the text is set in."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0]


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    paragraph: list[Line] = []
    usual = _usual_gap(lines)
    for line in lines:
        if paragraph and _begins(line, paragraph[-1], usual):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _usual_gap(lines: Sequence[Line]) -> float:
    """Return the usual distance from line to line, in multiples of the letters' size."""
    gaps = [(b.top - a.top) / b.size for a, b in pairwise(lines) if a.page == b.page and b.top > a.top]
    return median(gaps) if gaps else 1.2


def _begins(line: Line, before: Line, usual: float) -> bool:
    """Whether `line` begins a paragraph: by distance, letters, a bullet, or as the one before ends a sentence early."""
    if split_bullet(line.text)[0] or line.bold != before.bold or abs(line.size - before.size) > 0.1 * before.size:
        return True
    if is_kicker(before.text) or is_dateline(before.text):
        return True
    if line.page != before.page or line.top <= before.top:
        return before.text.endswith((".", "!", "?", ":", "“")) or _is_short(before)
    if (line.top - before.top) / line.size > usual * _GAP:
        return True
    return _is_short(before) and before.text.endswith((".", "!", "?", ":", "“"))


def _is_short(line: Line) -> bool:
    return line.x1 - line.left < _FULL * (line.right - line.left)


def _text(paragraph: Sequence[Line]) -> str:
    return join_lines([line.text for line in paragraph], [_is_short(line) for line in paragraph])


def _title(paragraphs: Sequence[list[Line]], body: float) -> list[Line] | None:
    """Return the paragraph of the first page in the largest letters that says enough to be a headline."""
    able = [p for p in paragraphs if p[0].page == 0 and len(_text(p)) >= _SHORTEST_TITLE and _stands_out(p, body)]
    able = [p for p in able if not is_kicker(_text(p)) and not is_dateline(_text(p))]
    return max(able, key=lambda paragraph: paragraph[0].size, default=None)


def _letterhead(paragraphs: Sequence[list[Line]], title: list[Line] | None) -> int:
    """Return how many paragraphs name the sender above all else of the first page: short, before kicker and title."""
    for index, paragraph in enumerate(paragraphs):
        text = _text(paragraph)
        if paragraph is title or is_kicker(text) or is_dateline(text):
            return index
        if paragraph[0].page > 0 or len(text) > _LONGEST_LETTERHEAD or split_bullet(text)[0]:
            break
    return 0


def _stands_out(paragraph: Sequence[Line], body: float) -> bool:
    return paragraph[0].size >= _LARGE * body or paragraph[0].bold


def _block(paragraph: list[Line], body: float, number: int) -> Block:
    text = _text(paragraph)
    bullet, ordered, rest = split_bullet(text)
    if bullet and not is_dateline(text):
        return Block(BlockKind.LIST_ITEM, RichText(rest), level=1, ordered=ordered, group=number)
    heading = len(text) <= _LONGEST_HEADING and not text.endswith((".", ",", ";")) and "@" not in text
    if heading and _stands_out(paragraph, body):
        level = 2 if paragraph[0].size >= _LARGE * body else 3
        return Block(BlockKind.HEADING, RichText(text.replace("\n", " ")), level=level)
    return Block(BlockKind.PARAGRAPH, RichText(text))
