"""Sitemaps, their indexes, and news sitemaps: the protocol of sitemaps.org and Google's news extension."""

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from model.errors import Refused, UnreadableDocument
from model.source import Link, Source
from sources.dates import parse_date
from sources.identity import absolute, release_key
from sources.pages import Discovery, Page
from sources.plaintext import collapse

_GZIP = b"\x1f\x8b"
_MOST = 50 * 2**20
"""Bytes of a sitemap, decompressed, that the protocol allows."""

_OLDEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class _Entry:
    url: str
    child: bool
    """It is a further sitemap."""
    modified: datetime
    published: datetime | None
    title: str
    language: str


def read_sitemap(source: Source, page: Page, now: datetime) -> Discovery:
    """Return the pages that match `source.include`, or the further sitemaps of an index; the newest first.

    `lastmod` only sorts: it says when a page was touched, not when the release was published. A page that a news
    sitemap gives as other than German is left out.

    Raises:
        UnreadableDocument: `page` is not a sitemap.
        Refused: it is larger than the protocol allows.
    """
    entries = sorted(_entries(page, now), key=lambda entry: entry.published or entry.modified, reverse=True)
    links: dict[str, Link] = {}
    for entry in entries:
        if not entry.child and entry.language.startswith("de") and re.search(source.include, entry.url):
            key = release_key(entry.url, source.key_parameters)
            links.setdefault(key, Link(entry.url, key, entry.title, entry.published))
    return Discovery(tuple(links.values()), children=tuple(entry.url for entry in entries if entry.child))


def _entries(page: Page, now: datetime) -> Iterator[_Entry]:
    """Read one element after the other and let it go: a full sitemap as a tree takes half a gigabyte."""
    context = etree.iterparse(
        io.BytesIO(_decompressed(page)),
        tag=("{*}url", "{*}sitemap"),
        recover=True,
        resolve_entities=False,
        no_network=True,
    )
    try:
        for _, element in context:
            url = absolute(page.url, element.findtext("{*}loc", ""))
            if url:
                yield _entry(element, url, now)
            element.clear()
            parent = element.getparent()
            if parent is not None:
                del parent[: parent.index(element)]
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(subject=page.url, reason=f"not a sitemap: {error}") from error
    root = "nothing" if context.root is None else _name(context.root)
    if root not in {"urlset", "sitemapindex"}:
        raise UnreadableDocument(subject=page.url, reason=f"not a sitemap: it holds <{root}>, not <urlset>")


def _entry(element: etree._Element, url: str, now: datetime) -> _Entry:
    return _Entry(
        url,
        child=_name(element) == "sitemap",
        modified=parse_date(element.findtext("{*}lastmod", ""), now) or _OLDEST,
        published=parse_date(element.findtext("{*}news/{*}publication_date", ""), now),
        title=collapse(element.findtext("{*}news/{*}title", "")),
        language=element.findtext("{*}news/{*}publication/{*}language", "de").strip().lower(),
    )


def _name(element: etree._Element) -> str:
    """Return the local name; not by etree.QName, which refuses the odd names that a broken file may hold."""
    return str(element.tag).rpartition("}")[2]


def _decompressed(page: Page) -> bytes:
    if not page.body.startswith(_GZIP):
        return page.body
    try:
        xml = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(page.body, _MOST + 1)
    except zlib.error as error:
        raise UnreadableDocument(subject=page.url, reason=f"the gzip file is broken: {error}") from error
    if len(xml) > _MOST:
        raise Refused(subject=page.url, reason=f"larger than {_MOST >> 20} MiB when decompressed", status=0)
    return xml
