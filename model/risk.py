"""One figure a segment that orders the editors' queue."""

from collections.abc import Sequence
from math import exp

from model.severity import Severity

_FINDING = {Severity.NOTE: 0.03, Severity.WARNING: 0.25, Severity.ERROR: 0.6, Severity.BLOCKING: 0.95}
"""How likely a segment with one such finding needs an editor; judged, not measured: nobody has corrected enough yet."""


def risk(machine: bool, score: float | None, severities: Sequence[Severity]) -> float:
    """Return how likely a segment misleads a reader, from 0 to 1.

    Findings count as independent doubts, and so does the engine's own: 1 - (1 - p1)(1 - p2)... The engine's doubt is
    half of what the mean token lacks in probability, so that even a very unsure engine weighs less than an error found.

    Args:
        machine: an engine made the text; a rule's or a person's has no doubt but its findings.
        score: mean log-probability a token, where the engine tells.
        severities: of the findings.
    """
    sure = 1.0
    for severity in severities:
        sure *= 1 - _FINDING[severity]
    if machine and score is not None:
        sure *= 1 - 0.5 * (1 - exp(min(score, 0.0)))
    return round(1 - sure, 4)
