"""What every feed format says of an entry, worked out once, so that all formats say the same."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from feeds.assembly import assemble, is_reviewed
from feeds.content import content_html, entry_title, teaser, wrap
from feeds.inline import escape
from feeds.label import original_address, status, uncertain
from feeds.phrases import PHRASES
from feeds.text import one_line, web_address
from model.article import Article
from model.errors import PublishError
from model.feed import Entry, FeedProfile
from model.languages import Language

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


@dataclass(frozen=True)
class Picture:
    """An image of the article, at its publisher."""

    url: str
    media_type: str


@dataclass(frozen=True)
class Provenance:
    """How a translation was made: the label that programs read.

    Attributes:
        responsible: `machine`, or `editor` where one has approved the whole.
        state: in the words of XLIFF 2.1.
        engines: what translated, with versions, comma-separated; "" where no engine took part.
        uncertain: sentences that a check doubts and no editor has settled.
        original_title: the German title.
        original_url: where the German stands, "" for a release that came as a file.
    """

    responsible: str
    state: str
    engines: str
    uncertain: int
    original_title: str
    original_url: str


@dataclass(frozen=True)
class Item:
    """An entry, ready for any format.

    Attributes:
        work: names the release in all languages: 16 hexadecimal digits that outlive title, address and text.
        summary: plain text; ends with who stands behind a translation.
        content: HTML fragment, the complete text with its label.
        url: the page that a reader is sent to.
        original_url: where the German original stands, "" for a release that came as a file.
        modified: when it changed after it was published, None where it never did.
        withdrawn: when its publisher took it back; title, summary and content are a notice then.
    """

    guid: str
    work: str
    language: Language
    title: str
    summary: str
    content: str
    url: str
    original_url: str
    published: datetime
    modified: datetime | None
    publisher: str
    categories: tuple[str, ...]
    picture: Picture | None
    provenance: Provenance | None
    withdrawn: datetime | None


def newest_items(profile: FeedProfile, entries: Sequence[Entry]) -> list[Item]:
    """Return the newest `profile.size` of `entries` as items, newest first; the order of the input does not matter.

    Raises:
        PublishError: an entry is of another language or not completely translated.
    """
    newest = sorted(entries, key=lambda entry: (entry.publication.published, entry.publication.guid), reverse=True)
    return [_item(profile, replace(entry, spacing=profile.spacing)) for entry in newest[: profile.size]]


def last_change(items: Sequence[Item]) -> datetime | None:
    """Return when the newest change happened in any of `items`, None where there are none: never the clock's time."""
    return max((item.modified or item.published for item in items), default=None)


def _item(profile: FeedProfile, entry: Entry) -> Item:
    publication = entry.publication
    if publication.language is not profile.language:
        reason = f"the entry {publication.guid} is in {publication.language}, the feed in {profile.language}"
        raise PublishError(path=profile.name, reason=reason)
    title, summary, content = _notice(entry) if publication.withdrawn_at else _words(entry)
    categories = dict.fromkeys(filter(None, map(one_line, entry.version.article.categories)))
    original = original_address(entry)
    return Item(
        guid=publication.guid,
        work=_work(entry),
        language=publication.language,
        title=title,
        summary=summary,
        content=content,
        url=_page(profile, entry) or original or web_address(profile.site) or web_address(profile.url),
        original_url=original,
        published=publication.published,
        modified=_modified(entry),
        publisher=one_line(entry.publisher),
        categories=tuple(categories),
        picture=None if publication.withdrawn_at else _first_picture(entry.version.article),
        provenance=_provenance(entry),
        withdrawn=publication.withdrawn_at,
    )


def _work(entry: Entry) -> str:
    release = entry.version.release
    return sha256(f"{release.source}\n{release.key}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _page(profile: FeedProfile, entry: Entry) -> str:
    return f"{profile.pages_url}{profile.name}/{_work(entry)}.html" if profile.pages and profile.pages_url else ""


def _words(entry: Entry) -> tuple[str, str, str]:
    gap = PHRASES[entry.publication.language].gap
    summary = gap.join(filter(None, [teaser(assemble(entry)), status(entry)]))
    return entry_title(entry), summary, content_html(entry)


def _notice(entry: Entry) -> tuple[str, str, str]:
    """Return what stands in the place of a withdrawn release: most formats cannot delete."""
    language = entry.publication.language
    phrases = PHRASES[language]
    words = phrases.withdrawal(entry.publication.withdrawn_at or entry.publication.updated)
    return (
        phrases.withdrawn_title.format(title=entry_title(entry)),
        words,
        wrap(f"<p>{escape(words)}</p>", language),
    )


def _modified(entry: Entry) -> datetime | None:
    publication = entry.publication
    latest = max(publication.updated, publication.withdrawn_at or publication.updated)
    return latest if latest > publication.published else None


def _first_picture(article: Article) -> Picture | None:
    for block in article.blocks:
        url = web_address(block.image.url) if block.image else ""
        suffix = PurePosixPath(urlsplit(url).path).suffix.lower()
        if suffix in _IMAGE_TYPES:
            return Picture(url, _IMAGE_TYPES[suffix])
    return None


def _provenance(entry: Entry) -> Provenance | None:
    translation = entry.translation
    if translation is None:
        return None
    return Provenance(
        responsible="editor" if is_reviewed(translation) else "machine",
        state=translation.state.value,
        engines=one_line(", ".join(translation.engines())),
        uncertain=uncertain(translation),
        original_title=one_line(entry.version.article.title),
        original_url=original_address(entry),
    )
