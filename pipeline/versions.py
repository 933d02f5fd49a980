"""Two versions of a release side by side: the German, and what stood and stands for it in one language."""

from collections.abc import Mapping
from dataclasses import dataclass

from model.languages import Language
from model.release import ReleaseVersion, Segment
from model.translation import SegmentTarget, State
from pipeline.changes import Kind, Pairing, align
from pipeline.wiring import Newsroom
from store.lineage import Ancestor
from translators.memory import Change, difference


@dataclass(frozen=True)
class Compared:
    """A sentence in both versions.

    Attributes:
        german, target: how the German, and the text that stood for it, became what they are.
        old_state, new_state: of that text, None where there is none.
        segment_id: in the newer version, None for one that was removed.
    """

    kind: Kind
    german: tuple[Change, ...]
    target: tuple[Change, ...]
    old_state: State | None
    new_state: State | None
    segment_id: int | None


@dataclass(frozen=True)
class Comparison:
    """Two versions of a release, sentence by sentence in the order of the newer one."""

    old: Ancestor
    new: Ancestor
    rows: tuple[Compared, ...]

    def count(self, kind: Kind) -> int:
        """Return how many sentences became that."""
        return sum(row.kind == kind for row in self.rows)


def compare_versions(newsroom: Newsroom, old: Ancestor, new: Ancestor, language: Language) -> Comparison:
    """Compare two versions of a release and their translations into `language`, where they have any.

    Raises:
        StoreError: there is no such version.
    """
    before, after = _targets(newsroom, old), _targets(newsroom, new)
    pairings = align(newsroom.store.releases.version(old.version_id), newsroom.store.releases.version(new.version_id))
    return Comparison(old, new, tuple(_compared(each, before, after, language) for each in pairings))


def known_before(newsroom: Newsroom, version: ReleaseVersion, language: Language) -> int:
    """Return the number of the version that editors know best before this one, else of the one before it."""
    known = newsroom.store.lineage.baseline(version.release.id, version.number, language)
    return known.number if known else max(version.number - 1, 1)


def _targets(newsroom: Newsroom, version: Ancestor) -> Mapping[int, SegmentTarget]:
    if version.translation_id is None:
        return {}
    return newsroom.store.translations.with_id(version.translation_id).targets


def _compared(
    pairing: Pairing, before: Mapping[int, SegmentTarget], after: Mapping[int, SegmentTarget], language: Language
) -> Compared:
    old, new = _of(pairing.old, before), _of(pairing.new, after)
    return Compared(
        pairing.kind,
        tuple(pairing.german()),
        tuple(difference(old.text.text if old else "", new.text.text if new else "", language)),
        old.state if old else None,
        new.state if new else None,
        pairing.new.id if pairing.new else None,
    )


def _of(segment: Segment | None, targets: Mapping[int, SegmentTarget]) -> SegmentTarget | None:
    return targets.get(segment.id) if segment else None
