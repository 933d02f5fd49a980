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
    HEADLINE = "headline"
    """The machine's headline at once, the text when an editor has approved it."""


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


class Script(StrEnum):
    """The characters that Chinese is written in."""

    SIMPLIFIED = "simplified"
    TRADITIONAL = "traditional"
    """As in Taiwan; characters alone are exchanged, every word stays the one that was reviewed."""

    @property
    def tag(self) -> str:
        """Language tag for HTML, Atom and hreflang."""
        return "zh-TW" if self is Script.TRADITIONAL else Language.ZH.html


class Extent(StrEnum):
    """How much of the text an entry holds."""

    FULL = "full"
    TEASER = "teaser"
    """The summary and a link."""


class Images(StrEnum):
    """What becomes of the pictures."""

    LINK = "link"
    """Readers load them from their publisher."""
    NONE = "none"
    COPY = "copy"
    """Readers load them from beside our pages."""


class Access(StrEnum):
    """Who may read a feed."""

    OPEN = "open"
    TOKEN = "token"  # noqa: S105 -- the word of the configuration, no secret
    """Subscribers, each under an address of their own that can be revoked."""


@dataclass(frozen=True)
class Look:
    """How a feed wants the text of its entries.

    Attributes:
        label_machine, label_reviewed: say who stands behind a translation, in the place of the usual sentence; ""
            keeps that. `{engines}` and `{publisher}` stand for their names.
    """

    spacing: Spacing = Spacing.NONE
    images: Images = Images.LINK
    label_machine: str = ""
    label_reviewed: str = ""


@dataclass(frozen=True)
class FeedProfile:
    """One row of `config/feeds.toml`.

    Attributes:
        name: also the file's name: `zh` -> `zh.xml`.
        sources: names of the sources, or ("*",) for all.
        words: German words; only releases that hold one are in the feed. All releases where there are none.
        exclude: German words; releases that hold one are not in the feed.
        size: how many entries at most, the newest.
        delay: minutes after a release was first seen before it may go out; an editor's approval ends the wait.
        embargo: hours after its own date before it may go out.
        keep: how many publications are kept, so that one can be rolled back.
        formats: the files that are written, one each.
        spacing: of Chinese text.
        pages: it has HTML pages as well, an overview and one for each entry.
        pages_url: public address of the folder that holds the pages of all feeds, with a slash at its end; "" where it
            is not known, and entries link the German original.
        url: public address of the feed as RSS, "" where none is configured yet; in a closed feed with
            `SUBSCRIBERS_TOKEN` in it.
        site: public address of the page behind the feed.
        label_machine, label_reviewed: see `Look`.
        report_url: where a reader reports an error, with `{feed}`, `{guid}`, `{work}` and `{token}` (see
            `pipeline.reader_links`); "" where nobody listens.
        hub: the WebSub hub that announces the feed, "" for none.
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
    words: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    delay: int = 0
    embargo: int = 0
    text: Extent = Extent.FULL
    images: Images = Images.LINK
    script: Script = Script.SIMPLIFIED
    access: Access = Access.OPEN
    label_machine: str = ""
    label_reviewed: str = ""
    report_url: str = ""
    hub: str = ""

    @property
    def tag(self) -> str:
        """Language tag for HTML, Atom, JSON and hreflang; RSS writes it in lower case."""
        return self.script.tag if self.language is Language.ZH else self.language.html

    @property
    def is_closed(self) -> bool:
        """Whether only its subscribers may know where it lies."""
        return self.access is Access.TOKEN

    @property
    def look(self) -> Look:
        """How it wants the text of its entries."""
        return Look(self.spacing, self.images, self.label_machine, self.label_reviewed)


SUBSCRIBERS_TOKEN = "-token-of-the-subscriber-"  # noqa: S105 -- it stands for the token
"""Stands in the addresses of a closed feed until each subscriber gets a copy with a token of their own."""

HEADLINE_HASH = "headline:"
"""Begins the content hash of a publication of which readers have seen the headline alone."""


@dataclass(frozen=True)
class Publication:
    """What the outside knows of a release in one language; minted once, kept for ever.

    Attributes:
        guid: `tag:` URI (RFC 4151), independent of title, address and state.
        published: the date that readers see; set once.
        updated: when the content last changed after that.
        content_hash: of the content as last published; begins with `HEADLINE_HASH` where that was the headline alone.
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

    @property
    def is_headline(self) -> bool:
        """Whether readers have seen no more than the headline."""
        return self.content_hash.startswith(HEADLINE_HASH)


@dataclass(frozen=True)
class Entry:
    """One release in one language, ready to be written into any format.

    Attributes:
        translation: None in the German feed.
        look: of its text, as the feed wants it.
        is_headline: it holds no more than the headline; the text waits for an editor.
        report_url: where its readers report an error, "" where nobody listens.
    """

    version: ReleaseVersion
    publication: Publication
    publisher: str
    translation: Translation | None = None
    look: Look = Look()
    is_headline: bool = False
    report_url: str = ""


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
