"""How near a machine came to what an editor approved."""

from functools import cache

from rapidfuzz.distance import Levenshtein
from sacrebleu.metrics.chrf import CHRF

from model.statistics import Likeness
from model.translation import OriginKind, SegmentTarget


def likeness(target: SegmentTarget, approved: str) -> Likeness | None:
    """Return how alike the machine's text of `target` is to `approved`; None where no engine made it."""
    if target.origin.kind is not OriginKind.MACHINE:
        return None
    machine = target.machine.text
    chrf = _chrf().sentence_score(machine, [approved]).score
    return Likeness(Levenshtein.normalized_distance(machine, approved), round(chrf, 2))


@cache
def _chrf() -> CHRF:
    return CHRF()
