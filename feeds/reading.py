"""Published documents, read again."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from lxml import etree

from feeds.formats import SUFFIXES
from model.feed import FeedFormat

_ATOM = "{http://www.w3.org/2005/Atom}"
_GRAVE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


def form_of(path: Path) -> FeedFormat:
    """Return the format of a published file by its ending."""
    return next(form for form, suffix in SUFFIXES.items() if suffix == path.suffix)


def parse(form: FeedFormat, data: bytes) -> Any:
    """Return the root element of XML, or the object of JSON.

    Raises:
        ValueError: it is not in UTF-8 or not well-formed.
    """
    data.decode("utf-8")
    if form is FeedFormat.JSON:
        return json.loads(data, parse_constant=_refuse)
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no value of JSON")


def ids(form: FeedFormat, document: Any) -> Iterator[str]:
    """Yield the permanent ids of the items in a document, withdrawn ones too."""
    if form is FeedFormat.RSS:
        yield from (guid.text or "" for guid in document.iterfind("channel/item/guid"))
    elif form is FeedFormat.ATOM:
        yield from (each.text or "" for each in document.iterfind(f"{_ATOM}entry/{_ATOM}id"))
        yield from (grave.get("ref", "") for grave in document.iterfind(_GRAVE))
    elif isinstance(document, dict):
        items = document.get("items")
        yield from (
            str(item.get("id")) for item in (items if isinstance(items, list) else ()) if isinstance(item, dict)
        )
