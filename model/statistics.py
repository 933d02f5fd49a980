"""How near a machine came to what editors approved."""

from dataclasses import dataclass
from datetime import datetime

from model.berlin import in_berlin
from model.languages import Language


@dataclass(frozen=True)
class Likeness:
    """How alike a machine's text is to the approved one.

    Attributes:
        distance: characters to insert, remove or replace, as a share of the longer text: 0 for the same, 1 for nothing
            in common (Levenshtein's distance, normalised).
        chrf: chrF2 of the machine's text against the approved one, 0 to 100 (https://aclanthology.org/W15-3049/).
    """

    distance: float
    chrf: float


@dataclass(frozen=True)
class Chosen:
    """What is counted; None leaves out nothing.

    Attributes:
        since, until: the first and the last month, like »2026-01«.
    """

    language: Language | None = None
    source: str | None = None
    engine: str | None = None
    since: str | None = None
    until: str | None = None

    def holds(self, tally: "Tally") -> bool:
        """Whether what `tally` adds up is counted."""
        return (
            self.language in {None, tally.language}
            and self.source in {None, tally.source}
            and self.engine in {None, tally.engine}
            and (self.since is None or self.since <= tally.month)
            and (self.until is None or tally.month <= self.until)
        )


@dataclass(frozen=True)
class Tally:
    """Sums over the approved segments of one month, language, source and engine.

    A translation counts in the month of its latest approval, with all its approved segments that an engine made.

    Attributes:
        month: by a clock in Berlin, like »2026-11«.
        unchanged: segments whose approved text is the machine's, links and emphasis aside.
        distance, chrf: sums of `Likeness`.
        findings: what the checks had found in the machine's text.
        translations: those approved as a whole, each with the engine that made most of it.
        seconds: from the machine's last word to the approval of these translations, where both times are known.
    """

    month: str
    language: Language
    source: str
    engine: str
    segments: int
    unchanged: int
    distance: float
    chrf: float
    findings: int
    translations: int
    seconds: tuple[int, ...]


@dataclass(frozen=True)
class CheckTally:
    """Approved segments with which a check had found fault, and how many of those their editor changed."""

    check: str
    segments: int
    changed: int


@dataclass(frozen=True)
class Backlog:
    """Translations in one language that wait for an editor; `oldest`: since when the oldest does."""

    language: Language
    translations: int
    oldest: datetime


@dataclass(frozen=True)
class Judged:
    """An approved segment as an analyst sees it; who approved it is left out on purpose.

    Attributes:
        doubts: checks that had found fault with the machine's text, one name a finding; None where nobody kept them.
    """

    target_id: int
    translation_id: int
    segment_id: int
    language: Language
    source: str
    engine: str
    translated_at: datetime | None
    reviewed_at: datetime
    distance: float
    chrf: float
    german: str
    machine: str
    approved: str
    doubts: list[str] | None


def month_of(moment: datetime) -> str:
    """Return the month that a calendar in Berlin shows, like »2026-11«; months compare as their texts do."""
    return in_berlin(moment).strftime("%Y-%m")
