"""What the machine's work was worth: how much editors changed, how long they took, by month, engine and source."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from math import ceil
from statistics import median

from model.languages import TARGET_LANGUAGES, Language
from model.statistics import Backlog, CheckTally, Chosen, Tally
from pipeline.wiring import Newsroom

Key = tuple[str, ...]
"""What a group has in common: values of `Tally`, in the order of the fields that it is grouped by."""


@dataclass(frozen=True)
class Figures:
    """The figures of a group; None where there is nothing to say.

    Attributes:
        translations: approved as a whole.
        segments: approved, made by an engine.
        unchanged: share of the segments whose machine text was approved as it was, 0 to 1.
        median, p90: seconds from the machine's last word to the approval of the whole; half, and nine tenths of the
            translations took no longer.
        distance: mean of `Likeness.distance`, 0 to 1.
        chrf: mean of `Likeness.chrf`, 0 to 100.
        findings: what the checks found in the machine's text, a hundred segments.
    """

    translations: int
    segments: int
    unchanged: float | None
    median: float | None
    p90: float | None
    distance: float | None
    chrf: float | None
    findings: float | None


@dataclass(frozen=True)
class CheckFigures:
    """What a check was worth.

    Attributes:
        segments: approved segments with which it had found fault.
        a_hundred: how many these are of a hundred segments.
        hits: share of them that the editor changed, 0 to 1.
    """

    check: str
    segments: int
    a_hundred: float
    hits: float


@dataclass(frozen=True)
class Statistics:
    """Everything that is said of the approved translations that are chosen, and of those that wait.

    Attributes:
        months: from the first to the last with an approval, without gaps.
        by_month: by month alone; by_language: by month and language; by_engine, by_source, by_engine_month: by these
            and language, as figures of different languages cannot be compared.
        since: the first month of all that is counted, chosen or not; None while nothing is.
        sources, engines, all_months: what can be chosen.
    """

    total: Figures
    months: list[str]
    by_month: dict[Key, Figures]
    by_language: dict[Key, Figures]
    by_engine: dict[Key, Figures]
    by_source: dict[Key, Figures]
    by_engine_month: dict[Key, Figures]
    checks: list[CheckFigures]
    backlog: list[Backlog]
    since: str | None
    sources: list[str]
    engines: list[str]
    all_months: list[str]

    @property
    def languages(self) -> list[Language]:
        """Those with an approval, in the order of work."""
        found = {language for _, language in self.by_language}
        return [language for language in TARGET_LANGUAGES if language in found]


def statistics(newsroom: Newsroom, chosen: Chosen) -> Statistics:
    """Return the figures of what is `chosen`."""
    store = newsroom.store.statistics
    everything = store.tallies()
    tallies = [tally for tally in everything if chosen.holds(tally)]
    total = _figures(tallies)
    months = [tally.month for tally in tallies]
    return Statistics(
        total=total,
        months=months_between(min(months), max(months)) if months else [],
        by_month=_grouped(tallies, "month"),
        by_language=_grouped(tallies, "month", "language"),
        by_engine=_grouped(tallies, "engine", "language"),
        by_source=_grouped(tallies, "source", "language"),
        by_engine_month=_grouped(tallies, "month", "engine", "language"),
        checks=[_check(each, total.segments) for each in store.checks(chosen)] if total.segments else [],
        backlog=store.backlog(chosen),
        since=everything[0].month if everything else None,
        sources=sorted({tally.source for tally in everything}),
        engines=sorted({tally.engine for tally in everything}),
        all_months=months_between(everything[0].month, everything[-1].month) if everything else [],
    )


def months_between(first: str, last: str) -> list[str]:
    """Return the months from `first` to `last`, such as »2025-12«, »2026-01«."""
    return [_month(number) for number in range(_number(first), _number(last) + 1)]


def months_before(month: str, count: int) -> str:
    """Return the month that was `count` months before."""
    return _month(_number(month) - count)


def quantile(ordered: Sequence[float], share: float) -> float | None:
    """Return the smallest value that at least `share` of the values do not exceed (nearest rank); None of nothing."""
    return ordered[max(1, ceil(share * len(ordered))) - 1] if ordered else None


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _grouped(tallies: Iterable[Tally], *fields: str) -> dict[Key, Figures]:
    groups: dict[Key, list[Tally]] = defaultdict(list)
    for tally in tallies:
        groups[tuple(getattr(tally, field) for field in fields)].append(tally)
    return {key: _figures(groups[key]) for key in sorted(groups)}


def _figures(tallies: Sequence[Tally]) -> Figures:
    segments = sum(tally.segments for tally in tallies)
    seconds = sorted(chain.from_iterable(tally.seconds for tally in tallies))

    def mean(total: float) -> float | None:
        return total / segments if segments else None

    return Figures(
        translations=sum(tally.translations for tally in tallies),
        segments=segments,
        unchanged=mean(sum(tally.unchanged for tally in tallies)),
        median=median(seconds) if seconds else None,
        p90=quantile(seconds, 0.9),
        distance=mean(sum(tally.distance for tally in tallies)),
        chrf=mean(sum(tally.chrf for tally in tallies)),
        findings=mean(100 * sum(tally.findings for tally in tallies)),
    )


def _check(tally: CheckTally, segments: int) -> CheckFigures:
    return CheckFigures(tally.check, tally.segments, 100 * tally.segments / segments, tally.changed / tally.segments)
