"""Whether a source is well: judged by how its visits went and how it has published so far. Asks nobody, pure rules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from itertools import takewhile
from statistics import median

from model.phrases import NOTHING, Sentence, phrase
from model.source import Trouble, Visit
from pipeline.rhythm import Rhythm, learn


class Condition(StrEnum):
    """How a source is."""

    OK = "ok"
    QUIET = "quiet"
    """Nothing new for much longer than its rhythm lets expect."""
    BROKEN = "broken"
    """It answers, but its layout has changed."""
    BLOCKED = "blocked"
    """It turns us away."""
    FAILING = "failing"
    """It does not answer."""
    OFF = "off"
    NEW = "new"
    """Too little is known of it."""


ALARMING = frozenset({Condition.QUIET, Condition.BROKEN, Condition.BLOCKED, Condition.FAILING})
"""What an operator must look at."""

IN_A_ROW = 2
"""Failed visits in a row that are no accident any more."""
FEWEST_VISITS = 5
"""Visits with a figure below which there is no median to speak of."""
FEWER = 0.5
"""Part of the usual number of releases below which some are not found."""
FEWEST_FOUND = 4
"""Usual number of releases below which half of them may be chance."""
UNREAD = 1 / 3
"""Part of the announced releases that may fail before it is the layout rather than a page."""
FEWEST_FAILED = 3
"""Articles that fail at a time; fewer may be single bad pages."""
SHORTER = 0.4
"""Part of the usual length below which articles are not recognised whole."""
SHORT_IN_A_ROW = 3

MENDED_BY_SELECTORS = phrase("Try the source: it shows what is found. Then correct its selectors in the catalogue.")


@dataclass(frozen=True)
class Health:
    """A judgement.

    Attributes:
        reason: one sentence that says why.
        remedy: what to do, may be empty.
        rhythm: of publication, None where too little is known.
    """

    condition: Condition
    reason: Sentence
    remedy: Sentence = NOTHING
    rhythm: Rhythm | None = None


@dataclass(frozen=True)
class Past:
    """What a source is judged by.

    Attributes:
        enabled: it is collected.
        visits: the latest first.
        published: times of publication of its releases, in any order.
    """

    enabled: bool
    visits: Sequence[Visit]
    published: Sequence[datetime]
    now: datetime

    @cached_property
    def working(self) -> list[Visit]:
        """The visits that brought an answer, the latest first."""
        return [visit for visit in self.visits if not visit.error]

    @cached_property
    def failures(self) -> int:
        """How many visits have failed since the last that did not."""
        return len(list(takewhile(lambda visit: visit.error, self.visits)))

    @cached_property
    def rhythm(self) -> Rhythm | None:
        """How it publishes, None where too little is known."""
        return learn(self.published)

    @cached_property
    def silence(self) -> int:
        """Working days without news; 0 where there is no rhythm to count by."""
        rhythm = self.rhythm
        return rhythm.silence(self._last_news(), self.now) if rhythm else 0

    def _last_news(self) -> datetime:
        """Publishers' dates may be misread; then the visit that brought the news tells, unless it brought the stock."""
        brought = [visit.at for visit in self.visits if 0 < visit.new < len(self.published)]
        return max([*self.published, *brought])


def judge(past: Past) -> Health:
    """Return how a source is; the first rule that applies decides."""
    found = next((health for rule in RULES if (health := rule(past))), _fine(past))
    return Health(found.condition, found.reason, found.remedy, past.rhythm)


def _off(past: Past) -> Health | None:
    if past.enabled:
        return None
    return Health(
        Condition.OFF,
        Sentence(phrase("It is switched off.")),
        Sentence(phrase("Switch it on to collect it.")),
    )


def _unvisited(past: Past) -> Health | None:
    if past.visits:
        return None
    reason = Sentence(phrase("It has not been visited yet."))
    return Health(Condition.NEW, reason, Sentence(phrase("Collect it now, or wait for the next run.")))


def _failed(past: Past) -> Health | None:
    """Judge failed visits; a single one may be an accident, unless there was never another."""
    if past.failures < IN_A_ROW and past.working:
        return None
    last = past.visits[0]
    fields = {"error": last.error, "n": past.failures}
    return _FAILED[last.trouble](fields) if last.trouble in _FAILED else None


