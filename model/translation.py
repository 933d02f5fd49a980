"""Machine text, editor's text, their state, and what the checks say of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from model.languages import Language
from model.richtext import RichText
from model.risk import risk
from model.severity import Severity

__all__ = [
    "REVIEWED",
    "TRANSLATED",
    "Finding",
    "Origin",
    "OriginKind",
    "SegmentTarget",
    "Severity",
    "State",
    "Translation",
    "fill",
]


class State(StrEnum):
    """State of a segment or translation, as in XLIFF 2.1, section 4.4.3.4."""

    INITIAL = "initial"
    TRANSLATED = "translated"
    """Raw machine text."""
    REVIEWED = "reviewed"
    FINAL = "final"


REVIEWED = (State.REVIEWED, State.FINAL)
"""States behind which a person stands."""
TRANSLATED = (State.TRANSLATED, *REVIEWED)
"""States in which there is a text to show."""


@dataclass(frozen=True)
class Finding:
    """What a check reports about a pair of segments: data, not an error.

    Attributes:
        check: id of the check, also its anchor in the documentation: `numbers`, `names`, `length`...
        template: one English sentence for an editor, with the names of `fields` in braces; the key under which its
            German and Chinese are found.
        fields: the words concerned.
        span: the characters of the target that it concerns, or None for the whole.
        source_span: the characters of the German that it concerns, or None for the whole.
    """

    check: str
    severity: Severity
    template: str
    span: tuple[int, int] | None = None
    source_span: tuple[int, int] | None = None
    fields: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def message(self) -> str:
        """The sentence in English."""
        return fill(self.template, self.fields)


def fill(template: str, fields: Mapping[str, str]) -> str:
    """Return `template` with its fields; braces in the words concerned mean nothing."""
    return template.format_map(fields) if fields else template


class OriginKind(StrEnum):
    """What made a target."""

    MACHINE = "machine"
    MEMORY = "memory"
    PERSON = "person"
    RULE = "rule"
    """Text that never passes through an engine: addresses, numbers, labels of a contact block."""


@dataclass(frozen=True)
class Origin:
    """What made a target: a kind and its name, such as an engine with its packages and their versions."""

    kind: OriginKind
    name: str = ""


@dataclass(frozen=True)
class SegmentTarget:
    """A segment in one target language.

    Attributes:
        machine: the engine's text, kept for ever.
        edited: an editor's text, or None while nobody has written one; a machine never writes here.
        via: the English that the machine text was made from, where there was no direct package.
        score: mean log-probability a token as the engine reports it, None for rules.
        revision: grows with every edit: who writes over an older one has not seen the newer.
    """

    machine: RichText
    origin: Origin
    state: State = State.TRANSLATED
    edited: RichText | None = None
    via: str | None = None
    score: float | None = None
    findings: tuple[Finding, ...] = ()
    edited_by: str | None = None
    edited_at: datetime | None = None
    revision: int = 0

    @property
    def doubtful(self) -> bool:
        """Whether a check doubts the text: a finding of severity warning or more."""
        return any(finding.severity >= Severity.WARNING for finding in self.findings)

    @property
    def risk(self) -> float:
        """How likely a reader would be misled, from 0 to 1: what editors should look at first; see `model.risk`."""
        machine = self.origin.kind is OriginKind.MACHINE and self.edited is None
        return risk(machine, self.score, [finding.severity for finding in self.findings])

    @property
    def text(self) -> RichText:
        """What a reader gets: the editor's text where there is one."""
        return self.edited if self.edited is not None else self.machine


@dataclass(frozen=True)
class Translation:
    """All segments of a release version in one language.

    Attributes:
        targets: by segment id; complete unless `state` is initial.
        hold_until: stays out of every feed until then (`datetime.max` for »until somebody lets it go«), None: no hold.
        hold_reason: why, for those who ask.
        waiver: why an editor lets it out although a finding blocks it, "" where nobody does.
    """

    id: int
    version_id: int
    language: Language
    state: State
    updated_at: datetime
    targets: dict[int, SegmentTarget] = field(default_factory=dict)
    hold_until: datetime | None = None
    hold_reason: str = ""
    waiver: str = ""

    def worst(self) -> Severity | None:
        """Severity of the gravest finding, None where there is none."""
        found = [finding.severity for target in self.targets.values() for finding in target.findings]
        return max(found, default=None)

    def engines(self) -> tuple[str, ...]:
        """Names of the engines that stand behind the text, each once."""
        names = {target.origin.name for target in self.targets.values() if target.origin.kind is OriginKind.MACHINE}
        return tuple(sorted(names))
