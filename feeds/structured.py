"""What a page says of itself to search engines: schema.org in JSON-LD."""

import json
from typing import Any

from markupsafe import Markup

from feeds.item import Item
from feeds.namespace import NAMESPACE
from model.berlin import in_berlin
from model.languages import Language


def structured(item: Item, address: str, site: str) -> Markup:
    """Return the NewsArticle of `item` as JSON-LD, safe inside a `script` element.

    A translation names the German original as `translationOfWork` (https://schema.org/translationOfWork), what made it,
    and who stands behind it.
    """
    article: dict[str, Any] = {
        "@context": ["https://schema.org", {"nb": f"{NAMESPACE}#"}],
        "@type": "NewsArticle",
        "headline": item.title,
        "inLanguage": item.tag,
        "datePublished": in_berlin(item.published).isoformat(timespec="seconds"),
        "dateModified": in_berlin(item.modified or item.published).isoformat(timespec="seconds"),
        "author": _organisation(item.publisher or site),
        "publisher": _organisation(site),
        "identifier": item.guid,
        "url": address,
        "image": item.picture.url if item.picture else "",
    }
    if item.provenance:
        article |= _translation(item)
    filled = {key: value for key, value in article.items() if value}
    # What would end the script element early is written as an escape, which JSON knows and HTML does not.
    text = json.dumps(filled, ensure_ascii=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 -- made safe just above


def _translation(item: Item) -> dict[str, Any]:
    made = item.provenance
    if made is None:
        return {}
    original = {"@type": "NewsArticle", "headline": made.original_title, "inLanguage": Language.DE.html}
    if made.original_url:
        original["url"] = made.original_url
    reviewer = {"@type": "Role", "roleName": "editor"} if made.responsible == "editor" else None
    told = {
        "translationOfWork": original,
        "creativeWorkStatus": made.state,
        "digitalSourceType": "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
        "nb:responsible": made.responsible,
        "nb:state": made.state,
        "nb:engine": made.engines,
        "nb:software": [_software(name) for name in made.engines.split(", ") if name],
        "nb:reviewer": reviewer,
        "nb:time": in_berlin(item.modified or item.published).isoformat(timespec="seconds"),
        "nb:uncertain": str(made.uncertain),
    }
    return {key: value for key, value in told.items() if value}


def _software(engine: str) -> dict[str, str]:
    """Return an engine with its version, which stands last in its name: »argos de-zh 0.3«."""
    name, _, version = engine.rpartition(" ")
    if not name or not version[:1].isdigit():
        return {"@type": "SoftwareApplication", "name": engine}
    return {"@type": "SoftwareApplication", "name": name, "softwareVersion": version}


def _organisation(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name}
