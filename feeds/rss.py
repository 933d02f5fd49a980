"""Entries -> RSS 2.0, by way of feedgen.

The form follows the RSS 2.0 specification and the RSS Advisory Board's Best Practices Profile; `docs/feeds.md`
describes every element for subscribers.
"""

from collections.abc import Sequence
from typing import Any

from feedgen.feed import FeedGenerator

from feeds.extension import ChannelExtension, ItemExtension
from feeds.item import Item, last_change
from feeds.namespace import styled
from feeds.paging import NO_LINKS, Links
from feeds.text import one_line, web_address
from model.errors import PublishError
from model.feed import Extent, FeedProfile

_MINUTES_TO_LIVE = 60


def build_rss(profile: FeedProfile, items: Sequence[Item], links: Links = NO_LINKS) -> bytes:
    """Return the RSS 2.0 document of a feed in UTF-8.

    The same input gives the same bytes: no date is taken from the clock. A withdrawn item is shown as a notice without
    its text, since RSS cannot delete.

    Raises:
        PublishError: the feed has no address to link.
    """
    feed = _channel(profile, links.own or web_address(profile.url))
    feed.newsbridge.built = last_change(items)
    feed.newsbridge.links = links
    feed.newsbridge.site = web_address(profile.site) or web_address(profile.url)
    for item in items:
        _add_item(feed, item, profile.text)
    return styled(bytes(feed.rss_str(pretty=True)))


def _channel(profile: FeedProfile, own: str) -> Any:
    link = web_address(profile.site) or web_address(profile.url)
    if not link:
        raise PublishError(path=profile.name, reason="RSS needs a page to link; give the feed a `site`")
    feed = FeedGenerator()
    # feedgen has no other way not to write the time of the run, which would make every build a different file.
    feed._FeedGenerator__rss_lastBuildDate = None
    feed.register_extension("newsbridge", ChannelExtension, ItemExtension, atom=False, rss=True)
    feed.title(one_line(profile.title))
    feed.description(one_line(profile.description) or one_line(profile.title))
    feed.language(profile.tag.lower())
    if own:
        feed.link(href=own, rel="self", type="application/rss+xml")
    feed.link(href=link)  # after the link to itself: feedgen takes the last one for the channel
    feed.generator("newsbridge")
    feed.docs("https://www.rssboard.org/rss-specification")
    feed.ttl(_MINUTES_TO_LIVE)
    return feed


def _add_item(feed: Any, item: Item, extent: Extent) -> None:
    element = feed.add_entry(order="append")
    element.newsbridge.item = item
    element.guid(item.guid, permalink=False)
    element.link(href=item.url)
    for category in item.categories:
        element.category(term=category)
    element.title(item.title)
    element.description(item.summary)
    if extent is Extent.FULL:
        element.content(item.content)
    if item.picture:
        element.enclosure(url=item.picture.url, length=item.picture.length, type=item.picture.media_type)
