"""Where press releases come from: one inbound access point each, with its health."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class SourceKind(StrEnum):
    """How a source is read."""

    FEED = "feed"
    LISTING = "listing"
    SITEMAP = "sitemap"
    FOLDER = "folder"


@dataclass(frozen=True)
class Selectors:
    """CSS selectors of a source; an empty one means: find it by the general rules.

    Attributes:
        link: the links of an overview page.
        next_page: the link to the following overview page.
        body: the element that holds the article.
        title, date, lead: elements of the article page.
        remove: elements to drop before reading.
    """

    link: str = ""
    next_page: str = ""
    body: str = ""
    title: str = ""
    date: str = ""
    lead: str = ""
    remove: str = ""


@dataclass(frozen=True)
class Source:
    """One row of the catalogue, `config/sources.toml`.

    Attributes:
        name: unique, lower case, the source's identity in the store.
        url: address of the feed, overview page or sitemap; a path for a folder.
        publisher: who speaks, as shown to readers.
        enabled: whether `collect` asks it; the operator's switch in the store wins over the file.
        include: regular expression that a link's address must match, "" for all.
        pages: how many overview pages to follow at most.
        limit: how many releases to take from one visit at most, the newest.
        full_text: whether a feed's own text is complete; False fetches the linked page.
        delay: seconds between two requests to the host.
        key_parameters: query parameters that tell releases apart; None: all but known session and tracking ones.
        categories: added to each release.
        note: how sure the address is, for the operator.
    """

    name: str
    kind: SourceKind
    url: str
    publisher: str = ""
    enabled: bool = True
    include: str = ""
    pages: int = 1
    limit: int = 50
    full_text: bool = False
    delay: float = 1.0
    selectors: Selectors = field(default_factory=Selectors)
    key_parameters: tuple[str, ...] | None = None
    categories: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Validators:
    """What a server gave us to ask »has it changed?« with (RFC 9110, section 8.8)."""

    etag: str = ""
    last_modified: str = ""

    def __bool__(self) -> bool:
        return bool(self.etag or self.last_modified)


@dataclass(frozen=True)
class Link:
    """One release that a source announces.

    Attributes:
        url: address of its page, absolute; a path for a folder.
        key: stable identity within the source.
        title, published, teaser: as announced, may be empty.
        html: the complete text where the feed carries it, else "".
    """

    url: str
    key: str
    title: str = ""
    published: datetime | None = None
    teaser: str = ""
    html: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class SourceHealth:
    """What the store knows of a source's visits."""

    name: str
    last_visit: datetime | None = None
    last_success: datetime | None = None
    last_error: str = ""
    failures: int = 0
    """Failed visits since the last success."""
    found: int = 0
    """Links found at the last success."""
    releases: int = 0
    """Releases stored so far."""
    switch: bool | None = None
    """The operator's switch; None: as the catalogue says."""


class Trouble(StrEnum):
    """What kept a visit from its source."""

    NONE = ""
    UNREACHABLE = "unreachable"
    """No answer, or one that says that something is wrong there."""
    REFUSED = "refused"
    """We may not: robots.txt, a status that says no, a limit of ours."""
    UNREADABLE = "unreadable"
    """It answered, but in what it sent nothing is recognised."""


@dataclass(frozen=True)
class Visit:
    """How one visit of a source went.

    Attributes:
        found: releases announced, None where the server said »not modified«.
        failed: releases that could not be read.
        length: median length of the articles that were read, in characters, None where none was.
        status: of HTTP, where the visit failed with one.
        error: why it failed, "" where it did not.
        trouble: the kind of that.
    """

    source: str
    at: datetime
    seconds: float
    found: int | None = None
    new: int = 0
    changed: int = 0
    failed: int = 0
    length: int | None = None
    status: int | None = None
    error: str = ""
    trouble: Trouble = Trouble.NONE
