"""All pages of the public site: what lies beside the feeds, for people."""

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

from lxml import etree

from feeds.formats import MEDIA_TYPES, own_address
from feeds.item import Item, last_change
from feeds.namespace import add
from feeds.pages import OVERVIEW, Place, Siblings, article_page, overview_page, page_path
from feeds.text import one_line
from model.berlin import in_berlin
from model.feed import FeedFormat, FeedProfile

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"

Site = Mapping[str, tuple[FeedProfile, Sequence[Item]]]
"""By name: a feed that has pages, and its items."""


def build_site(site: Site, place: Place) -> Iterator[tuple[str, bytes]]:
    """Yield path below the root and bytes of each page; the overviews last, so that no link leads nowhere.

    The same input gives the same bytes. Pages of items that have left the feed are not built again: they stay as they
    are, under the addresses that readers have kept.
    """
    yield "style.css", static("style.css")
    works = {name: frozenset(item.work for item in items) for name, (_, items) in site.items()}
    siblings = Siblings([profile for profile, _ in site.values()], works)
    for profile, items in site.values():
        for item in items:
            yield page_path(profile, item), article_page(profile, item, siblings, place)
    for profile, items in site.values():
        yield f"{profile.name}/{OVERVIEW}", overview_page(profile, items, siblings, place)
    yield "feeds.opml", _opml(site)
    if place.root:
        yield "sitemap.xml", _sitemap(site, siblings, place)


def static(name: str) -> bytes:
    """Return a file that goes out as it is: a style sheet."""
    return (files("feeds") / "static" / name).read_bytes()


def _opml(site: Site) -> bytes:
    """List all feeds, for readers that import OPML 2.0 (http://opml.org/spec2.opml)."""
    opml = etree.Element("opml", version="2.0")
    head = add(opml, "head")
    add(head, "title", next((one_line(profile.title) for profile, _ in site.values()), "newsbridge"))
    body = add(opml, "body")
    for profile, _ in site.values():
        for form in (FeedFormat.RSS, FeedFormat.ATOM):
            if form in profile.formats and (url := own_address(profile, form)):
                _outline(body, profile, form, url)
    return _document(opml)


def _outline(body: Any, profile: FeedProfile, form: FeedFormat, url: str) -> None:
    version = "RSS2" if form is FeedFormat.RSS else "ATOM1"
    text = f"{one_line(profile.title)} ({MEDIA_TYPES[form].split('/')[1].split('+')[0].upper()})"
    add(
        body,
        "outline",
        type="rss",
        version=version,
        text=text,
        xmlUrl=url,
        description=one_line(profile.description),
        language=profile.tag,
    )


def _sitemap(site: Site, siblings: Siblings, place: Place) -> bytes:
    """List the pages with their languages (https://www.sitemaps.org/protocol.html and its hreflang extension)."""
    urls = etree.Element(f"{{{_SITEMAP}}}urlset", nsmap={None: _SITEMAP, "xhtml": _XHTML})
    for profile, items in site.values():
        newest = last_change(items)
        overviews = [(other, f"{other.name}/{OVERVIEW}") for other in siblings.beside(profile)]
        _url(urls, place, f"{profile.name}/{OVERVIEW}", overviews, newest.isoformat() if newest else "")
        for item in items:
            if not item.withdrawn:
                versions = [(other, page_path(other, item)) for other in siblings.with_work(item.work, profile)]
                changed = in_berlin(item.modified or item.published).isoformat(timespec="seconds")
                _url(urls, place, page_path(profile, item), versions, changed)
    return _document(urls)


def _url(urls: Any, place: Place, path: str, versions: Sequence[tuple[FeedProfile, str]], changed: str) -> None:
    url = add(urls, f"{{{_SITEMAP}}}url")
    add(url, f"{{{_SITEMAP}}}loc", place.address(path))
    if changed:
        add(url, f"{{{_SITEMAP}}}lastmod", changed)
    for other, way in versions:
        add(url, f"{{{_XHTML}}}link", rel="alternate", hreflang=other.tag, href=place.address(way))


def _document(root: Any) -> bytes:
    etree.indent(root)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"