def _blocked(fields: dict[str, object]) -> Health:
    return Health(
        Condition.BLOCKED,
        Sentence(phrase("It turns us away: {error}"), fields),
        Sentence(phrase("Ask the publisher for permission or for a feed, or switch the source off.")),
    )


def _failing(fields: dict[str, object]) -> Health:
    return Health(
        Condition.FAILING,
        Sentence(phrase("Failed visits in a row: {n}. {error}"), fields),
        Sentence(phrase("Open its address in a browser; where it has moved, correct the catalogue.")),
    )


def _unreadable(fields: dict[str, object]) -> Health:
    return Health(
        Condition.BROKEN,
        Sentence(phrase("It answers, but nothing is recognised: {error}"), fields),
        Sentence(MENDED_BY_SELECTORS),
    )


_FAILED: dict[Trouble, Callable[[dict[str, object]], Health]] = {
    Trouble.REFUSED: _blocked,
    Trouble.UNREACHABLE: _failing,
    Trouble.UNREADABLE: _unreadable,
}


def _announces_less(past: Past) -> Health | None:
    figures = [visit.found for visit in past.working if visit.found is not None]
    latest, earlier = figures[:IN_A_ROW], figures[IN_A_ROW:]
    if len(earlier) < FEWEST_VISITS or (usual := median(earlier)) < FEWEST_FOUND:
        return None
    if max(latest) >= FEWER * usual:
        return None
    fields = {"found": latest[0], "usual": f"{usual:g}"}
    reason = Sentence(phrase("Releases found: {found}; usual are {usual}."), fields)
    return Health(Condition.BROKEN, reason, Sentence(MENDED_BY_SELECTORS))


def _articles_fail(past: Past) -> Health | None:
    """Many at once, or, where only new pages have the new layout, one by one until all that is new has failed."""
    if not past.working:
        return None
    failed = past.working[0].failed
    found = next((visit.found for visit in past.working if visit.found), 0)
    if failed >= max(FEWEST_FAILED, UNREAD * found):
        fields: dict[str, object] = {"failed": failed, "found": max(found, failed)}
        reason = Sentence(phrase("Articles that cannot be read: {failed} of {found}."), fields)
    elif failed and past.rhythm and past.silence >= past.rhythm.patience:
        fields = {"days": past.silence}
        reason = Sentence(
            phrase("Articles are announced, but for {days} working days there was none that can be read."), fields
        )
    else:
        return None
    return Health(Condition.BROKEN, reason, Sentence(MENDED_BY_SELECTORS))


def _articles_shrink(past: Past) -> Health | None:
    lengths = [visit.length for visit in past.working if visit.length is not None]
    latest, earlier = lengths[:SHORT_IN_A_ROW], lengths[SHORT_IN_A_ROW:]
    if len(earlier) < FEWEST_VISITS or max(latest) >= SHORTER * (usual := median(earlier)):
        return None
    fields = {"length": latest[0], "usual": f"{usual:.0f}"}
    reason = Sentence(phrase("Articles have only {length} characters; usual are {usual}."), fields)
    return Health(Condition.BROKEN, reason, Sentence(MENDED_BY_SELECTORS))


def _quiet(past: Past) -> Health | None:
    rhythm = past.rhythm
    if rhythm is None or past.silence < rhythm.patience:
        return None
    fields = {"days": past.silence, "usual": f"{rhythm.usual:g}", "longest": rhythm.longest}
    return Health(
        Condition.QUIET,
        Sentence(phrase("Working days without news: {days}; usual are {usual}, rarely more than {longest}."), fields),
        Sentence(phrase("Open its page: there may be nothing to say. Where it shows newer releases, try the source.")),
    )


def _unknown(past: Past) -> Health | None:
    if past.rhythm is not None or len(past.working) >= FEWEST_VISITS:
        return None
    fields = {"n": len(past.visits)}
    return Health(Condition.NEW, Sentence(phrase("Too little is known of it yet. Visits so far: {n}."), fields))


def _fine(past: Past) -> Health:
    if past.failures:
        fields = {"error": past.visits[0].error}
        return Health(Condition.OK, Sentence(phrase("It works; only the last visit failed: {error}"), fields))
    return Health(Condition.OK, Sentence(phrase("It works.")))


RULES: tuple[Callable[[Past], Health | None], ...] = (
    _off,
    _unvisited,
    _failed,
    _announces_less,
    _articles_fail,
    _articles_shrink,
    _quiet,
    _unknown,
)
"""From what is certain to what is only likely."""
