"""What goes out: a feed, its entries, and the rule that lets them in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from model.languages import Language
from model.release import ReleaseVersion
from model.translation import Translation


class Gate(StrEnum):
    """The rule that decides whether an entry may be in a feed. A blocking finding closes every gate."""

    MACHINE = "machine"
    """Machine text may go out, with its label."""
    CHECKED = "checked"
    """Machine text may go out where no check reports an error."""
    REVIEWED = "reviewed"
    """Only what an editor has approved."""


class FeedFormat(StrEnum):
    """What a feed is written in."""

    RSS = "rss"
    """RSS 2.0."""
    ATOM = "atom"
    """Atom 1.0 (RFC 4287)."""
    JSON = "json"
    """JSON Feed 1.1."""


class Spacing(StrEnum):
    """Whether Chinese characters and the Latin words or figures beside them have a space between."""

    NONE = "none"
    """As newspapers print it."""
    PANGU = "pangu"
    """With a space, as many technical style guides want it."""


@dataclass(frozen=True)
class FeedProfile:
    """One row of `config/feeds.toml`.

    Attributes:
        name: also the file's name: `zh` -> `zh.xml`.
        sources: names of the sources, or ("*",) for all.
        size: how many entries at most, the newest.
        keep: how many publications are kept, so that one can be rolled back.
        formats: the files that are written, one each.
        spacing: of Chinese text.
        pages: it has HTML pages as well, an overview and one for each entry.
        pages_url: public address of the folder that holds the pages of all feeds, with a slash at its end; "" where it
            is not known, and entries link the German original.
        url: public address of the feed as RSS, "" where none is configured yet.
        site: public address of the page behind the feed.
    """

    name: str
    language: Language
    title: str
    description: str
    url: str = ""
    site: str = ""
    gate: Gate = Gate.MACHINE
    sources: tuple[str, ...] = ("*",)
    size: int = 50
    formats: tuple[FeedFormat, ...] = tuple(FeedFormat)
    pages: bool = False
    pages_url: str = ""
    spacing: Spacing = Spacing.NONE
    keep: int = 10


@dataclass(frozen=True)
class Publication:
    """What the outside knows of a release in one language; minted once, kept for ever.

    Attributes:
        guid: `tag:` URI (RFC 4151), independent of title, address and state.
        published: the date that readers see; set once.
        updated: when the content last changed after that.
        content_hash: of the content as last published.
        corrected_at: when the text last changed after it was published; not when an editor took over from the machine.
    """

    release_id: int
    language: Language
    guid: str
    published: datetime
    updated: datetime
    content_hash: str = ""
    withdrawn_at: datetime | None = None
    corrected_at: datetime | None = None


@dataclass(frozen=True)
class Entry:
    """One release in one language, ready to be written into any format.

    Attributes:
        translation: None in the German feed.
        spacing: of its Chinese text, as the feed wants it.
    """

    version: ReleaseVersion
    publication: Publication
    publisher: str
    translation: Translation | None = None
    spacing: Spacing = Spacing.NONE


@dataclass(frozen=True)
class Subscription:
    """A subscriber's own address of a closed feed.

    Attributes:
        token: the part of the address that nobody can guess.
        revoked_at: when the address ended, None while it is good.
    """

    feed: str
    name: str
    token: str
    made_at: datetime
    revoked_at: datetime | None = None
