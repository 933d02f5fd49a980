"""The formats that a feed is published in, side by side: the same items, ids and dates in each."""

from collections.abc import Sequence
from urllib.parse import urlsplit, urlunsplit

from feeds.atom import MEDIA_TYPE as ATOM_TYPE
from feeds.atom import build_atom
from feeds.identity import Authority
from feeds.item import Item
from feeds.jsonfeed import MEDIA_TYPE as JSON_TYPE
from feeds.jsonfeed import build_json
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


def build(form: FeedFormat, profile: FeedProfile, items: Sequence[Item], authority: Authority) -> bytes:
    """Return the document of a feed in one format.

    Raises:
        PublishError: the feed has no page or address that RSS could link.
    """
    if form is FeedFormat.RSS:
        return build_rss(profile, items)
    if form is FeedFormat.ATOM:
        return build_atom(profile, items, authority, own_address(profile, form))
    return build_json(profile, items, own_address(profile, form))


def own_address(profile: FeedProfile, form: FeedFormat) -> str:
    """Return the public address of a feed in one format, "" where none is known.

    `url` of the profile is that of the RSS file; the others lie beside it under other endings.
    """
    url = web_address(profile.url)
    if form is FeedFormat.RSS:
        return url
    parts = urlsplit(url)
    if not parts.path.endswith(SUFFIXES[FeedFormat.RSS]):
        return ""
    path = parts.path.removesuffix(SUFFIXES[FeedFormat.RSS]) + SUFFIXES[form]
    return urlunsplit(parts._replace(path=path))
