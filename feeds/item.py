"""What every feed format says of an entry, worked out once, so that all formats say the same."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType

from feeds.assembly import assemble, is_reviewed
from feeds.content import content_html, entry_title, teaser, waiting, wrap
from feeds.identity import in_traditional
from feeds.inline import escape
from feeds.label import original_address, status, uncertain
from feeds.phrases import PHRASES
from feeds.pictures import Copies, Picture, first_picture
from feeds.script import in_script
from feeds.text import one_line, web_address
from model.errors import PublishError
from model.feed import Entry, FeedProfile, Script
from model.languages import Language
from model.release import Release

_NO_COPIES: Copies = MappingProxyType({})


@dataclass(frozen=True)
class Sibling:
    """The same release in another language or script: its language tag and the address of its page."""

    tag: str
    url: str


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
        tag: language tag for HTML, Atom and JSON, which tells the scripts of Chinese apart.
        summary: plain text; ends with who stands behind a translation.
        content: HTML fragment, the complete text with its label.
        url: the page that a reader is sent to.
        original_url: where the German original stands, "" for a release that came as a file.
        modified: when it changed after it was published, None where it never did.
        withdrawn: when its publisher took it back; title, summary and content are a notice then.
        is_headline: there is no more than the headline yet; the text follows when an editor has approved it.
        report_url: where a reader reports an error; "" where nobody listens.
        siblings: the pages of the same release in other languages.
    """

    guid: str
    work: str
    language: Language
    tag: str
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
    is_headline: bool = False
    report_url: str = ""
    siblings: tuple[Sibling, ...] = ()


def newest_items(profile: FeedProfile, entries: Sequence[Entry], copies: Copies = _NO_COPIES) -> list[Item]:
    """Return the newest `profile.size` of `entries` as items, newest first; the order of the input does not matter.

    Args:
        profile: of the feed.
        entries: what it may hold.
        copies: of the pictures, where the feed wants copies.

    Raises:
        PublishError: an entry is of another language or not completely translated.
    """
    newest = sorted(entries, key=lambda entry: (entry.publication.published, entry.publication.guid), reverse=True)
    return [_item(profile, replace(entry, look=profile.look), copies) for entry in newest[: profile.size]]


def last_change(items: Sequence[Item]) -> datetime | None:
    """Return when the newest change happened in any of `items`, None where there are none: never the clock's time."""
    return max((item.modified or item.published for item in items), default=None)


def _item(profile: FeedProfile, entry: Entry, copies: Copies) -> Item:
    publication = entry.publication
    if publication.language is not profile.language:
        reason = f"the entry {publication.guid} is in {publication.language}, the feed in {profile.language}"
        raise PublishError(path=profile.name, reason=reason)
    title, summary, content = _notice(entry) if publication.withdrawn_at else _words(entry, copies)
    shown = () if publication.withdrawn_at else entry.version.article.blocks
    categories = dict.fromkeys(filter(None, map(one_line, entry.version.article.categories)))
    work, original = work_of(entry.version.release), original_address(entry)
    item = Item(
        guid=publication.guid,
        work=work,
        language=publication.language,
        tag=profile.tag,
        title=title,
        summary=summary,
        content=content,
        url=page_url(profile, work) or original or web_address(profile.site) or web_address(profile.url),
        original_url=original,
        published=publication.published,
        modified=_modified(entry),
        publisher=one_line(entry.publisher),
        categories=tuple(categories),
        picture=first_picture(shown, profile.images, copies),
        provenance=_provenance(entry),
        withdrawn=publication.withdrawn_at,
        is_headline=entry.is_headline,
        report_url="" if publication.withdrawn_at else web_address(entry.report_url),
    )
    return _traditional(item) if profile.script is Script.TRADITIONAL else item


def _traditional(item: Item) -> Item:
    marked = item.content.replace(f'lang="{item.language.html}"', f'lang="{item.tag}"', 1)
    return replace(
        item,
        guid=in_traditional(item.guid),
        title=in_script(item.title, Script.TRADITIONAL),
        summary=in_script(item.summary, Script.TRADITIONAL),
        content=in_script(marked, Script.TRADITIONAL),
    )


def work_of(release: Release) -> str:
    """Return what names a release in all languages: see `Item.work`."""
    return sha256(f"{release.source}\n{release.key}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def page_url(profile: FeedProfile, work: str) -> str:
    """Return the address of the page of a release, "" where the feed has no pages or their address is not known."""
    return f"{profile.pages_url}{profile.name}/{work}.html" if profile.pages and profile.pages_url else ""


def _words(entry: Entry, copies: Copies) -> tuple[str, str, str]:
    gap = PHRASES[entry.publication.language].gap
    beginning = waiting(entry) or teaser(assemble(entry))
    return entry_title(entry), gap.join(filter(None, [beginning, status(entry)])), content_html(entry, copies)


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
