"""RSS 0.9x, 1.0 and 2.0 and Atom, as they are found rather than as they are specified."""

import calendar
import io
import logging
import re
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from xml.sax import SAXParseException

import feedparser
from bs4 import BeautifulSoup

from model.errors import UnreadableDocument
from model.source import Link, Source
from sources.charset import decode
from sources.dates import parse_date
from sources.identity import absolute, release_key
from sources.pages import Discovery, Page
from sources.plaintext import plain

_log = logging.getLogger(__name__)

_CHARACTER = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|&#(?:x0*(?P<hex>[0-9a-f]+)|0*(?P<decimal>\d+));?",
    re.IGNORECASE,
)
"""Characters that XML does not allow, and references, which may name one: word processors leave them in texts."""

_HTML = re.compile(r"\s*(<\?xml[^>]*>)?\s*(<!--.*?-->\s*)*<(!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_ANNOUNCED = 'link[rel~="alternate"][type="application/rss+xml"], link[rel~="alternate"][type="application/atom+xml"]'


def read_feed(source: Source, page: Page, now: datetime) -> Discovery:
    """Return the entries of the feed `page` that match `source.include`, newest first.

    A feed that is not well-formed but yields entries is used, with a warning.

    Args:
        source: gives `include`, `key_parameters`, `full_text`.
        page: the feed as fetched.
        now: a date later than this is a mistake of the publisher's and left out.

    Raises:
        UnreadableDocument: `page` is not a feed, or too broken to yield anything.
    """
    text = decode(page)
    # Given as a stream, because feedparser opens whatever looks like the name of a file; as UTF-8, because it was
    # decoded already, and a charset in the header outranks the declaration in the file (RFC 7303, section 3.2).
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": page.url}
    parsed = feedparser.parse(io.BytesIO(_CHARACTER.sub(_legal, text).encode()), response_headers=headers)
    _require_feed(parsed, text, page)
    links: dict[str, Link] = {}
    keys = _keys(parsed.entries, page.url, source)
    for number, (key, entry) in enumerate(zip(keys, parsed.entries, strict=True), 1):
        link = _link(entry, key, page.url, source, now)
        if not (link.key and (link.url or link.html)):
            _log.warning("%s: left out entry %d, which has no address", page.url, number)
        elif re.search(source.include, link.url):
            links.setdefault(key, link)
    return Discovery(_newest_first(list(links.values())))


def _legal(character: re.Match[str]) -> str:
    number = character["hex"] or character["decimal"] or ""
    if not 0 < len(number) <= len(str(sys.maxunicode)):
        return ""
    code = int(number, 16 if character["hex"] else 10)
    return character[0] if code <= sys.maxunicode and not _CHARACTER.fullmatch(chr(code)) else ""


def _require_feed(parsed: feedparser.FeedParserDict, text: str, page: Page) -> None:
    if _HTML.match(text):
        reason = f"this is an HTML page, not a feed{_announced(text, page.url)}"
        raise UnreadableDocument(subject=page.url, reason=reason)
    error = parsed.get("bozo_exception")
    position = ""
    if isinstance(error, SAXParseException):
        position = f" (line {error.getLineNumber()}, column {error.getColumnNumber()}: {error.getMessage()})"
    if parsed.entries:
        if position:
            _log.warning("%s: the feed is broken%s; used what could be read", page.url, position)
    elif position:
        raise UnreadableDocument(subject=page.url, reason=f"the feed is broken and holds no entry{position}")
    elif not parsed.get("version"):
        raise UnreadableDocument(subject=page.url, reason=f"not a feed; it begins with {text[:40]!r}")


def _announced(text: str, url: str) -> str:
    """Name the feeds that an HTML page announces, as the way out."""
    found = [absolute(url, str(link.get("href", ""))) for link in BeautifulSoup(text, "lxml").select(_ANNOUNCED)]
    return f"; it announces {', '.join(filter(None, found))}" if any(found) else ""


def _keys(entries: Sequence[feedparser.FeedParserDict], base: str, source: Source) -> list[str]:
    """Return a key for each entry: its id, or its address where there is no id or several entries share it."""
    ids = [release_key(entry.get("id") or "", source.key_parameters) for entry in entries]
    times = Counter(ids)
    addresses = [release_key(_address(entry, base), source.key_parameters) for entry in entries]
    return [key if key and times[key] == 1 else address for key, address in zip(ids, addresses, strict=True)]


def _address(entry: feedparser.FeedParserDict, base: str) -> str:
    return absolute(base, entry["link"]) if entry.get("link") else ""


def _link(entry: feedparser.FeedParserDict, key: str, base: str, source: Source, now: datetime) -> Link:
    summary = entry.get("summary") or ""
    return Link(
        url=_address(entry, base),
        key=key,
        title=plain(entry.get("title") or ""),
        published=_published(entry, now),
        teaser=plain(summary),
        html=_full_text(entry) or (summary if source.full_text else ""),
        categories=tuple(dict.fromkeys(plain(tag["term"]) for tag in entry.get("tags", []) if tag.get("term"))),
    )


def _full_text(entry: feedparser.FeedParserDict) -> str:
    """Return content:encoded or the Atom content, whichever is longest."""
    texts = [
        f"<p>{escape(content['value'])}</p>" if content.get("type") == "text/plain" else content["value"]
        for content in entry.get("content", [])
        if content.get("value")
    ]
    return max(texts, key=len, default="")


def _published(entry: feedparser.FeedParserDict, now: datetime) -> datetime | None:
    """Return the date in UTC; what feedparser cannot read, such as »24. März 2021«, is read as German."""
    for name in ("published", "updated"):
        # Not `get`, which answers with the one date where only the other is there.
        if name in entry:
            parsed = entry.get(f"{name}_parsed")
            moment = datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else parse_date(entry[name], now)
            if moment and moment <= now:
                return moment.astimezone(UTC)
    return None


def _newest_first(links: list[Link]) -> tuple[Link, ...]:
    """Sort by date where every entry has one; otherwise the feed's own order is the best guess."""
    dated = [(link.published, link) for link in links if link.published]
    if len(dated) < len(links):
        return tuple(links)
    return tuple(link for _, link in sorted(dated, key=lambda pair: pair[0], reverse=True))
