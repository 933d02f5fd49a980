"""Our own elements in XML feeds: how a translation was made, for programs. `docs/feeds.md` describes them."""

from typing import Any

from lxml import etree

from feeds.item import Item, Provenance, Sibling
from model.berlin import in_berlin
from model.languages import Language

NAMESPACE = "https://isa-portal.de/ns/newsbridge/1.0"
STYLESHEET = "feed.css"
"""Name of the style sheet by which a browser shows a feed as more than its source; it lies beside the feed."""
_ATOM = "http://www.w3.org/2005/Atom"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def add(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    """Append an element to `parent` and return it."""
    element = etree.SubElement(parent, name, attributes)
    element.text = text
    return element


def styled(document: bytes) -> bytes:
    """Return an XML document that names its style sheet (https://www.w3.org/TR/xml-stylesheet/) in its second line."""
    declaration, rest = document.split(b"\n", 1)
    return b"\n".join([declaration, f'<?xml-stylesheet type="text/css" href="{STYLESHEET}"?>'.encode(), rest])


def add_provenance(parent: Any, item: Item) -> None:
    """Append `nb:translation`, `nb:report` and `nb:withdrawn` to the element of an item, where they apply."""
    if item.provenance:
        _add_translation(parent, item.provenance, item.is_headline)
    if item.report_url:
        add(parent, f"{{{NAMESPACE}}}report", href=item.report_url)
    if item.withdrawn:
        add(parent, f"{{{NAMESPACE}}}withdrawn", in_berlin(item.withdrawn).isoformat(timespec="seconds"))


def alternate(other: Sibling) -> Any:
    """Return the link of an item to itself in another language, or to its own page (RFC 4287, section 4.2.7.2)."""
    link = etree.Element(f"{{{_ATOM}}}link", rel="alternate", type="text/html", href=other.url)
    if other.tag:
        link.set("hreflang", other.tag)
    return link


def _add_translation(parent: Any, provenance: Provenance, is_headline: bool) -> None:
    element = add(parent, f"{{{NAMESPACE}}}translation")
    element.set("responsible", provenance.responsible)
    element.set("state", provenance.state)
    element.set("sourceLanguage", Language.DE.html)
    if provenance.engines:
        element.set("engine", provenance.engines)
    element.set("uncertain", str(provenance.uncertain))
    if is_headline:
        element.set("extent", "headline")
    original = add(element, f"{{{NAMESPACE}}}original", provenance.original_title)
    original.set(XML_LANGUAGE, Language.DE.html)
    if provenance.original_url:
        original.set("href", provenance.original_url)
