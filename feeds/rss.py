"""Entries -> RSS 2.0, by way of feedgen.

The form follows the RSS 2.0 specification and the RSS Advisory Board's Best Practices Profile; `docs/feeds.md`
describes every element for subscribers.
"""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from feedgen.feed import FeedGenerator

from feeds.assembly import assemble
from feeds.content import content_html, entry_title, teaser, wrap
from feeds.extension import ChannelExtension, ItemExtension, modified_at
from feeds.inline import escape
from feeds.label import original_address, status
from feeds.phrases import PHRASES
from feeds.text import one_line, web_address
from model.article import Article
from model.errors import PublishError
from model.feed import Entry, FeedProfile

_MINUTES_TO_LIVE = 60
# A table of our own: `mimetypes` reads files of the machine, and the same feed must have the same bytes everywhere.
_IMAGE_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}


def build_rss(profile: FeedProfile, entries: Sequence[Entry]) -> bytes:
    """Return the RSS 2.0 document of a feed: the newest `profile.size` of `entries`, newest first, in UTF-8.

    The same input gives the same bytes: no date is taken from the clock. An entry whose publication is withdrawn is
    shown as a notice without its text, since RSS cannot delete.

    Raises:
        PublishError: the feed has no address to link, or an entry is of another language or not completely translated.
            `feeds.assembly.fingerprint` finds the latter out for one entry, before it can stop the whole feed.
    """
    newest = sorted(entries, key=lambda entry: (entry.publication.published, entry.publication.guid), reverse=True)
    shown = newest[: profile.size]
    feed = _channel(profile)
    feed.newsbridge.built = max((modified_at(entry) or entry.publication.published for entry in shown), default=None)
    for entry in shown:
        _add_item(feed, profile, entry)
    return bytes(feed.rss_str(pretty=True))


def _channel(profile: FeedProfile) -> Any:
    link = web_address(profile.site) or web_address(profile.url)
    if not link:
        raise PublishError(path=profile.name, reason="RSS needs a page to link; give the feed a `site`")
    feed = FeedGenerator()
    # feedgen has no other way not to write the time of the run, which would make every build a different file.
    feed._FeedGenerator__rss_lastBuildDate = None
    feed.register_extension("newsbridge", ChannelExtension, ItemExtension, atom=False, rss=True)
    feed.title(one_line(profile.title))
    feed.description(one_line(profile.description) or one_line(profile.title))
    feed.language(profile.language.rss)
    if own := web_address(profile.url):
        feed.link(href=own, rel="self", type="application/rss+xml")
    feed.link(href=link)  # after the link to itself: feedgen takes the last one for the channel
    feed.generator("newsbridge")
    feed.docs("https://www.rssboard.org/rss-specification")
    feed.ttl(_MINUTES_TO_LIVE)
    return feed


def _add_item(feed: Any, profile: FeedProfile, entry: Entry) -> None:
    publication = entry.publication
    if publication.language is not profile.language:
        reason = f"the entry {publication.guid} is in {publication.language}, the feed in {profile.language}"
        raise PublishError(path=profile.name, reason=reason)
    item = feed.add_entry(order="append")
    item.newsbridge.entry = entry
    item.guid(publication.guid, permalink=False)
    item.link(href=original_address(entry) or web_address(profile.site) or web_address(profile.url))
    for category in dict.fromkeys(filter(None, map(one_line, entry.version.article.categories))):
        item.category(term=category)
    if publication.withdrawn_at:
        _tell_withdrawal(item, entry)
    else:
        _tell(item, entry)


def _tell(item: Any, entry: Entry) -> None:
    article = assemble(entry)
    item.title(entry_title(entry))
    item.description(PHRASES[entry.publication.language].gap.join(filter(None, [teaser(article), status(entry)])))
    item.content(content_html(entry))
    if image := _first_image(article):
        item.enclosure(url=image[0], length=0, type=image[1])


def _tell_withdrawal(item: Any, entry: Entry) -> None:
    phrases = PHRASES[entry.publication.language]
    words = phrases.withdrawal(entry.publication.withdrawn_at or entry.publication.updated)
    item.title(phrases.withdrawn_title.format(title=entry_title(entry)))
    item.description(words)
    item.content(wrap(f"<p>{escape(words)}</p>", entry.publication.language))


def _first_image(article: Article) -> tuple[str, str] | None:
    for block in article.blocks:
        url = web_address(block.image.url) if block.image else ""
        suffix = PurePosixPath(urlsplit(url).path).suffix.lower()
        if suffix in _IMAGE_TYPES:
            return url, _IMAGE_TYPES[suffix]
    return None
