"""HTML inside a feed: what a reader would not show, or should not be asked to."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html

_DANGEROUS = {"script", "style", "iframe", "object", "embed", "form", "link", "meta", "base", "svg", "math"}
_ADDRESSES = {"href", "src", "cite", "poster", "background"}
_SCHEMES = {"http", "https", "mailto", "tel"}


def relative_addresses(fragment: str) -> Iterator[str]:
    """Yield addresses that are none without the page around them."""
    for address in _addresses(fragment):
        if not _scheme(address):
            yield address


def dangers(fragment: str) -> Iterator[str]:
    """Yield elements, attributes and addresses that could run a program or change the page around them."""
    for element in _elements(fragment):
        if element.tag in _DANGEROUS:
            yield f"<{element.tag}>"
        yield from (name for name in element.attrib if name.startswith("on") or name == "style")
    yield from (address for address in _addresses(fragment) if _scheme(address) not in {"", *_SCHEMES})


def _addresses(fragment: str) -> Iterator[str]:
    for element in _elements(fragment):
        yield from (value for name, value in element.attrib.items() if name in _ADDRESSES)


def _elements(fragment: str) -> list[Any]:
    if not fragment.strip():
        return []
    try:
        parts = html.fragments_fromstring(fragment)
    except etree.LxmlError:  # nothing but a comment, or characters that HTML has not
        return []
    return [each for part in parts if not isinstance(part, str) for each in part.iter(etree.Element)]


def _scheme(address: str) -> str:
    try:
        return urlsplit(address.strip()).scheme.lower()
    except ValueError:
        return "?"
