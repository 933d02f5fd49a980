"""What has changed between two versions of a release, sentence by sentence, and what editors had approved before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum

from rapidfuzz import fuzz

from model.languages import Language
from model.release import ReleaseVersion, Segment
from model.translation import REVIEWED, SegmentTarget, Translation
from pipeline.wiring import Newsroom
from store.lineage import Ancestor
from translators.memory import Change, difference

LEAST = 50.0
"""From this share of common letters on, in percent, two sentences in one place are one that was changed."""


class Kind(StrEnum):
    """What became of a sentence."""

    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    NEW = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Pairing:
    """A sentence of an earlier version beside the one that it became.

    Attributes:
        old: None for a new sentence.
        new: None for one that was removed.
    """

    kind: Kind
    old: Segment | None
    new: Segment | None

    def german(self) -> list[Change]:
        """Return how the German became what it is, word by word."""
        return difference(_text(self.old), _text(self.new), Language.DE)


@dataclass(frozen=True)
class SegmentChange:
    """What an editor has to know of a sentence that changed.

    Attributes:
        german: how the German became what it is.
        offered: what a person had approved or written for the old German, "" where nobody had.
        by: who.
        approved: they had approved it.
    """

    kind: Kind
    german: tuple[Change, ...]
    offered: str = ""
    by: str = ""
    approved: bool = False


@dataclass(frozen=True)
class GermanChange:
    """How the German of a translation differs from what editors know.

    Attributes:
        at: when the new German came in.
        known: the version that they know.
        segments: by segment id of the new version; unchanged ones are left out.
        removed: the German sentences that are there no more.
    """

    at: datetime
    known: Ancestor
    segments: dict[int, SegmentChange]
    removed: tuple[str, ...]

    def count(self, kind: Kind) -> int:
        """Return how many sentences are changed, or new."""
        return sum(each.kind == kind for each in self.segments.values())


def align(old: ReleaseVersion, new: ReleaseVersion) -> list[Pairing]:
    """Return the sentences of `new` in order with what they were in `old`; removed ones where they stood.

    Sentences of the same words are found first. Between them a sentence is paired with the one in its place that is
    most like it, at least by half; the order of neither text is given up for that. What has only moved is the same.
    """
    return _with_moves(list(_pairs(old.segments, new.segments)))


def german_change(newsroom: Newsroom, version: ReleaseVersion, translation: Translation) -> GermanChange | None:
    """Return how the German has changed since the version that editors know; None where it has not."""
    known = newsroom.store.lineage.baseline(version.release.id, version.number, translation.language)
    if known is None or known.translation_id is None:
        return None
    pairings = align(newsroom.store.releases.version(known.version_id), version)
    before = newsroom.store.translations.with_id(known.translation_id).targets
    changed = {
        each.new.id: _segment_change(each, before)
        for each in pairings
        if each.new is not None and each.kind in {Kind.CHANGED, Kind.NEW}
    }
    removed = tuple(_text(each.old) for each in pairings if each.kind is Kind.REMOVED)
    return GermanChange(version.collected_at, known, changed, removed) if changed or removed else None


def _segment_change(pairing: Pairing, before: dict[int, SegmentTarget]) -> SegmentChange:
    target = before.get(pairing.old.id) if pairing.old else None
    change = SegmentChange(pairing.kind, tuple(pairing.german()))
    if target is None or target.edited is None:
        return change
    approved = target.state in REVIEWED
    return replace(change, offered=target.edited.text, by=target.edited_by or "", approved=approved)


def _pairs(old: Sequence[Segment], new: Sequence[Segment]) -> Iterator[Pairing]:
    before, after = [each.source.source_hash for each in old], [each.source.source_hash for each in new]
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pairs = zip(old[start:end], new[new_start:new_end], strict=True)
            yield from (Pairing(Kind.SAME, one, other) for one, other in pairs)
        else:
            yield from _likest(old[start:end], new[new_start:new_end])


def _likest(old: Sequence[Segment], new: Sequence[Segment]) -> list[Pairing]:
    """Pair two runs of sentences in order so that the sum of their likenesses is the greatest."""
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    like = [[_likeness(one, other) for other in new] for one in old]
    for row in reversed(range(len(old))):
        for column in reversed(range(len(new))):
            paired = like[row][column] + best[row + 1][column + 1] if like[row][column] else 0.0
            best[row][column] = max(best[row + 1][column], best[row][column + 1], paired)
    return list(_walk(old, new, like, best))


def _walk(
    old: Sequence[Segment], new: Sequence[Segment], like: list[list[float]], best: list[list[float]]
) -> Iterator[Pairing]:
    row = column = 0
    while row < len(old) and column < len(new):
        if like[row][column] and best[row][column] == like[row][column] + best[row + 1][column + 1]:
            yield Pairing(Kind.CHANGED, old[row], new[column])
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            yield Pairing(Kind.REMOVED, old[row], None)
            row += 1
        else:
            yield Pairing(Kind.NEW, None, new[column])
            column += 1
    yield from (Pairing(Kind.REMOVED, each, None) for each in old[row:])
    yield from (Pairing(Kind.NEW, None, each) for each in new[column:])


def _likeness(old: Segment, new: Segment) -> float:
    return fuzz.ratio(_text(old), _text(new), score_cutoff=LEAST)


def _with_moves(pairings: list[Pairing]) -> list[Pairing]:
    """Take a sentence that was removed here and is new elsewhere for the same."""
    gone: dict[str, list[Segment]] = {}
    for each in pairings:
        if each.kind is Kind.REMOVED and each.old is not None:
            gone.setdefault(each.old.source.source_hash, []).append(each.old)
    result, moved = [], set()
    for each in pairings:
        if each.kind is Kind.NEW and each.new is not None and gone.get(each.new.source.source_hash):
            old = gone[each.new.source.source_hash].pop(0)
            moved.add(old.id)
            result.append(Pairing(Kind.MOVED, old, each.new))
        else:
            result.append(each)
    return [each for each in result if not (each.kind is Kind.REMOVED and each.old and each.old.id in moved)]


def _text(segment: Segment | None) -> str:
    return segment.source.text.text if segment else ""
