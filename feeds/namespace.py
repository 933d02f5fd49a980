"""Our own elements in XML feeds: how a translation was made, for programs. `docs/feeds.md` describes them."""

from typing import Any

from lxml import etree

from feeds.item import Item, Provenance
from model.berlin import in_berlin
from model.languages import Language

NAMESPACE = "https://isa-portal.de/ns/newsbridge/1.0"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def add(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    """Append an element to `parent` and return it."""
    element = etree.SubElement(parent, name, attributes)
    element.text = text
    return element


def add_provenance(parent: Any, item: Item) -> None:
    """Append `nb:translation` and `nb:withdrawn` to the element of an item, where they apply."""
    if item.provenance:
        _add_translation(parent, item.provenance)
    if item.withdrawn:
        add(parent, f"{{{NAMESPACE}}}withdrawn", in_berlin(item.withdrawn).isoformat(timespec="seconds"))


def _add_translation(parent: Any, provenance: Provenance) -> None:
    element = add(parent, f"{{{NAMESPACE}}}translation")
    element.set("responsible", provenance.responsible)
    element.set("state", provenance.state)
    element.set("sourceLanguage", Language.DE.html)
    if provenance.engines:
        element.set("engine", provenance.engines)
    element.set("uncertain", str(provenance.uncertain))
    original = add(element, f"{{{NAMESPACE}}}original", provenance.original_title)
    original.set(XML_LANGUAGE, Language.DE.html)
    if provenance.original_url:
        original.set("href", provenance.original_url)
