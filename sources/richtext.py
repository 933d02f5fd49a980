"""Inline HTML to text with marks: the only place where markup of a page becomes markup of ours."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from lxml import etree

from model.richtext import Mark, MarkKind, RichText

Element: TypeAlias = Any
"""An lxml element; lxml publishes no types."""

_MARKS = {
    "a": MarkKind.LINK,
    "b": MarkKind.STRONG,
    "strong": MarkKind.STRONG,
    "em": MarkKind.EMPHASIS,
    "i": MarkKind.EMPHASIS,
    "sub": MarkKind.SUBSCRIPT,
    "sup": MarkKind.SUPERSCRIPT,
}
INLINE = {
    *_MARKS,
    *("abbr", "acronym", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "font", "img", "ins", "kbd"),
    *("label", "mark", "nobr", "picture", "s", "samp", "small", "source", "span", "strike", "time", "tt", "u", "var"),
    *("q", "wbr"),
}
"""Elements that stand within a line of text; every other element begins a new one."""
_SAFE_SCHEMES = ("http://", "https://", "mailto:", "tel:")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
"""What shows nothing, and halves of letters (lone surrogates) that no encoding can hold."""
_GAP = re.compile(r"[ \n]+")
_CUT_SENTENCE = re.compile(
    r"(?<=[^\W\d_]|,)\n(?=[a-zäöüß][^\W\d_]*[ ,;])(?!(?:fon|tel|fax|telefon|telefax|mobil|mail) )"
)
"""A line break between a word and a small one: the layout's, not the author's."""


def clean(text: str) -> str:
    """Return `text` in Unicode NFC without invisible characters, each run of white space as one space."""
    if not text.isprintable() or "  " in text:  # most text is; asking is much faster than substituting
        text = re.sub(r"\s+", " ", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", text)


@dataclass
class InlineBuilder:
    """Collects text, line breaks and nested marks, and gives them out paragraph by paragraph."""

    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _open: list[tuple[str, int, Element]] = field(default_factory=list)
    _marks: list[Mark] = field(default_factory=list)

    def text(self, text: str | None) -> None:
        """Add the text of a node; its line ends are white space."""
        self._add(clean(text or ""))

    def line_break(self) -> None:
        """Add a break that the author meant; two in a row end the paragraph."""
        self._add("\n")

    def start(self, element: Element) -> None:
        """Open an inline element; a block element met here only parts words."""
        tag = element.tag
        if tag == "br":
            self.line_break()
        elif tag not in INLINE:
            self._add(" ")
        self._add(_quotes(element)[0])
        self._open.append((tag, self._length, element))
        self.text(element.text)

    def end(self, element: Element) -> None:
        """Close the inline element that was opened last."""
        tag, start, _ = self._open.pop()
        self._mark(tag, start, element)
        self._add(_quotes(element)[1])
        if tag not in INLINE:
            self._add(" ")

    def take(self) -> list[RichText]:
        """Return the paragraphs collected so far and begin anew; marks still open go on in the next."""
        for tag, start, element in self._open:
            self._mark(tag, start, element)
        whole = _normalise("".join(self._pieces), self._marks)
        self._pieces, self._length, self._marks = [], 0, []
        self._open = [(tag, 0, element) for tag, _, element in self._open]
        return list(_paragraphs(whole))

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

    def _mark(self, tag: str, start: int, element: Element) -> None:
        kind = _MARKS.get(tag)
        href = safe_href(element.get("href")) if kind is MarkKind.LINK else None
        if kind is not None and (href or kind is not MarkKind.LINK):
            self._marks.append(Mark(start, self._length, kind, href))


def _quotes(element: Element) -> tuple[str, str]:
    """Return the marks that a browser shows around `<q>`; none where the author has written them too."""
    if element.tag != "q":
        return "", ""
    marked = "".join(element.itertext()).strip()[:1] in {"„", "»", "«", "“", "‚", "›", '"'}
    return ("", "") if marked else ("„", "“")


def from_element(element: Element) -> RichText:
    """Return the text within `element` with its marks; block elements inside become line breaks.

    Links must be absolute already; any other scheme than http(s), mailto and tel loses its link and keeps its text.
    """
    builder = InlineBuilder()
    builder.text(element.text)
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if node is element:
            continue
        if event == "start":
            builder.start(node)
        else:
            builder.end(node)
            builder.text(node.tail)
    return one_block(builder.take())


def one_block(paragraphs: list[RichText]) -> RichText:
    """Put `paragraphs` into one block, a line each."""
    text, marks = "", list[Mark]()
    for paragraph in paragraphs:
        text += "\n" if text else ""
        marks += [Mark(mark.start + len(text), mark.end + len(text), mark.kind, mark.href) for mark in paragraph.marks]
        text += paragraph.text
    return RichText(text, tuple(marks))


def on_one_line(rich: RichText) -> RichText:
    """Return `rich` with its line breaks as spaces: a headline broken for the layout is one line."""
    return RichText(rich.text.replace("\n", " "), rich.marks)


def safe_href(href: str | None) -> str | None:
    """Return `href` if it is an absolute address that a reader may follow, else None."""
    address = re.sub(r"[\x00-\x20]+", lambda gap: "%20" if gap.group() == " " else "", (href or "").strip())
    return address if address.lower().startswith(_SAFE_SCHEMES) else None


def is_all(rich: RichText, kind: MarkKind, share: float = 0.9) -> bool:
    """Whether marks of `kind` cover at least `share` of the text."""
    covered = {at for mark in rich.marks if mark.kind is kind for at in range(mark.start, mark.end)}
    return bool(rich.text) and len(covered) >= share * len(rich.text)


def without(rich: RichText, kind: MarkKind) -> RichText:
    """Return `rich` without its marks of `kind`."""
    return RichText(rich.text, tuple(mark for mark in rich.marks if mark.kind is not kind))


def _normalise(raw: str, marks: list[Mark]) -> RichText:
    """Collapse white space; two line breaks or more stay as two, to be split by `_paragraphs`."""
    if not marks:
        if "  " in raw or "\n" in raw:
            raw = _GAP.sub(lambda gap: "\n" * min(gap.group().count("\n"), 2) or " ", raw)
        return RichText(raw.strip(" \n"))
    pieces: list[str] = []
    place: list[int] = []
    length, last = 0, 0
    for gap in _GAP.finditer(raw):
        word = raw[last : gap.start()]
        space = ("\n" * min(gap.group().count("\n"), 2) or " ") if length + len(word) and gap.end() < len(raw) else ""
        pieces += [word, space]
        place += range(length, length + len(word))
        place += [length + len(word)] * len(gap.group())
        length, last = length + len(word) + len(space), gap.end()
    pieces.append(raw[last:])
    place += range(length, length + len(raw) - last + 1)
    text = "".join(pieces)
    moved = (Mark(place[mark.start], place[mark.end], mark.kind, mark.href) for mark in marks)
    return RichText(text, _tidy(text, moved))


def _tidy(text: str, marks: Iterator[Mark]) -> tuple[Mark, ...]:
    """Trim marks to words, drop empty and repeated ones, and join those of a kind that touch."""
    tidy: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.kind, mark.href or "", mark.start, mark.end)):
        inner = text[mark.start : mark.end]
        start = mark.start + len(inner) - len(inner.lstrip())
        end = start + len(inner.strip())
        before = tidy[-1] if tidy else None
        if start >= end:
            continue
        if before and (before.kind, before.href) == (mark.kind, mark.href) and start <= before.end:
            tidy[-1] = Mark(before.start, max(before.end, end), mark.kind, mark.href)
        else:
            tidy.append(Mark(start, end, mark.kind, mark.href))
    return tuple(sorted(tidy, key=lambda mark: (mark.start, mark.end, mark.kind, mark.href or "")))


def _paragraphs(whole: RichText) -> Iterator[RichText]:
    if "\n" not in whole.text:
        yield from [whole] if whole.text.strip() else []
        return
    start = 0
    for part in whole.text.split("\n\n"):
        if part.strip():
            paragraph = whole.slice(start, start + len(part))
            yield RichText(_CUT_SENTENCE.sub(" ", paragraph.text), paragraph.marks)
        start += len(part) + 2
