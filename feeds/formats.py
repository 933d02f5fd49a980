"""The formats that a feed is published in, side by side: the same items, ids and dates in each."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from feeds.atom import MEDIA_TYPE as ATOM_TYPE
from feeds.atom import build_atom
from feeds.identity import Authority
from feeds.item import Item, Sibling
from feeds.jsonfeed import MEDIA_TYPE as JSON_TYPE
from feeds.jsonfeed import build_json
from feeds.paging import THE_FEED, Links, Page
from feeds.rss import build_rss
from feeds.text import web_address
from model.feed import FeedFormat, FeedProfile

SUFFIXES = {FeedFormat.RSS: ".xml", FeedFormat.ATOM: ".atom", FeedFormat.JSON: ".json"}
"""Ending of the file of each format: `zh` -> zh.xml, zh.atom, zh.json."""


MEDIA_TYPES = {
    FeedFormat.RSS: "application/rss+xml",
    FeedFormat.ATOM: ATOM_TYPE,
    FeedFormat.JSON: JSON_TYPE,
}
"""What a server should call each format."""


def build(
    form: FeedFormat,
    profile: FeedProfile,
    items: Sequence[Item],
    authority: Authority,
    page: Page = THE_FEED,
    others: Sequence[FeedProfile] = (),
) -> bytes:
    """Return the document of a feed in one format: of the feed itself, or of one of its archived months.

    Args:
        form: the format.
        profile: the feed.
        items: what it holds, newest first.
        authority: who mints the id of the feed.
        page: the part of the feed.
        others: the same feed in other languages.

    Raises:
        PublishError: the feed has no page or address that RSS could link.
    """
    links = Links(
        own=own_address(profile, form, page.month),
        current=own_address(profile, form) if page.month else "",
        previous=own_address(profile, form, page.previous) if page.previous else "",
        hub="" if page.month else web_address(profile.hub),
        siblings=tuple(
            Sibling(other.tag, url) for other in others if form in other.formats and (url := own_address(other, form))
        ),
    )
    if form is FeedFormat.RSS:
        return build_rss(profile, items, links)
    if form is FeedFormat.ATOM:
        return build_atom(profile, items, authority, links)
    return build_json(profile, items, links)


def own_address(profile: FeedProfile, form: FeedFormat, month: str = "") -> str:
    """Return the public address of a feed, or of one of its months, in one format; "" where none is known.

    `url` of the profile is that of the RSS file; the others lie beside it under other endings.
    """
    url = web_address(profile.url)
    if form is FeedFormat.RSS and not month:
        return url
    parts = urlsplit(url)
    if not parts.path.endswith(SUFFIXES[FeedFormat.RSS]):
        return ""
    path = parts.path.removesuffix(SUFFIXES[FeedFormat.RSS]) + (f"-{month}" if month else "") + SUFFIXES[form]
    return urlunsplit(parts._replace(path=path))


def files_of(folder: Path, name: str) -> list[Path]:
    """Return the published files of the feed called `name` in `folder`: those of all formats, and its archives."""
    endings = "|".join(re.escape(suffix) for suffix in SUFFIXES.values())
    wanted = re.compile(rf"{re.escape(name)}(-\d{{4}}-\d{{2}})?({endings})")
    found: Iterable[Path] = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in found if wanted.fullmatch(path.name))
