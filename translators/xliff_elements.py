"""Inline codes as XML elements and back: `<pc>`, `<sc>`, `<ec>`, `<ph>` and `<cp>` of XLIFF 2.1, section 4.2.3."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

from lxml import etree

from model.richtext import MarkKind, RichText
from translators.tmx_inline import clean
from translators.xliff_inline import Code, Codes, to_content
from translators.xliff_values import NO_CHARACTER, NOT_INLINE, OURS, Content, Damaged, Place, Tag

CORE = "urn:oasis:names:tc:xliff:document:2.0"
"""Namespace of XLIFF 2.0 and 2.1."""
_NOT_XML = re.compile("([^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff])")
_HEX = re.compile(r"[0-9A-Fa-f]{1,8}\Z")
_LAST = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)
_TYPES: dict[MarkKind | None, dict[str, str]] = {
    MarkKind.LINK: {"type": "link"},
    MarkKind.STRONG: {"type": "fmt", "subType": "xlf:b"},
    MarkKind.EMPHASIS: {"type": "fmt", "subType": "xlf:i"},
    MarkKind.SUBSCRIPT: {"type": "fmt", "subType": f"{OURS}:sub"},
    MarkKind.SUPERSCRIPT: {"type": "fmt", "subType": f"{OURS}:sup"},
    None: {"type": "fmt", "subType": "xlf:lb"},
}
_KEPT = {"canCopy": "no", "canDelete": "no"}
_ANNOTATIONS = {"mrk"}
_EMPTY_ANNOTATIONS = {"sm", "em"}


@dataclass
class OriginalData:
    """The HTML behind the codes of a unit or candidate, each once: what `<originalData>` holds."""

    ids: dict[str, str] = field(default_factory=dict)

    def id(self, html: str) -> str:
        """Return the id under which `html` is kept."""
        return self.ids.setdefault(html, f"d{len(self.ids) + 1}")

    def element(self) -> Any:
        """Return the element, None where there is nothing to keep."""
        if not self.ids:
            return None
        element = core("originalData")
        for html, id_ in self.ids.items():
            put_text(etree.SubElement(element, f"{{{CORE}}}data", id=id_), html)
        return element


def core(name: str, /, **attributes: str) -> Any:
    """Return an element of the core namespace."""
    return etree.Element(f"{{{CORE}}}{name}", attributes)


def put_text(element: Any, text: str) -> None:
    """Add `text` at the end of `element`; characters that XML cannot hold become `<cp>`."""
    for number, part in enumerate(_NOT_XML.split(text)):
        if number % 2:
            element.append(core("cp", hex=f"{ord(part):04X}"))
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + part
        else:
            element.text = (element.text or "") + part


def put_content(element: Any, text: RichText, own: tuple[Code, ...], codes: Codes, data: OriginalData) -> None:
    """Add a text with its codes at the end of `element`.

    Args:
        element: a `<source>` or `<target>`.
        text: the words.
        own: its codes, `codes.source` or `codes.target`.
        codes: of the sentence.
        data: where the HTML goes.
    """
    known, opened = codes.known(), [element]
    for part in to_content(text, own):
        if isinstance(part, str):
            put_text(opened[-1], part)
            continue
        code = known[part.id]
        if part.place is Place.POINT:
            opened[-1].append(core("ph", id=code.id, dataRef=data.id("<br/>"), disp="↵", **_TYPES[None], **_KEPT))
        elif code.id in codes.crossing:
            opened[-1].append(_half(code, part.place, data))
        elif part.place is Place.BEGIN:
            opened.append(etree.SubElement(opened[-1], f"{{{CORE}}}pc", _pair(code, data)))
        else:
            opened.pop()


def content_of(element: Any) -> Content:
    """Return what a `<source>` or `<target>` holds; annotations are looked through.

    Raises:
        Damaged: something stands in it that cannot.
    """
    merged: list[str | Tag] = []
    for part in _parts(element):
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        elif part:
            merged.append(part)
    return tuple(merged)


def _pair(code: Code, data: OriginalData) -> dict[str, str]:
    begin, end = _html(code)
    shown = {"dispStart": clean(begin), "dispEnd": end}
    kept = {"dataRefStart": data.id(begin), "dataRefEnd": data.id(end)}
    return {"id": code.id, **_TYPES[code.kind], **kept, **shown, **_KEPT}


def _half(code: Code, place: Place, data: OriginalData) -> Any:
    begin, end = _html(code)
    if place is Place.BEGIN:
        return core("sc", id=code.id, dataRef=data.id(begin), disp=clean(begin), **_TYPES[code.kind], **_KEPT)
    return core("ec", startRef=code.id, dataRef=data.id(end), disp=end, **_TYPES[code.kind], **_KEPT)


def _html(code: Code) -> tuple[str, str]:
    name = code.kind.value if code.kind else "br"
    return f'<{name} href="{escape(code.href)}">' if code.href else f"<{name}>", f"</{name}>"


def _parts(element: Any) -> Iterator[str | Tag]:
    yield element.text or ""
    for child in element:
        yield from _inline(child)
        yield child.tail or ""


def _inline(child: Any) -> Iterator[str | Tag]:
    if not isinstance(child.tag, str):  # a comment
        return
    name = etree.QName(child).localname
    if name in _ANNOTATIONS:
        yield from _parts(child)
    elif name == "cp":
        yield _character(child.get("hex", ""))
    elif name == "pc":
        yield Tag(Place.BEGIN, child.get("id", ""))
        yield from _parts(child)
        yield Tag(Place.END, child.get("id", ""))
    elif name in _SINGLE:
        yield Tag(_SINGLE[name], child.get("startRef") or child.get("id", ""))
    elif name not in _EMPTY_ANNOTATIONS:
        raise Damaged(NOT_INLINE, name=name)


_SINGLE = {"sc": Place.BEGIN, "ec": Place.END, "ph": Place.POINT}


def _character(hex_: str) -> str:
    value = int(hex_, 16) if _HEX.match(hex_) else -1
    if not 0 <= value <= _LAST or value in _SURROGATES:
        raise Damaged(NO_CHARACTER, hex=hex_)
    return chr(value)
