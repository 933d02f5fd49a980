"""What an editor does with a translation as a whole, and the words of a segment as they are typed."""

from collections.abc import Container, Mapping
from contextlib import suppress
from datetime import UTC, datetime

from model.errors import Overtaken, TranslationError
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
    return approve(newsroom, translation_id, segment_id, as_typed(words), by, state, revision)


def as_typed(words: str) -> str:
    """Return what a form sends as an editor meant it: no white space at its ends, lines that end in one character."""
    return words.strip().replace("\r\n", "\n")


def clean(target: SegmentTarget) -> bool:
    """Whether a segment waits for an editor and no check has more than a note to say of it."""
    return target.state not in REVIEWED and all(finding.severity <= Severity.NOTE for finding in target.findings)


def approve_clean(newsroom: Newsroom, translation_id: int, by: str, but: Container[int] = ()) -> int:
    """Approve all segments that no check doubts, as they are, `but` for some; return how many.

    A segment that somebody edits at the same moment is left to them.
    """
    targets = newsroom.store.translations.with_id(translation_id).targets
    wanted = {id_: target for id_, target in targets.items() if clean(target) and id_ not in but}
    return _write_all(newsroom, translation_id, wanted, by, State.REVIEWED)


def reopen(newsroom: Newsroom, translation_id: int, by: str) -> int:
    """Let all approved segments wait for an editor again, with the texts that stand there; return how many.

    A segment that somebody edits at the same moment is left to them.
    """
    targets = newsroom.store.translations.with_id(translation_id).targets
    wanted = {segment_id: target for segment_id, target in targets.items() if target.state in REVIEWED}
    return _write_all(newsroom, translation_id, wanted, by, State.TRANSLATED)


def _write_all(
    newsroom: Newsroom, translation_id: int, targets: Mapping[int, SegmentTarget], by: str, state: State
) -> int:
    written = 0
    for segment_id, target in targets.items():
        with suppress(Overtaken):
            approve(newsroom, translation_id, segment_id, None, by, state, target.revision)
            written += 1
    return written


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
    """Publish a translation although findings block it, for a reason that is kept.

    Raises:
        TranslationError: no reason is given.
    """
    if not reason.strip():
        raise TranslationError(reason="what a finding blocks goes out for a reason only; give one")
    newsroom.store.translations.waive(translation_id, reason, newsroom.now())
    _record(newsroom, translation_id, by, Deed.WAIVE, reason=reason)


def remark(newsroom: Newsroom, translation_id: int, segment_id: int | None, text: str, by: str) -> int:
    """Keep a remark on a segment, None for the whole translation, and return its id.

    Raises:
        TranslationError: it is empty.
    """
    if not text.strip():
        raise TranslationError(reason="the remark is empty")
    kept = newsroom.store.history.comment(Comment(0, translation_id, segment_id, newsroom.now(), by, text.strip()))
    newsroom.store.history.record(
        Change(newsroom.now(), by, Deed.COMMENT, translation_id, segment_id, reason=text.strip())
    )
    return kept


def _record(newsroom: Newsroom, translation_id: int, by: str, deed: Deed, after: str = "", reason: str = "") -> None:
    change = Change(newsroom.now(), by, deed, translation_id=translation_id, after=after, reason=reason)
    newsroom.store.history.record(change)
