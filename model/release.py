"""A German press release through time: its identity, its versions, its segments."""

from dataclasses import dataclass
from datetime import datetime

from model.article import Article, SegmentSource


@dataclass(frozen=True)
class Release:
    """One press release. Its identity is `source` and `key`; everything else may change.

    Attributes:
        key: stable within the source: the feed's own id or the normalised address, whichever was seen first.
        url: where it was read: an address that is asked again, or a path. Readers get `Article.url` instead.
        number, content_hash: of the newest version.
        withdrawn_at: when the publisher took it back, else None.
    """

    id: int
    source: str
    key: str
    url: str
    first_seen: datetime
    number: int
    version_id: int
    content_hash: str
    withdrawn_at: datetime | None = None


@dataclass(frozen=True)
class Segment:
    """A stored sentence; `position` counts from 0 through the whole version."""

    id: int
    position: int
    source: SegmentSource


@dataclass(frozen=True)
class ReleaseVersion:
    """A release's text as collected at one time; never changed once stored."""

    id: int
    release: Release
    number: int
    collected_at: datetime
    article: Article
    segments: tuple[Segment, ...]
