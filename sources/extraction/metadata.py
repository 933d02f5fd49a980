"""What a page says of itself: JSON-LD (schema.org), Open Graph, Dublin Core, `<meta>`, `<link>`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tld import get_fld

from sources.richtext import Element, clean

_ARTICLES = ("article", "posting", "report", "webpage")
"""Parts of the schema.org types that describe a release, NewsArticle and BlogPosting before WebPage."""
_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "publication_date",
)
_DATED = ("dc.date", "dcterms.date", "date", "sailthru.date")
_NOBODY = {"admin", "administrator", "webmaster", "editor", "super user", "redaktion"}
"""Accounts of a content management system, not authors."""
_MAX_KEYWORDS = 30


@dataclass(frozen=True)
class Metadata:
    """What a page says of itself; each may be empty.

    Attributes:
        headline, og_title, html_title: of JSON-LD, Open Graph and `<title>`.
        dates: what it calls its time of publication, the surest first.
        doubtful_dates: what may as well be the time of the last change, or of this very request.
    """

    headline: str = ""
    og_title: str = ""
    html_title: str = ""
    site: str = ""
    dates: tuple[str, ...] = ()
    doubtful_dates: tuple[str, ...] = ()
    canonical: str = ""
    language: str = ""
    keywords: tuple[str, ...] = ()
    author: str = ""


def read_metadata(root: Element) -> Metadata:
    """Read the metadata of a page whose addresses are absolute."""
    linked = _linked_data(root)
    meta = _meta(root)
    title = root.find(".//title")
    return Metadata(
        headline=_plain(linked.get("headline")),
        og_title=_first(meta, "og:title", "twitter:title", "dc.title"),
        html_title="" if title is None else clean(title.text_content()).strip(),
        site=_first(meta, "og:site_name"),
        dates=_present(_plain(linked.get("datePublished")), *(_first(meta, name) for name in _PUBLISHED)),
        doubtful_dates=_present(*(_first(meta, name) for name in _DATED)),
        canonical=next((link.get("href", "") for link in root.iter("link") if link.get("rel") == "canonical"), ""),
        language=root.get("lang", "") or root.get("{http://www.w3.org/XML/1998/namespace}lang", ""),
        keywords=_keywords(linked, meta),
        author=_name(linked.get("author")) or _author(meta),
    )


def _meta(root: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = clean(element.get("content", "")).strip()
        if name and content:
            found.setdefault(name, []).append(content)
    return found


def _first(meta: dict[str, list[str]], *names: str) -> str:
    return next((meta[name][0] for name in names if name in meta), "")


def _present(*values: str) -> tuple[str, ...]:
    return tuple(value for value in values if value)


def _author(meta: dict[str, list[str]]) -> str:
    named = _first(meta, "author", "article:author", "dc.creator", "dcterms.creator")
    return "" if named.startswith("http") or named.lower() in _NOBODY else named


def _keywords(linked: dict[str, Any], meta: dict[str, list[str]]) -> tuple[str, ...]:
    given = linked.get("keywords") or []
    values = [_plain(value) for value in (given if isinstance(given, list) else [given])]
    values += meta.get("article:tag", []) + meta.get("keywords", []) + meta.get("news_keywords", [])
    words = (word.strip() for value in values for word in value.replace(";", ",").split(","))
    return tuple(dict.fromkeys(word for word in words if 1 < len(word) < 80))[:_MAX_KEYWORDS]


def _linked_data(root: Element) -> dict[str, Any]:
    """Return the JSON-LD object that describes the release, {} where there is none that can be read."""
    best: dict[str, Any] = {}
    rank = len(_ARTICLES)
    for script in root.iter("script"):
        if "ld+json" not in script.get("type", ""):
            continue
        for item in _objects(_parsed(script.text or "")):
            kind = str(item.get("@type", "")).lower()
            found = next((index for index, name in enumerate(_ARTICLES) if name in kind), rank)
            if found < rank:
                best, rank = item, found
    return best


def _parsed(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: object) -> Iterator[dict[str, Any]]:
    """Yield the objects of a document: itself, members of lists, of `@graph` and of `mainEntity`."""
    waiting = [value]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            yield item
            waiting += [item.get("@graph"), item.get("mainEntity"), item.get("mainEntityOfPage")]


def _plain(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return clean(value).strip() if isinstance(value, str) else ""


def _name(value: object) -> str:
    """Return the names of a JSON-LD author: text, an object with a name, or a list of these."""
    values = value if isinstance(value, list) else [value]
    names = [_plain(item.get("name")) if isinstance(item, dict) else _plain(item) for item in values]
    return ", ".join(name for name in names if name and name.lower() not in _NOBODY and not name.startswith("http"))


def public_url(url: str, canonical: str) -> str:
    """Return the page's own canonical address if it stays on the site of `url`, else `url`.

    A canonical address elsewhere is a copy's pointer to its original, or an attack on identity: it is not followed.
    Pages that come from this machine (a test, a saved copy) may name any.
    """
    own = urlsplit(url).hostname or ""
    if not canonical.startswith(("http://", "https://")) or not _host(canonical):
        return url
    return canonical if not own or _is_local(own) or _site(url) == _site(canonical) else url


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # `http://[`
        return ""


def _is_local(host: str) -> bool:
    return host == "localhost" or host.startswith("127.") or host == "::1"


def _site(url: str) -> str:
    """Return the registrable part of the host by the Public Suffix List, the host itself where it has none."""
    return get_fld(url, fail_silently=True) or urlsplit(url).hostname or ""
