"""Captions and credits that stand beside a picture without `<figure>`: they belong to the picture, not to the text."""

from collections.abc import Sequence
from dataclasses import replace

from model.article import BlockKind
from sources.extraction.blocks import Unit
from sources.extraction.boilerplate import names_of
from sources.extraction.figures import split_credit
from sources.richtext import Element, one_block

_CAPTIONS = frozenset(
    {"caption", "captions", "imagecaption", "legend", "legende", "annotation", "bu", "bildunterschrift", "bildtext"}
    | {"bildbeschreibung", "bildnachweis", "bildquelle", "copyright", "credit", "credits", "fotocredit"}
)
_PICTURES = frozenset({"picture", "image", "bild", "img", "photo", "foto", "figure", "slide", "gallery", "galerie"})
_LONGEST, _LONGEST_CREDIT = 500, 220
_SHORTEST_ALT = 20
_WRAPPERS = 4
"""Levels between a picture and the box that it shares with its caption."""
_REACH = 3
"""Lines after a picture that may be its caption, credit and title."""


def attach_captions(units: Sequence[Unit]) -> list[Unit]:
    """Move captions and credits into the picture before them; a caption whose picture cannot be shown is left out."""
    chosen: list[Unit] = []
    picture: int | None = None
    for unit in units:
        if picture is not None and len(chosen) - picture > _REACH:
            picture = None
        figure = None if picture is None else chosen[picture]
        if unit.block.kind is BlockKind.FIGURE:
            picture = len(chosen)
            chosen.append(unit)
        elif not _is_caption(unit, figure):
            chosen.append(unit)
        elif figure is not None and picture is not None:
            chosen[picture] = _captioned(figure, unit)
    return chosen


def _is_caption(unit: Unit, figure: Unit | None) -> bool:
    named = bool(names_of(unit.element) & _CAPTIONS)
    possible = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} if named else {BlockKind.PARAGRAPH}
    if len(unit.text) > _LONGEST or unit.block.kind not in possible:
        return False
    if figure is None and not named and "©" not in unit.text and len(unit.text) > _LONGEST_CREDIT:
        return False
    rest, credit = split_credit(unit.block.text)
    if (credit and (not rest.text or "©" in unit.text)) or named:
        return True
    if figure is None:
        return False
    return _repeats_alt(unit, figure) or _share_box(unit.element, figure.element)


def _repeats_alt(unit: Unit, figure: Unit) -> bool:
    """Whether a line says what the picture's `alt` says already."""
    alt = figure.block.image.alt if figure.block.image else ""
    return len(unit.text) >= _SHORTEST_ALT and (unit.text in alt or (len(alt) >= _SHORTEST_ALT and alt in unit.text))


def _share_box(element: Element, picture: Element) -> bool:
    """Whether both stand in a box that is named for its picture and holds little else."""
    around = set(element.iterancestors())
    for level, box in enumerate(picture.iterancestors()):
        if level >= _WRAPPERS:
            return False
        if box in around or box is element:
            return bool(names_of(box) & (_PICTURES | _CAPTIONS)) and len(box.text_content().strip()) <= _LONGEST
    return False


def _captioned(figure: Unit, caption: Unit) -> Unit:
    image = figure.block.image
    rest, credit = split_credit(caption.block.text)
    texts = [text for text in (figure.block.text, rest) if text.text]
    image = replace(image, credit=image.credit or credit) if image else None
    return replace(figure, block=replace(figure.block, text=one_block(texts), image=image))
