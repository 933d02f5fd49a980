"""What an editor does with a translation as a whole, and the words of a segment as they are typed."""

from datetime import UTC, datetime

from model.errors import TranslationError
from model.people import Change, Comment, Deed
from model.translation import REVIEWED, SegmentTarget, Severity, State
from pipeline.approving import approve
from pipeline.wiring import Newsroom

FOR_GOOD = datetime.max.replace(tzinfo=UTC)
"""The end of a hold that lasts until somebody lets the translation go."""


def write(
    newsroom: Newsroom, translation_id: int, segment_id: int, words: str, by: str, state: State, revision: int
) -> SegmentTarget:
    """Store what an editor typed for a segment, with links and emphasis on the same words; see `approve`.

    Raises:
        StoreError, Overtaken, TranslationError: as `approve`.
    """
    typed = words.strip().replace("\r\n", "\n")
    return approve(newsroom, translation_id, segment_id, typed, by, state, revision)


def clean(target: SegmentTarget) -> bool:
    """Whether a segment waits for an editor and no check has more than a note to say of it."""
    return target.state not in REVIEWED and all(finding.severity <= Severity.NOTE for finding in target.findings)


def approve_clean(newsroom: Newsroom, translation_id: int, by: str) -> int:
    """Approve all segments that no check doubts, as they are; return how many.

    A segment that somebody edits at the same moment is left to them.
    """
    targets = newsroom.store.translations.with_id(translation_id).targets
    wanted = {segment_id: target for segment_id, target in targets.items() if clean(target)}
    for segment_id, target in wanted.items():
        approve(newsroom, translation_id, segment_id, None, by, State.REVIEWED, target.revision)
    return len(wanted)


def hold(newsroom: Newsroom, translation_id: int, until: datetime, reason: str, by: str) -> None:
    """Keep a translation out of every feed until a time, `FOR_GOOD` until somebody lets it go."""
    newsroom.store.translations.hold(translation_id, until, reason, newsroom.now())
    _record(newsroom, translation_id, by, Deed.HOLD, "" if until == FOR_GOOD else until.isoformat(), reason)


def let_go(newsroom: Newsroom, translation_id: int, by: str) -> None:
    """End a hold."""
    newsroom.store.translations.hold(translation_id, None, "", newsroom.now())
    _record(newsroom, translation_id, by, Deed.RELEASE)


def reject(newsroom: Newsroom, translation_id: int, reason: str, by: str) -> None:
    """Keep a translation out of every feed for a reason that everybody sees, until somebody lets it go.

    Raises:
        TranslationError: no reason is given.
    """
    if not reason.strip():
        raise TranslationError(reason="a translation is rejected for a reason; give one")
    newsroom.store.translations.hold(translation_id, FOR_GOOD, reason, newsroom.now())
    _record(newsroom, translation_id, by, Deed.REJECT, reason=reason)


def waive(newsroom: Newsroom, translation_id: int, reason: str, by: str) -> None:
    """Let a translation out although findings block it, for a reason that is kept.

    Raises:
        TranslationError: no reason is given.
    """
    if not reason.strip():
        raise TranslationError(reason="what a finding blocks goes out for a reason only; give one")
    newsroom.store.translations.waive(translation_id, reason, newsroom.now())
    _record(newsroom, translation_id, by, Deed.WAIVE, reason=reason)


def remark(newsroom: Newsroom, translation_id: int, segment_id: int, text: str, by: str) -> None:
    """Keep a remark on a segment.

    Raises:
        TranslationError: it is empty.
    """
    if not text.strip():
        raise TranslationError(reason="the remark is empty")
    newsroom.store.history.comment(Comment(0, translation_id, segment_id, newsroom.now(), by, text.strip()))


def _record(newsroom: Newsroom, translation_id: int, by: str, deed: Deed, after: str = "", reason: str = "") -> None:
    change = Change(newsroom.now(), by, deed, translation_id=translation_id, after=after, reason=reason)
    newsroom.store.history.record(change)
