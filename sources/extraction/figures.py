"""Pictures with their captions and credits."""

import re
from urllib.parse import urljoin

from model.article import Block, BlockKind, Image
from model.richtext import RichText
from sources.extraction.boilerplate import names_of
from sources.richtext import Element, clean, from_element

_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-image", "src")
_SOURCE_SETS = ("data-srcset", "srcset")
_CREDIT_NAMES = frozenset(
    {"copyright", "credit", "credits", "fotocredit", "fotograf", "photographer", "source", "quelle", "bildquelle"}
)
_CREDIT = re.compile(
    r"(?i)(?:\b(?:Fotos?|Bild(?:er|quelle|nachweis|rechte|credit)?|Titelbild|Beitragsbild|Fotograf(?:in)?|Fotocredit|Foto/Grafik|Grafik|Quelle"
    r"|Copyright|Credit)\s*[:©]|Quelle\s|©|\(c\))\s*(?P<who>[^\n]{2,200})$"
)
_TERMS = re.compile(
    r"(?i)\b(?:weiterer text über ots|die (?:verwendung|nutzung) dieses bildes"
    r"|(?:verwendung|nutzung|abdruck|verwendbar)\b[^.]{0,60}\b(?:honorarfrei|frei|redaktionell|gestattet))"
)
"""What an editor may do with a picture is no caption."""
_SET_ENTRY = re.compile(r"(?:^|,\s*)([^\s,]\S*[^\s,])(?=\s|,|$)")
_LABEL = re.compile(r"(?i)^(?:bild|foto|grafik|abbildung)(?:\s+zeigt)?\s*:\s*")
"""Screen readers say that a picture is one; an `alt` that repeats it names no photographer."""
_SMALL = 60
"""Pixels; a picture of less height or width is an icon."""
# Begun where a part of the address begins, not at each of its slashes: addresses are as long as their authors like.
_NO_PICTURE = re.compile(r"(?i)(?:^|\?)[^/?]*/[^?]*(?:spacer|placeholder|/pixel)")
_NO_PICTURE_NAME = re.compile(r"(?i)\b(?:blank|loading|icon|logo|lupe|zoom|avatar|sprite|badge|button)")


def read_figure(figure: Element) -> Block | None:
    """Return the picture of a `<figure>` with its caption as text; None where there is no picture."""
    picture = next((block for block in map(read_image, figure.iter("img")) if block), None)
    if picture is None or picture.image is None:
        return None
    named = [node for node in figure.iterdescendants() if names_of(node) & _CREDIT_NAMES and _text(node)]
    credit = _text(named[0]) if named else picture.image.credit
    for node in named:
        if node.getparent() is not None:
            node.drop_tree()
    captions = list(figure.iter("figcaption")) or [figure]
    caption = from_element(captions[0])
    text, found = split_credit(caption)
    image = Image(picture.image.url, picture.image.alt, _bare(credit) or found)
    return Block(BlockKind.FIGURE, text, image=image)


def read_image(img: Element) -> Block | None:
    """Return a picture without caption; None for icons, pixels and pictures without an address of their own."""
    url = img.get("src", "")
    if not url or _is_small(img) or _NO_PICTURE.search(url) or _NO_PICTURE_NAME.search(url.rpartition("/")[2]):
        return None
    alt, credit = split_credit(RichText(_LABEL.sub("", clean(img.get("alt", "")).strip())))
    return Block(BlockKind.FIGURE, RichText(""), image=Image(url, alt.text, credit))


def settle_pictures(root: Element, base: str) -> None:
    """Make `src` of each picture its true and absolute address; lazy loading keeps that elsewhere."""
    for img in root.iter("img"):
        candidates = [img.get(name, "") for name in _SOURCES]
        sets = [img.get(name, "") for name in _SOURCE_SETS]
        for picture in img.iterancestors("picture"):
            sets += [source.get(name, "") for source in picture.iter("source") for name in _SOURCE_SETS]
        candidates += [_SET_ENTRY.findall(entries)[-1] for entries in sets if _SET_ENTRY.search(entries)]
        found = (_absolute(base, candidate) for candidate in candidates if candidate)
        settled = next((url for url in found if url), "")
        img.attrib.pop("src", None)
        if settled:
            img.set("src", settled)


def _absolute(base: str, address: str) -> str:
    try:
        url = urljoin(base, address.strip())
    except ValueError:
        return ""
    return url if url.startswith(("http://", "https://")) else ""


def split_credit(caption: RichText) -> tuple[RichText, str]:
    """Split »Der Hafen. Foto: Stadt Duisburg« into the caption and who made the picture."""
    terms = _TERMS.search(caption.text)
    if terms:
        caption = caption.slice(0, len(caption.text[: terms.start()].rstrip(" \n/|–-")))
    found = _CREDIT.search(caption.text)
    if not found:
        return caption, ""
    rest = caption.text[: found.start()].rstrip(" \n|([–-")
    return caption.slice(0, len(rest)), found["who"].strip(" )]|")


def _is_small(img: Element) -> bool:
    sizes = [img.get(name, "").removesuffix("px") for name in ("width", "height")]
    return any(size.isdecimal() and int(size) < _SMALL for size in sizes)


def _bare(credit: str) -> str:
    found = _CREDIT.search(credit)
    return found["who"].strip(" )]|") if found else credit


def _text(element: Element) -> str:
    return clean(element.text_content()).strip()
