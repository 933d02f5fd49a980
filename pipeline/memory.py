"""What editors have approved before: taken over where sure, flagged where not, offered where alike."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from checks import run as run_checks
from model.article import segment_hash
from model.languages import Language
from model.release import ReleaseVersion, Segment
from model.richtext import RichText
from model.terms import TranslationUnit
from model.translation import REVIEWED, Finding, Origin, OriginKind, SegmentTarget, Severity, State
from pipeline.wiring import Newsroom
from translators.memory import Change, closest, difference, fit, lengths

CHECK = "memory"
"""Id of the findings made here: not of a check, but shown to editors as one."""

ELSEWHERE = "Taken from the memory: {reviewer} approved it on {date}, between other sentences."
SEVERAL = "Taken from the memory, which has {count} translations of this sentence: the latest, by {reviewer} on {date}."
MARKS_MOVED = "Taken from the memory; links and emphasis differ there and were put back by rule."

Neighbours = tuple[str, str]
"""Hashes of the German sentences before and after, "" at an edge of the release."""


@dataclass(frozen=True)
class Offer:
    """A pair from the memory for a sentence that is like its German.

    Attributes:
        likeness: from 0.75 to 1, where numbers that differ are taken off already.
        changes: how the German of the pair becomes the German at hand, word by word.
    """

    unit: TranslationUnit
    likeness: float
    changes: tuple[Change, ...]


def remembered(newsroom: Newsroom, version: ReleaseVersion, language: Language) -> dict[int, SegmentTarget]:
    """Return what the memory holds for the sentences of `version`, by segment id.

    Between the same neighbours a pair comes with its state, as the editor's text that it is. Between others it is
    `translated`, and a finding tells an editor so: a note, as the sentences that publishers end every release with
    were read before; a warning where editors have translated the sentence in several ways, the latest of which is
    taken, or where marks had to be placed by rule.
    """
    units: dict[str, list[TranslationUnit]] = {}
    for unit in newsroom.store.memory.exact([each.source.text.text for each in version.segments], language):
        units.setdefault(segment_hash(unit.source), []).append(unit)
    places = neighbours(version)
    return {
        segment.id: _target(newsroom, segment.source.text, units[segment.source.source_hash], places[segment.id])
        for segment in version.segments
        if segment.source.source_hash in units
    }


def neighbours(version: ReleaseVersion) -> dict[int, Neighbours]:
    """Return the neighbours of each segment of `version`, by segment id."""
    between: Sequence[Segment | None] = [None, *version.segments, None]
    before = {second.id: _hash(first) for first, second in pairwise(between) if second}
    after = {first.id: _hash(second) for first, second in pairwise(between) if first}
    return {segment.id: (before[segment.id], after[segment.id]) for segment in version.segments}


def offers(newsroom: Newsroom, source: str, language: Language, limit: int = 5) -> list[Offer]:
    """Return pairs whose German is at least 75 % like `source`, the most alike first; none is ever applied by itself.

    Of pairs that differ in their neighbours alone the latest is offered.
    """
    memory = newsroom.store.memory
    likeness = dict(closest(source, memory.sources(language, *lengths(source)), limit))
    latest: dict[tuple[str, str], TranslationUnit] = {}
    for unit in memory.exact(list(likeness), language):
        latest.setdefault((unit.source, unit.target.text), unit)
    best = sorted(latest.values(), key=lambda unit: -likeness.get(unit.source, 0.0))
    return [_offer(unit, source, likeness[unit.source]) for unit in best if unit.source in likeness][:limit]


def _hash(segment: Segment | None) -> str:
    return segment.source.source_hash if segment else ""


def _offer(unit: TranslationUnit, source: str, likeness: float) -> Offer:
    return Offer(unit, likeness, tuple(difference(unit.source, source, Language.DE)))


def _target(newsroom: Newsroom, source: RichText, units: Sequence[TranslationUnit], place: Neighbours) -> SegmentTarget:
    """Choose among `units`, the latest first, and say what an editor must know of the choice."""
    here = next((unit for unit in units if any(place) and (unit.before, unit.after) == place), None)
    unit = here or units[0]
    text, marks_kept = fit(source, unit.target)
    doubts = [] if here else [_elsewhere(units)]
    if not marks_kept:
        doubts.append(Finding(CHECK, Severity.WARNING, MARKS_MOVED))
    findings = (*run_checks(source, text, unit.language, newsroom.terms), *doubts)
    target = SegmentTarget(text, Origin(OriginKind.MEMORY, unit.reviewer), State.TRANSLATED, findings=findings)
    if doubts or unit.state not in REVIEWED:
        return target
    return replace(target, state=unit.state, edited=text, edited_by=unit.reviewer, edited_at=unit.reviewed_at)


def _elsewhere(units: Sequence[TranslationUnit]) -> Finding:
    latest = units[0]
    fields = {"reviewer": latest.reviewer or "?", "date": latest.reviewed_at.date().isoformat()}
    different = len({unit.target.text for unit in units})
    if different == 1:
        return Finding(CHECK, Severity.NOTE, ELSEWHERE, fields=fields)
    return Finding(CHECK, Severity.WARNING, SEVERAL, fields={"count": str(different), **fields})
