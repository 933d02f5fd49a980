"""What happened: counts and reasons, never texts. Flows return them, the command line prints them."""

from dataclasses import asdict, dataclass, field
from typing import Any

from pipeline.decide import Intent


@dataclass(frozen=True)
class Problem:
    """One thing that failed and stopped only itself."""

    subject: str
    reason: str


@dataclass
class CollectReport:
    """One source in one run.

    Attributes:
        found: releases announced.
        note: why the source was passed over, if it was: another run is at it, nothing new at the server.
    """

    source: str
    found: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    note: str = ""
    problems: list[Problem] = field(default_factory=list)

    def count(self, intent: Intent) -> None:
        """Count a release as what it turned out to be."""
        self.new += intent is Intent.ADD
        self.changed += intent is Intent.CHANGE
        self.unchanged += intent not in {Intent.ADD, Intent.CHANGE}


@dataclass
class TranslateReport:
    """One language in one run.

    Attributes:
        translations: translations completed.
        segments: segments written, of which `reused` came from an earlier version or from memory.
        flagged: segments with a finding of severity warning or more.
        engine: what translated.
        elsewhere: translations that another run was working on.
    """

    language: str
    translations: int = 0
    segments: int = 0
    reused: int = 0
    flagged: int = 0
    engine: str = ""
    elsewhere: int = 0
    problems: list[Problem] = field(default_factory=list)


@dataclass
class FeedReport:
    """One feed in one run.

    Attributes:
        written: the file's bytes changed; False: it was up to date.
        held: releases that the gate kept out, with the reason.
        elsewhere: releases that the feed is not about: none of its words, or one that it excludes.
    """

    feed: str
    path: str = ""
    entries: int = 0
    written: bool = False
    elsewhere: int = 0
    held: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass
class RunReport:
    """A whole run of the newsroom."""

    collected: list[CollectReport] = field(default_factory=list)
    translated: list[TranslateReport] = field(default_factory=list)
    published: list[FeedReport] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        """Everything that failed, in the order of the work."""
        parts: list[CollectReport | TranslateReport | FeedReport]
        parts = [*self.collected, *self.translated, *self.published]
        return [problem for part in parts for problem in part.problems]

    def to_json(self) -> dict[str, Any]:
        """Plain data, for artifacts and `--json`."""
        return asdict(self)
