"""Which part of a page is the article.

trafilatura is good at telling which text is article, and loses how it is set out; so its answer only marks the texts in
the original tree, and the smallest element that holds them is read in full.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import trafilatura
from lxml import etree

from sources.extraction.boilerplate import is_furniture
from sources.extraction.page import body_of, drop
from sources.richtext import Element

_SHORTEST_MARK = 20
"""Letters; a shorter text may stand in an article and in a menu alike."""
_SURELY_UNIQUE = 40
"""Letters of a line that stands once in a page, if at all."""
_LONG_TEXTS = (60, 20, 1)
"""Letters from which a text counts as article where trafilatura found nothing: the first that any text reaches."""
_MOST_ELEMENTS, _DEEPEST = 20_000, 200
"""Beyond these trafilatura takes minutes; such a page is judged by the length of its texts alone."""
_LABELS = {"a", "h1", "h2", "h3", "title", "button", "option"}
_MOST_OF_IT = 0.9
_MUCH_OF_IT = 0.4


@dataclass(frozen=True)
class Kept:
    """What trafilatura kept, folded: all of it, and element by element."""

    text: str = ""
    lines: frozenset[str] = frozenset()

    def __contains__(self, text: str) -> bool:
        if not self.text:
            return False
        folded = fold(text)
        return folded in self.lines or (len(folded) >= _SURELY_UNIQUE and folded in self.text)


@dataclass(frozen=True)
class Main:
    """The article's place in the page.

    Attributes:
        container: the smallest element that holds nearly all of the article.
        kept: what trafilatura kept, folded; empty where it was not asked or found nothing.
    """

    container: Element
    kept: Kept


def find_main(root: Element, url: str, heading: Element | None = None) -> Main | None:
    """Return the article's place and drop the furniture around and within it; None where there is no text."""
    body = body_of(root)
    kept = _kept(root, url)
    weights = _weigh(body, kept)
    if not weights:
        return None
    above = set() if heading is None else set(heading.iterancestors())
    for element in [element for element in body.iterdescendants() if is_furniture(element)]:
        if element not in above and weights.get(element, 0) < _MUCH_OF_IT * weights[body]:
            drop(element)
    weights = _weigh(body, kept)
    return Main(_smallest(body, weights), kept) if weights else None


def fold(text: str) -> str:
    """Return the letters and digits of `text` alone, to find it again whatever stands between."""
    return re.sub(r"[\W_]+", "", text.replace("\xad", "")).casefold()


def _kept(root: Element, url: str) -> Kept:
    if not _is_ordinary(root):
        return Kept()
    found = trafilatura.bare_extraction(root, url=url or None, include_comments=False, include_tables=True)
    body: Element = getattr(found, "body", None)
    if body is None:
        return Kept()
    lines = frozenset(fold("".join(element.itertext())) for element in body.iterdescendants())
    return Kept(fold("".join(body.itertext())), lines)


def _is_ordinary(root: Element) -> bool:
    depth = deepest = elements = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest, elements = max(deepest, depth), elements + 1
    return deepest <= _DEEPEST and elements <= 2 * _MOST_ELEMENTS


def _weigh(body: Element, kept: Kept) -> dict[Element, int]:
    """Return for each element how many letters of article text stand in it."""
    lengths = (_SHORTEST_MARK, *_LONG_TEXTS[-1:]) if kept.text else _LONG_TEXTS
    found: Iterator[dict[Element, int]] = (_weights(body, kept, least) for least in lengths)
    return next((weights for weights in found if weights), {})


def _weights(body: Element, kept: Kept, least: int) -> dict[Element, int]:
    weights: dict[Element, int] = {}
    for element in body.iter():
        for text, holder in ((element.text, element), (element.tail, element.getparent())):
            letters = _letters(text or "", kept, holder, least)
            if letters:
                for ancestor in (holder, *holder.iterancestors()):
                    weights[ancestor] = weights.get(ancestor, 0) + letters
                    if ancestor is body:
                        break
    return weights


def _letters(text: str, kept: Kept, holder: Element, least: int) -> int:
    if not kept.text:
        letters = len(text.strip())
        return letters if letters >= least and holder.tag not in _LABELS else 0
    folded = fold(text) if len(text) >= least else ""
    return len(folded) if len(folded) >= least and folded in kept.text else 0


def _smallest(body: Element, weights: dict[Element, int]) -> Element:
    """Return the smallest element that holds nearly all of the weight."""
    container = body
    while True:
        inner = max(container, key=lambda child: weights.get(child, 0), default=None)
        if (
            inner is None
            or weights.get(inner, 0) < _MOST_OF_IT * weights[body]
            or inner.tag in {"p", "span", "td", "li"}
        ):
            return container
        container = inner
