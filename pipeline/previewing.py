"""An entry as its subscribers will see it, before it is published."""

from feeds.item import Item, newest_items
from model.errors import PublishError
from model.feed import Entry, FeedProfile
from model.translation import Translation
from pipeline.entries import fresh_publication
from pipeline.wiring import Newsroom


def preview(newsroom: Newsroom, translation: Translation) -> Item:
    """Return the item that a feed in the language of `translation` would hold.

    Raises:
        PublishError: the translation is not complete.
    """
    version = newsroom.store.releases.version(translation.version_id)
    release, language = version.release, translation.language
    known = newsroom.store.publications.get(release.id, language)
    publication = known or fresh_publication(newsroom, version, language)
    entry = Entry(version, publication, newsroom.publisher(release.source), translation)
    (item,) = newest_items(_profile(newsroom, translation), [entry])
    return item


def _profile(newsroom: Newsroom, translation: Translation) -> FeedProfile:
    for profile in newsroom.profiles:
        if profile.language is translation.language:
            return profile
    raise PublishError(path=translation.language.value, reason="no feed is in this language; add one to feeds.toml")
