"""Bytes of a page to a tree that is safe to walk, and the furniture that is never article."""

import re
from urllib.parse import urljoin

from lxml import etree, html

from model.errors import UnreadableDocument
from sources.extraction.boilerplate import is_overlay
from sources.extraction.figures import settle_pictures
from sources.richtext import Element

_NEVER = (
    *("script", "style", "template", "svg", "math", "iframe", "object", "embed", "applet", "noframes", "dialog", "map"),
    *("audio", "video", "track", "canvas", "button", "input", "select", "textarea", "label", "fieldset"),
    *("nav", "aside", "marquee"),
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASSES = {"hidden", "visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text", "aural", "d-none"}
_HIDDEN_CLASSES |= {"invisible", "u-hidden", "is-hidden", "element-invisible", "print-only", "only-print", "noprint"}

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold (XML 1.0, section 2.2)."""


def parse_page(text: str, url: str) -> Element:
    """Return the tree of the HTML `text`, its addresses made absolute by `url` and `<base>`.

    libxml2 bounds the depth of the tree at 2,048 elements, so whatever a page nests can be walked.

    Raises:
        UnreadableDocument: there is nothing in it.
    """
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(storable(text).encode() or b" ", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableDocument(subject=url or "page", reason="no article text found: the page is empty") from error
    _drop_illegal(root)
    _reveal_mail(root)
    _bound_spans(root)
    settle_pictures(root, _base(root, url))
    if url:
        root.make_links_absolute(url, resolve_base_href=True, handle_failures="ignore")
    return root


def _drop_illegal(root: Element) -> None:
    """Drop attributes with what XML forbids, such as `&#1;`: libxml2 reads them and refuses to write them back."""
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            if _ILLEGAL.search(value):
                del element.attrib[name]


def _base(root: Element, url: str) -> str:
    base = next((element.get("href", "") for element in root.iter("base")), "")
    try:
        return urljoin(url, base) if base else url
    except ValueError:  # `http://[`
        return url


def storable(text: str) -> str:
    """Return `text` without NUL and lone surrogates, which no database and no encoding can hold."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def body_of(root: Element) -> Element:
    """Return the body of the page, the root where it has none."""
    body = root.find("body")
    return root if body is None else body


def strip_furniture(root: Element) -> None:
    """Drop what is never article, whatever the page: scripts, controls, navigation, hidden text."""
    for element in [element for element in body_of(root).iterdescendants() if is_overlay(element)]:
        drop(element)
    for element in list(root.iter(*_NEVER)):
        drop(element)
    for element in list(root.iter("noscript", "form", "header", "footer")):
        if not _holds_text(element):
            drop(element)
    for element in [element for element in body_of(root).iterdescendants() if _is_hidden(element)]:
        drop(element)


def _reveal_mail(root: Element) -> None:
    """Write out the e-mail addresses that Cloudflare hides from machines and shows to readers.

    The first byte is the key to the others: https://developers.cloudflare.com/waf/tools/scrape-shield/email-address-obfuscation/
    """
    for element in root.xpath("//*[@data-cfemail]"):
        code = element.get("data-cfemail", "")
        if re.fullmatch(r"(?:[0-9a-fA-F]{2}){2,200}", code):
            key, *letters = bytes.fromhex(code)
            address = bytes(letter ^ key for letter in letters).decode("utf-8", "replace")
            if address.isprintable():
                element.text = address
                element.set("href", f"mailto:{address}")


def _bound_spans(root: Element) -> None:
    """Take wide spans from table cells: a few hundred of them make a table of millions of cells."""
    for cell in root.iter("td", "th"):
        for name in ("colspan", "rowspan"):
            if not re.fullmatch(r"[1-9]|[1-4]\d", cell.get(name, "1").strip()):
                del cell.attrib[name]


def drop(element: Element) -> None:
    """Remove `element` and keep the text that follows it."""
    if element.getparent() is not None:
        element.drop_tree()


def _holds_text(element: Element) -> bool:
    """Whether a form, header or footer wraps article text: some systems wrap the whole page in one form."""
    if element.tag == "noscript":
        return False
    if element.tag == "footer":
        return next(element.iterancestors("blockquote"), None) is not None
    if element.tag == "header" and next(element.iterancestors("article", "main"), None) is not None:
        return True
    return element.find(".//h1") is not None or sum(len(p.text_content()) for p in element.iter("p")) > 400


def _is_hidden(element: Element) -> bool:
    attributes = element.attrib
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if _HIDDEN_STYLE.search(attributes.get("style", "")):
        return True
    return not _HIDDEN_CLASSES.isdisjoint(attributes.get("class", "").split())
