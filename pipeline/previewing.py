"""An entry as its subscribers will see it, before it is published."""

from dataclasses import replace

from lxml import html

from feeds.item import Item, newest_items
from model.errors import PublishError
from model.feed import Entry, FeedProfile, Images
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
    # Copies of pictures are made when the feed is published; until then they are to be seen at their publisher.
    profile = replace(_profile(newsroom, translation), images=Images.LINK)
    (item,) = newest_items(profile, [entry])
    return item


def without_plain_pictures(content: str) -> tuple[str, int]:
    """Return the HTML of an item with a link in place of each picture that is fetched unencrypted, and how many.

    A browser that was handed the desk over https would not show them (mixed content), and the desk's own policy lets
    none be fetched; their captions and credits stay.
    """
    root = html.fragment_fromstring(content, create_parent="div")
    plain = [image for image in root.iter("img") if not image.get("src", "").startswith(("https:", "data:"))]
    for image in plain:
        address = image.get("src", "")
        link = html.Element("a", href=address, rel="noreferrer", target="_blank")
        link.text = image.get("alt") or address
        link.tail = image.tail
        image.getparent().replace(image, link)
    inner = (root.text or "") + "".join(html.tostring(child, encoding="unicode") for child in root)
    return inner if plain else content, len(plain)


def _profile(newsroom: Newsroom, translation: Translation) -> FeedProfile:
    for profile in newsroom.profiles:
        if profile.language is translation.language:
            return profile
    raise PublishError(path=translation.language.value, reason="no feed is in this language; add one to feeds.toml")
