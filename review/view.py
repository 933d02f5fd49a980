"""What a page shows of a translation: plain values, worked out before the template."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from checks import explain
from model.article import BlockKind, Role
from model.languages import Language
from model.people import Comment
from model.release import ReleaseVersion, Segment
from model.termbase import Termbase
from model.translation import REVIEWED, Finding, SegmentTarget, Severity, Translation

RISKS = ((0.5, "high"), (0.2, "middle"), (0.0, "low"))
"""From this risk on a segment has this colour."""


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; `doubt` is the gravest severity of the findings that concern it, "" where none does."""

    text: str
    doubt: str = ""
    why: str = ""


@dataclass(frozen=True)
class Doubt:
    """A finding, said in the editor's language."""

    check: str
    severity: str
    message: str


@dataclass(frozen=True)
class TermShown:
    """A term of the German with what it must, may and must not be called."""

    source: str
    preferred: str
    acceptable: tuple[str, ...]
    forbidden: tuple[str, ...]


@dataclass(frozen=True)
class SegmentShown:
    """A segment, German and target side by side.

    Attributes:
        kind: of its block: `title`, `heading`, `paragraph`...
        first: it begins its block.
        colour: `high`, `middle` or `low` risk, `done` once approved.
    """

    id: int
    number: int
    kind: str
    role: str
    first: bool
    german: tuple[Piece, ...]
    target: tuple[Piece, ...]
    text: str
    machine: str
    edited: bool
    done: bool
    state: str
    revision: int
    risk: float
    colour: str
    via: str
    by: str
    origin: str
    doubts: tuple[Doubt, ...]
    terms: tuple[TermShown, ...]
    comments: tuple[Comment, ...]


def shown(
    version: ReleaseVersion,
    translation: Translation,
    terms: Termbase,
    language: Language,
    comments: Sequence[Comment] = (),
) -> list[SegmentShown]:
    """Return the segments of a translation in reading order; `language` is that of the person who reads."""
    reader = _Reader(version, translation, terms, language, comments)
    return [reader.shown(place) for place in reader.places()]


def one(
    version: ReleaseVersion,
    translation: Translation,
    segment_id: int,
    terms: Termbase,
    language: Language,
    comments: Sequence[Comment] = (),
) -> SegmentShown:
    """Return one segment of a translation as `shown` does.

    Raises:
        StopIteration: the translation has no such segment.
    """
    reader = _Reader(version, translation, terms, language, comments)
    return next(reader.shown(place) for place in reader.places() if place.segment.id == segment_id)


def pieces(text: str, findings: Sequence[Finding], of_source: bool, language: Language) -> tuple[Piece, ...]:
    """Divide `text` where findings begin and end, so that each stretch can be marked; nothing is lost."""
    spans = [(span, finding) for finding in findings if (span := finding.source_span if of_source else finding.span)]
    borders = sorted({0, len(text), *(min(max(edge, 0), len(text)) for span, _ in spans for edge in span)})
    result = []
    for start, end in pairwise(borders):
        over = [finding for span, finding in spans if span[0] <= start and end <= span[1]]
        worst = max(over, key=lambda finding: finding.severity, default=None)
        doubt = worst.severity.name.lower() if worst else ""
        result.append(Piece(text[start:end], doubt, " ".join(explain(finding, language) for finding in over)))
    return tuple(result)


@dataclass(frozen=True)
class _Place:
    """A segment with its target; `first` where it begins its block."""

    segment: Segment
    target: SegmentTarget
    first: bool


@dataclass(frozen=True)
class _Reader:
    """Who reads a translation, and what it takes to show them a segment."""

    version: ReleaseVersion
    translation: Translation
    terms: Termbase
    language: Language
    comments: Sequence[Comment]

    def places(self) -> Iterator[_Place]:
        """Yield what there is to show, in reading order."""
        last = -1
        for segment in self.version.segments:
            target = self.translation.targets.get(segment.id)
            if target is not None:
                yield _Place(segment, target, segment.source.block != last)
            last = segment.source.block

    def shown(self, place: _Place) -> SegmentShown:
        """Return one of them as the page shows it."""
        segment, target = place.segment, place.target
        block = self.version.article.blocks[segment.source.block]
        done = target.state in REVIEWED
        findings = tuple(sorted(target.findings, key=lambda finding: -finding.severity))
        return SegmentShown(
            id=segment.id,
            number=segment.position + 1,
            kind=block.kind.value,
            role=block.role.value if block.role is not Role.BODY else "",
            first=place.first,
            german=pieces(segment.source.text.text, findings, True, self.language),
            target=pieces(target.text.text, findings, False, self.language),
            text=target.text.text,
            machine=target.machine.text,
            edited=target.edited is not None and target.edited.text != target.machine.text,
            done=done,
            state=target.state.value,
            revision=target.revision,
            risk=target.risk,
            colour="done" if done else next(name for least, name in RISKS if target.risk >= least),
            via=target.via or "",
            by=target.edited_by or "",
            origin=target.origin.name,
            doubts=tuple(
                Doubt(each.check, each.severity.name.lower(), explain(each, self.language)) for each in findings
            ),
            terms=_terms(segment, self.translation.language, self.terms),
            comments=tuple(each for each in self.comments if each.segment_id == segment.id),
        )


def _terms(segment: Segment, language: Language, terms: Termbase) -> tuple[TermShown, ...]:
    matches = terms.find(segment.source.text.text)
    found = {match.source: term for match in matches if (term := match.term(language)) is not None}
    return tuple(TermShown(source, term.preferred, term.acceptable, term.forbidden) for source, term in found.items())


def progress(translation: Translation) -> tuple[int, int]:
    """Return how many segments are approved, and how many there are."""
    targets = translation.targets.values()
    return sum(target.state in REVIEWED for target in targets), len(targets)


def blocked(translation: Translation) -> bool:
    """Whether a finding keeps the translation out of every feed."""
    return any(
        finding.severity >= Severity.BLOCKING for target in translation.targets.values() for finding in target.findings
    )


def title(version: ReleaseVersion, translation: Translation) -> str:
    """Return the title in the language of the translation, the German one where it has none yet."""
    for segment in version.segments:
        if version.article.blocks[segment.source.block].kind is BlockKind.TITLE and segment.id in translation.targets:
            return translation.targets[segment.id].text.text
    return version.article.title
