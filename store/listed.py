"""What parts of long lists hold, and which rows are wanted in them."""

from dataclasses import dataclass
from datetime import datetime

from model.languages import Language
from model.release import Release
from model.translation import Finding, Severity, State


@dataclass(frozen=True)
class Part:
    """A part of a list in the order in which its rows came; a row keeps its number, so none is met twice or missed.

    Attributes:
        limit: rows at most.
        after: number of the last row of the part before; None for the first part.
        newest_first: the other way round, from the newest row back.
    """

    limit: int
    after: int | None = None
    newest_first: bool = False


@dataclass(frozen=True)
class ReleaseFilter:
    """Which releases are wanted; None leaves out nothing.

    Attributes:
        since: collected, changed or withdrawn at this time or later.
        withdrawn: only those, or only the others.
    """

    source: str | None = None
    since: datetime | None = None
    withdrawn: bool | None = None


@dataclass(frozen=True)
class ListedRelease:
    """A release with what a list shows of its newest version.

    Attributes:
        changed_at: when the newest version was collected, or the release withdrawn.
        translations: id, language and state of those of the newest version.
    """

    release: Release
    title: str
    published: datetime | None
    changed_at: datetime
    translations: tuple[tuple[int, Language, State], ...]


@dataclass(frozen=True)
class TranslationFilter:
    """Which translations are wanted; None leaves out nothing.

    Attributes:
        since: changed at this time or later.
        least_risk: the sum of the risks of the open segments is at least this.
        earlier: also those of versions that are not the newest of their release.
    """

    language: Language | None = None
    state: State | None = None
    source: str | None = None
    release_id: int | None = None
    since: datetime | None = None
    least_risk: float | None = None
    earlier: bool = False


@dataclass(frozen=True)
class ListedTranslation:
    """A translation with what a list shows of it.

    Attributes:
        number: of its version within the release.
        newest: the version is the release's newest.
        german, title: the German title and the first sentence of the translated one, "" where there is none yet.
    """

    id: int
    version_id: int
    release_id: int
    source: str
    number: int
    newest: bool
    language: Language
    state: State
    german: str
    title: str
    updated_at: datetime
    risk: float
    doubtful: int
    waiting: int
    segments: int
    hold_until: datetime | None
    hold_reason: str
    waiver: str


@dataclass(frozen=True)
class FindingFilter:
    """Which findings are wanted; None leaves out nothing."""

    check: str | None = None
    severity: Severity | None = None
    language: Language | None = None
    source: str | None = None
    translation_id: int | None = None


@dataclass(frozen=True)
class ListedFinding:
    """A finding with its place."""

    id: int
    finding: Finding
    translation_id: int
    segment_id: int
    language: Language
