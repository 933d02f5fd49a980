"""From a link to an article: fetch or open it, then read it by what it is."""

import tempfile
from dataclasses import replace
from datetime import datetime
from html import escape
from pathlib import Path

from model.article import Article
from model.errors import SourceError, UnreadableDocument
from model.source import Link, Selectors, Source, SourceKind, Validators
from pipeline.wiring import Newsroom
from sources.charset import decode
from sources.fetching import Fetcher, Page


class NotModified(Exception):
    """The server says that the page is as it was (304)."""


def read_link(
    source: Source, link: Link, fetcher: Fetcher, validators: Validators | None, now: datetime
) -> tuple[Article, Validators]:
    """Read the release behind `link`; return it with what to ask »has it changed?« with next time.

    Raises:
        NotModified: it has not changed since `validators` were given.
        SourceError: it cannot be fetched or read.
    """
    if source.kind is SourceKind.FOLDER:
        return _categorised(_read_document(Path(link.url), now), source, link), Validators()
    if source.full_text and link.html:
        return _categorised(_from_feed(source, link, now), source, link), Validators()
    page = fetcher.fetch(link.url, validators=validators, delay=source.delay)
    if page.not_modified:
        raise NotModified(link.url)
    return _categorised(read_page(page, source, link, now), source, link), page.validators


def read_page(page: Page, source: Source, link: Link | None, now: datetime) -> Article:
    """Read a fetched page: a PDF by its content type or first bytes, anything else as HTML."""
    if page.content_type == "application/pdf" or page.body.startswith(b"%PDF-"):
        return replace(_read_pdf(page, now), url=page.url)
    with page.in_hand():
        return _extract(decode(page), url=page.url, selectors=source.selectors, now=now, hint=link)


def _read_pdf(page: Page, now: datetime) -> Article:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "release.pdf"
        path.write_bytes(page.body)
        try:
            return _read_document(path, now)
        except SourceError as error:
            raise UnreadableDocument(subject=page.url, reason=error.fields["reason"]) from error


# What reads pages and documents takes a second to import, and most visits find nothing new to read.


def _read_document(path: Path, now: datetime) -> Article:
    from sources.documents import read_document  # noqa: PLC0415

    return read_document(path, now)


def _extract(html: str | bytes, url: str, selectors: Selectors, now: datetime, hint: Link | None) -> Article:
    from sources.extraction import extract_html  # noqa: PLC0415

    return extract_html(html, url=url, selectors=selectors, now=now, hint=hint)


def _from_feed(source: Source, link: Link, now: datetime) -> Article:
    page = f"<article><h1>{escape(link.title)}</h1>{link.html}</article>"
    return _extract(page, url=link.url, selectors=source.selectors, now=now, hint=link)


def _categorised(article: Article, source: Source, link: Link) -> Article:
    """Join the categories of source, announcement and page, each once, in that order."""
    joined = dict.fromkeys([*source.categories, *link.categories, *article.categories])
    return replace(article, categories=tuple(joined))


def read_anything(newsroom: Newsroom, what: str, url: str) -> Article:
    """Read a file or an http address that a person named.

    Args:
        newsroom: for the fetcher and the time.
        what: a path, or an address.
        url: where a saved page came from, "" if unknown.

    Raises:
        SourceError: it cannot be fetched, opened or read.
    """
    if not what.startswith(("http://", "https://")):
        path = Path(what)
        if url and path.suffix.lower() in {".html", ".htm"} and path.is_file():
            from sources.documents import read_file  # noqa: PLC0415

            return _extract(read_file(path), url, Selectors(), newsroom.now(), None)
        return _read_document(path, newsroom.now())
    source = Source(name="extract", kind=SourceKind.LISTING, url=what, delay=0)
    with newsroom.fetcher([source]) as fetcher:
        return read_page(fetcher.fetch(what, delay=0), source, None, newsroom.now())
