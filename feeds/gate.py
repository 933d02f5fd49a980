"""The rule that decides whether an entry may be in a feed."""

from collections.abc import Iterable
from datetime import MAXYEAR, datetime, timedelta

from feeds.assembly import is_reviewed
from model.berlin import in_berlin
from model.feed import FeedProfile, Gate
from model.languages import Language
from model.release import ReleaseVersion
from model.translation import SegmentTarget, Severity, State, Translation


def admits(gate: Gate, language: Language, translation: Translation | None, now: datetime) -> str:
    """Return "" where `gate` lets the entry out, else the reason in words for the operator.

    The German original passes every gate. A hold closes every gate until its time; a blocking finding does, even after
    a review, unless an editor waives it with a reason; an error closes the gate `checked` until an editor has approved
    the segment. The gate `headline` is asked here for the whole text, which waits for review.
    """
    if language is Language.DE:
        return ""
    if translation is None:
        return "not translated yet"
    return (
        _incomplete(translation) or _on_hold(translation, now) or _blocked(translation) or _held_back(gate, translation)
    )


def waits(profile: FeedProfile, version: ReleaseVersion, translation: Translation | None, now: datetime) -> str:
    """Return "" where the time of a release has come, else the reason in words for the operator.

    Nothing goes out before its own date and the feed's `embargo` after it. The feed's `delay` begins when the release
    was first seen: a correction of what is out already does not wait again. It gives the press office time, not us:
    what an editor has approved goes out.
    """
    seen = version.release.first_seen
    due = (version.article.published or seen) + timedelta(hours=profile.embargo)
    if translation is None or not is_reviewed(translation):
        due = max(due, seen + timedelta(minutes=profile.delay))
    return f"waits until {in_berlin(due):%Y-%m-%d %H:%M}" if due > now else ""


def _incomplete(translation: Translation) -> str:
    if translation.state is State.INITIAL or not translation.targets:
        return "not translated yet"
    missing = [
        target
        for target in translation.targets.values()
        if target.state is State.INITIAL or not target.text.text.strip()
    ]
    return f"{_segments(len(missing))} empty" if missing else ""


def _on_hold(translation: Translation, now: datetime) -> str:
    if translation.hold_until is None or translation.hold_until <= now:
        return ""
    # Nobody embargoes to the last year that there is: that is a hold until somebody lets it go.
    for_good = translation.hold_until.year == MAXYEAR
    until = "" if for_good else f" until {in_berlin(translation.hold_until):%Y-%m-%d %H:%M}"
    return f"on hold{until}" + (f": {translation.hold_reason}" if translation.hold_reason else "")


def _blocked(translation: Translation) -> str:
    if translation.waiver:
        return ""
    return _doubts(translation.targets.values(), Severity.BLOCKING, "a blocking finding")


def _held_back(gate: Gate, translation: Translation) -> str:
    if gate is Gate.MACHINE or is_reviewed(translation):
        return ""
    if gate in {Gate.REVIEWED, Gate.HEADLINE}:
        return "waits for review"
    unsettled = (t for t in translation.targets.values() if t.state not in {State.REVIEWED, State.FINAL})
    return _doubts(unsettled, Severity.ERROR, "an error")


def _doubts(targets: Iterable[SegmentTarget], least: Severity, what: str) -> str:
    found = [{f.check for f in target.findings if f.severity >= least} for target in targets]
    checks = sorted(set().union(*found))
    count = sum(bool(names) for names in found)
    return f"{_segments(count)} with {what}: {', '.join(checks)}" if checks else ""


def _segments(count: int) -> str:
    return "1 segment" if count == 1 else f"{count} segments"
