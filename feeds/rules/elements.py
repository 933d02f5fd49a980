"""Looking into XML: text, children, repetitions, dates."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from lxml import etree

from feeds.rules.rule import Place
from feeds.rules.values import controls

SHOWN = 80
"""Characters of what was found; whoever needs all of it opens the file."""


def text(element: Any, name: str) -> str:
    """Return the words of a child, "" where there is none."""
    return str(element.findtext(name) or "").strip()


def local(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return str(etree.QName(element).localname)


def odd_characters(root: Any) -> Iterator[Place]:
    """Yield the control characters of C1 and the noncharacters of a document."""
    yield from (("document", each) for each in controls(etree.tostring(root, encoding="unicode")))


def children(element: Any) -> list[Any]:
    """Return the child elements, without comments and instructions."""
    return [each for each in element if isinstance(each.tag, str)]


def repeated(values: Iterable[str]) -> list[str]:
    """Return what stands more than once."""
    return [value for value, count in Counter(values).items() if count > 1]


def missing(parent: Any, names: Iterable[str], where: str) -> Iterator[Place]:
    """Yield the children that are not there, or hold no words."""
    for name in names:
        if not text(parent, name):
            yield f"{where}: {etree.QName(name).localname}", "missing or empty"


def more_than_one(parent: Any, names: Iterable[str], where: str) -> Iterator[Place]:
    """Yield the children that stand there twice."""
    for name in names:
        if (count := len(parent.findall(name))) > 1:
            yield f"{where}: {etree.QName(name).localname}", f"{count} times"


def not_a(is_right: Callable[[str], bool], values: Iterable[Place]) -> Iterator[Place]:
    """Yield the places whose value has not the form that it must have."""
    for where, value in values:
        if not is_right(value):
            yield where, value[:SHOWN] or "empty"
