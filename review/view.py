"""What a page shows of a translation: plain values, worked out before the template."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from checks import explain
from model.article import BlockKind, Role
from model.languages import Language
from model.people import Comment
from model.release import ReleaseVersion, Segment
from model.termbase import Termbase
from model.translation import REVIEWED, Finding, SegmentTarget, Severity, Translation
from pipeline.changes import GermanChange
from pipeline.repairing import Repair
from store.drafts import Draft
from translators.memory import Change, difference

RISKS = ((0.5, "high"), (0.2, "middle"), (0.0, "low"))
"""From this risk on a segment has this colour."""

AROUND = 4
"""Characters shown on either side of what a repair changes."""


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; `doubt` is the gravest severity of the findings that concern it, "" where none does."""

    text: str
    doubt: str = ""
    why: str = ""


@dataclass(frozen=True)
class RepairShown:
    """A repair as its button shows it: `old` becomes `new`, between some words of what stands there.

    Attributes:
        start, end: as JavaScript counts, in units of UTF-16.
    """

    start: int
    end: int
    before: str
    old: str
    new: str
    after: str


@dataclass(frozen=True)
class Doubt:
    """A finding, said in the editor's language, and what repairs it."""

    check: str
    severity: str
    message: str
    repair: RepairShown | None = None


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
        typed: what the reader has typed and not saved, None where that is nothing.
        typed_over: who has saved the segment since the reader began to type, "" where nobody has.
        changes: how the machine's text became the text; empty where nobody has changed it.
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
    typed: str | None
    typed_over: str
    edited: bool
    changes: tuple[Change, ...]
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

    @property
    def open_remarks(self) -> int:
        """How many remarks on it nobody has dealt with."""
        return sum(not comment.settled_by for comment in self.comments)


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
class Sheet:
    """A translation as one person reads it.

    Attributes:
        terms: the termbase.
        language: of the person.
        repairs: of its findings, by segment id.
        drafts: what the person has typed and not saved, by segment id.
        german: how the German has changed since editors knew it, None where it has not.
    """

    version: ReleaseVersion
    translation: Translation
    terms: Termbase
    language: Language
    comments: Sequence[Comment] = ()
    repairs: Mapping[int, Sequence[Repair]] = field(default_factory=dict)
    drafts: Mapping[int, Draft] = field(default_factory=dict)
    german: GermanChange | None = None

    def segments(self) -> list[SegmentShown]:
        """Return its segments in reading order."""
        return [self._shown(place) for place in self._places()]

    def segment(self, segment_id: int) -> SegmentShown:
        """Return one of its segments.

        Raises:
            StopIteration: there is none of this id.
        """
        return next(self._shown(place) for place in self._places() if place.segment.id == segment_id)

    @property
    def remarks(self) -> tuple[Comment, ...]:
        """What was said of the translation as a whole."""
        return tuple(each for each in self.comments if each.segment_id is None)

    @property
    def open_remarks(self) -> int:
        """How many remarks nobody has dealt with."""
        return sum(not each.settled_by for each in self.comments)

    @property
    def progress(self) -> tuple[int, int]:
        """How many segments are approved, and how many there are."""
        targets = self.translation.targets.values()
        return sum(target.state in REVIEWED for target in targets), len(targets)

    @property
    def doubtful(self) -> int:
        """How many segments that nobody has approved a check doubts."""
        return sum(each.doubtful and each.state not in REVIEWED for each in self.translation.targets.values())

    @property
    def blocked(self) -> bool:
        """Whether a finding keeps the translation out of every feed."""
        return self.translation.worst() is Severity.BLOCKING

    def _places(self) -> Iterator[_Place]:
        last = -1
        for segment in self.version.segments:
            target = self.translation.targets.get(segment.id)
            if target is not None:
                yield _Place(segment, target, segment.source.block != last)
            last = segment.source.block

    def _shown(self, place: _Place) -> SegmentShown:
        segment, target = place.segment, place.target
        block = self.version.article.blocks[segment.source.block]
        done = target.state in REVIEWED
        text, machine = target.text.text, target.machine.text
        findings = tuple(sorted(target.findings, key=lambda finding: -finding.severity))
        typed, typed_over = self._typed(segment.id, target)
        return SegmentShown(
            id=segment.id,
            number=segment.position + 1,
            kind=block.kind.value,
            role=block.role.value if block.role is not Role.BODY else "",
            first=place.first,
            german=pieces(segment.source.text.text, findings, True, self.language),
            target=pieces(text, findings, False, self.language),
            text=text,
            machine=machine,
            typed=typed,
            typed_over=typed_over,
            edited=target.edited is not None and text != machine,
            changes=tuple(difference(machine, text, self.translation.language)) if text != machine else (),
            done=done,
            state=target.state.value,
            revision=target.revision,
            risk=target.risk,
            colour="done" if done else next(name for least, name in RISKS if target.risk >= least),
            via=target.via or "",
            by=target.edited_by or "",
            origin=target.origin.name,
            doubts=doubts(target, self.repairs.get(segment.id, ()), self.language),
            terms=_terms(segment, self.translation.language, self.terms),
            comments=tuple(each for each in self.comments if each.segment_id == segment.id),
        )

    def _typed(self, segment_id: int, target: SegmentTarget) -> tuple[str | None, str]:
        draft = self.drafts.get(segment_id)
        if draft is None or draft.text == target.text.text:
            return None, ""
        return draft.text, (target.edited_by or "") if draft.revision != target.revision else ""


def doubts(target: SegmentTarget, repairs: Sequence[Repair], language: Language) -> tuple[Doubt, ...]:
    """Return what the checks say of a target, gravest first, with what repairs it."""
    # One edit often cures two findings, a value that is missing and one that nobody said: its button stands once.
    first = {repair.edit: repair for repair in reversed(repairs)}
    known = {repair.finding: _repair(repair, target.text.text) for repair in first.values()}
    gravest_first = sorted(enumerate(target.findings), key=lambda pair: -pair[1].severity)
    return tuple(
        Doubt(finding.check, finding.severity.name.lower(), explain(finding, language), known.get(index))
        for index, finding in gravest_first
    )


def _repair(repair: Repair, text: str) -> RepairShown:
    start, end = repair.edit.start, repair.edit.end
    return RepairShown(
        start=_units(text[:start]),
        end=_units(text[:end]),
        before=text[max(0, start - AROUND) : start],
        old=text[start:end],
        new=repair.edit.words,
        after=text[end : end + AROUND],
    )


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _terms(segment: Segment, language: Language, terms: Termbase) -> tuple[TermShown, ...]:
    matches = terms.find(segment.source.text.text)
    found = {match.source: term for match in matches if (term := match.term(language)) is not None}
    return tuple(TermShown(source, term.preferred, term.acceptable, term.forbidden) for source, term in found.items())


def title(version: ReleaseVersion, translation: Translation) -> str:
    """Return the title in the language of the translation, the German one where it has none yet."""
    for segment in version.segments:
        if version.article.blocks[segment.source.block].kind is BlockKind.TITLE and segment.id in translation.targets:
            return translation.targets[segment.id].text.text
    return version.article.title
