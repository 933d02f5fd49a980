"""The `<seg>` of a TMX file and text with marks: TMX 1.4b, section 4.3, inline elements.

A mark becomes a pair of `<bpt>` and `<ept>` around its words, with the HTML that it stands for as native code; a line
break becomes `<ph type="lb">`. From other programs' files all words of the sentence are read, whatever surrounds them;
native code is read for what it says of links and emphasis and is no part of the sentence, nor are texts within it.
"""

import re
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any

from lxml import etree

from model.richtext import Mark, MarkKind, RichText

_TYPES = {MarkKind.LINK: "link", MarkKind.STRONG: "bold", MarkKind.EMPHASIS: "italic"}
_KINDS = {"b": MarkKind.STRONG, "i": MarkKind.EMPHASIS, **{kind.value: kind for kind in MarkKind}}
_KINDS |= {name: kind for kind, name in _TYPES.items()}
_TAG = re.compile(r"<\s*([a-z]+)\b([^>]*)", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_FOLLOWED = re.compile(r"(?:https?://|mailto:|tel:)[^\s\x00-\x1f]+\Z", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n]+")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_BREAK = "lb"


def to_seg(text: RichText) -> Any:
    """Return `text` as a `<seg>` element; characters that XML cannot hold are left out."""
    seg = etree.Element("seg")
    borders = sorted({0, len(text.text), *(place for mark in text.marks for place in (mark.start, mark.end))})
    for place, following in zip(borders, [*borders[1:], len(text.text)], strict=True):
        for number, mark in reversed(list(enumerate(text.marks, start=1))):
            if mark.end == place:
                etree.SubElement(seg, "ept", i=str(number)).text = f"</{mark.kind.value}>"
        for number, mark in enumerate(text.marks, start=1):
            if mark.start == place:
                _begin(seg, number, mark)
        _write(seg, text.text[place:following])
    return seg


def from_seg(seg: Any) -> RichText:
    """Return the words of a `<seg>` element with their marks, white space collapsed.

    Raises:
        ValueError: it holds an entity of the file's own, which is not resolved.
    """
    reader = _Reader()
    reader.read(seg)
    return RichText(reader.text, tuple(reader.marks)).slice(0, len(reader.text.rstrip()))


def clean(text: str) -> str:
    """Return `text` without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def _begin(seg: Any, number: int, mark: Mark) -> None:
    element = etree.SubElement(seg, "bpt", i=str(number), type=_TYPES.get(mark.kind, f"x-{mark.kind.value}"))
    href = f' href="{escape(clean(mark.href))}"' if mark.href else ""
    element.text = f"<{mark.kind.value}{href}>"


def _write(seg: Any, text: str) -> None:
    for number, line in enumerate(clean(text).split("\n")):
        if number:
            etree.SubElement(seg, "ph", type=_LINE_BREAK).text = "<br/>"
        if len(seg):
            seg[-1].tail = (seg[-1].tail or "") + line
        else:
            seg.text = (seg.text or "") + line


@dataclass
class _Reader:
    """Collects words and marks in the order of the file; `begun` holds marks whose end has not come, by number."""

    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    begun: dict[str, Mark] = field(default_factory=dict)

    def read(self, element: Any) -> None:
        self._words(element.text)
        for child in element:
            if child.tag is etree.Entity:
                raise ValueError(f"the entity {child.text} is not resolved; write the character itself")
            if isinstance(child.tag, str):
                self._inline(child, etree.QName(child).localname)
            self._words(child.tail)

    def _inline(self, element: Any, name: str) -> None:
        if name == "bpt" and (mark := _mark(element, len(self.text))):
            self.begun[element.get("i", "")] = mark
        elif name == "ept":
            self._end(self.begun.pop(element.get("i", ""), None))
        elif name == "ph" and (element.get("type") == _LINE_BREAK or "<br" in _code(element).lower()):
            self.text = self.text.rstrip(" ") + "\n" if self.text else ""
        elif name == "hi":
            mark = _mark(element, len(self.text))
            self.read(element)
            self._end(mark)

    def _words(self, words: str | None) -> None:
        words = _SPACE.sub(" ", words or "")
        self.text += words.lstrip(" ") if self.text[-1:] in {"", " ", "\n"} else words

    def _end(self, mark: Mark | None) -> None:
        if mark and mark.start < len(self.text):
            self.marks.append(Mark(mark.start, len(self.text), mark.kind, mark.href))


def _code(element: Any) -> str:
    return "".join(element.itertext())


def _mark(element: Any, start: int) -> Mark | None:
    """Return what a code begins at `start`, by the HTML in it, else by its type; None for what is no mark of ours."""
    tag = _TAG.search(_code(element)) if etree.QName(element).localname == "bpt" else None
    named = tag[1].lower() if tag else element.get("type", "").lower().removeprefix("x-")
    kind = _KINDS.get(named)
    if kind is not MarkKind.LINK:
        return Mark(start, start, kind) if kind else None
    found = _HREF.search(tag[2]) if tag else None
    href = unescape(found[1] or found[2] or "") if found else ""
    return Mark(start, start, kind, href) if _FOLLOWED.match(href) else None
