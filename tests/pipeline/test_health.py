"""How sources are judged, in stories over simulated months."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from model.source import Trouble, Visit
from newsbridge.german import GERMAN
from pipeline.health import ALARMING, Condition, Health, Past, judge
from pipeline.rhythm import Rhythm, is_holiday, learn

DAY = timedelta(days=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(hour=12, tzinfo=UTC)


def days(first: str, last: str) -> list[datetime]:
    begin, end = at(first), at(last)
    return [begin + n * DAY for n in range((end - begin).days + 1)]


def office(first: str, last: str, every: int = 1) -> list[datetime]:
    """Publish on each `every`-th working day, as a press office does."""
    working = [day for day in days(first, last) if day.weekday() < 5 and not is_holiday(day.date())]
    return working[::every]


def visits(now: datetime, count: int = 30, **fields: object) -> list[Visit]:
    """Visit once an hour, with 20 releases announced and articles of 2,000 characters; the latest first."""
    usual = {"found": 20, "length": 2000} | fields
    return [Visit("stadt", now - timedelta(hours=n), 1.0, **usual) for n in range(count)]  # type: ignore[arg-type]


def failed(now: datetime, count: int, trouble: Trouble, error: str = "stadt.example: nein") -> list[Visit]:
    return visits(now, count, found=None, length=None, error=error, trouble=trouble)


def judged(
    now: datetime, published: Sequence[datetime], seen: Iterable[Visit] | None = None, enabled: bool = True
) -> Health:
    known = list(visits(now) if seen is None else seen)
    return judge(Past(enabled, known, [each for each in published if each <= now], now))


def alarms(published: Sequence[datetime], first: str, last: str) -> list[date]:
    """Return the days on which an operator is told something, asked once a day."""
    return [now.date() for now in days(first, last) if judged(now, published).condition in ALARMING]


def test_a_year_of_a_daily_press_office_raises_no_alarm() -> None:
    assert alarms(office("2025-01-02", "2026-06-30"), "2025-03-01", "2026-06-30") == []


@pytest.mark.parametrize("every", [2, 5, 10, 21])
def test_a_year_of_an_office_with_less_to_say_raises_no_alarm(every: int) -> None:
    assert alarms(office("2024-01-02", "2026-06-30", every), "2025-06-01", "2026-06-30") == []


def test_christmas_is_no_silence() -> None:
    published = office("2026-06-01", "2026-12-23")
    assert alarms(published, "2026-12-23", "2027-01-06") == []
    assert judged(at("2027-01-08"), published).condition is Condition.QUIET


def test_easter_is_no_silence() -> None:
    published = office("2025-10-01", "2026-04-02")
    assert alarms(published, "2026-04-02", "2026-04-09") == []


def test_a_daily_source_that_falls_silent_is_told_of_after_three_working_days() -> None:
    published = office("2026-01-07", "2026-03-12")
    assert alarms(published, "2026-03-12", "2026-03-18")[:1] == [date(2026, 3, 18)]
    health = judged(at("2026-03-20"), published)
    assert str(health.reason) == "Working days without news: 5; usual are 1, rarely more than 1."
    assert health.rhythm == Rhythm(1, 1, frozenset(range(5)))


def test_a_weekly_source_has_more_patience() -> None:
    published = office("2025-09-01", "2026-03-12", every=5)
    last = published[-1]
    assert judged(last + 12 * DAY, published).condition is Condition.OK
    assert judged(last + 21 * DAY, published).condition is Condition.QUIET


def test_who_publishes_on_sundays_is_expected_to() -> None:
    police = days("2026-06-01", "2026-12-25")
    rhythm = learn(police)
    assert rhythm is not None
    assert rhythm.weekdays == frozenset(range(7))
    assert judged(at("2026-12-29"), police).condition is Condition.QUIET


def test_a_few_releases_at_a_weekend_make_no_weekend_service() -> None:
    rhythm = learn([*office("2026-01-07", "2026-06-30"), at("2026-03-01"), at("2026-05-10")])
    assert rhythm is not None
    assert rhythm.weekdays == frozenset(range(5))


def test_dates_that_the_publisher_misstates_make_no_silence() -> None:
    """The dates of new releases are read as a year old, yet each visit brings some."""
    now = at("2026-03-20")
    published = office("2025-01-07", "2025-12-01")
    assert judged(now, published).condition is Condition.QUIET
    assert judged(now, published, visits(now, new=1)).condition is Condition.OK


def test_the_first_visit_brings_the_stock_and_no_news() -> None:
    now, published = at("2026-03-20"), office("2025-01-07", "2025-12-01")
    assert judged(now, published, visits(now, 1, new=len(published))).condition is Condition.QUIET


def test_a_source_that_is_new_says_so() -> None:
    now = at("2026-03-20")
    assert judged(now, [], []).condition is Condition.NEW
    health = judged(now, [now], visits(now, 2))
    assert (health.condition, str(health.reason)) == (
        Condition.NEW,
        "Too little is known of it yet. Visits so far: 2.",
    )
    assert judged(now, [now], visits(now, 5)).condition is Condition.OK


def test_a_source_that_is_off_is_off_whatever_else() -> None:
    now = at("2026-03-20")
    assert judged(now, [], failed(now, 9, Trouble.REFUSED), enabled=False).condition is Condition.OFF


@pytest.mark.parametrize(
    ("trouble", "condition"),
    [
        (Trouble.REFUSED, Condition.BLOCKED),
        (Trouble.UNREACHABLE, Condition.FAILING),
        (Trouble.UNREADABLE, Condition.BROKEN),
    ],
)
def test_visits_that_fail_are_told_apart(trouble: Trouble, condition: Condition) -> None:
    now, published = at("2026-03-20"), office("2026-01-07", "2026-03-20")
    bad = failed(now, 3, trouble)
    health = judged(now, published, [*bad, *visits(now - DAY)])
    assert health.condition is condition
    assert "stadt.example: nein" in str(health.reason)
    assert health.remedy
    assert judged(now, [], bad[:1]).condition is condition


def test_a_single_failure_is_an_accident_and_is_said() -> None:
    now, published = at("2026-03-20"), office("2026-01-07", "2026-03-20")
    health = judged(now, published, [*failed(now, 1, Trouble.UNREACHABLE), *visits(now - DAY)])
    assert (health.condition, "only the last visit failed" in str(health.reason)) == (Condition.OK, True)


def test_an_overview_that_shows_much_less_has_a_new_layout() -> None:
    now, published = at("2026-03-20"), office("2026-01-07", "2026-03-20")
    once = [*visits(now, 1, found=3), *visits(now - DAY)]
    twice = [*visits(now, 2, found=3), *visits(now - DAY)]
    assert judged(now, published, once).condition is Condition.OK
    health = judged(now, published, twice)
    assert (health.condition, str(health.reason)) == (Condition.BROKEN, "Releases found: 3; usual are 20.")
    unchanged = [*visits(now, 5, found=None), *visits(now - DAY)]
    assert judged(now, published, unchanged).condition is Condition.OK


def test_a_source_that_always_announces_little_is_well() -> None:
    now, published = at("2026-03-20"), office("2026-01-07", "2026-03-20")
    assert judged(now, published, [*visits(now, 2, found=1), *visits(now, found=3)]).condition is Condition.OK


def test_articles_that_fail_at_once_mean_a_new_layout() -> None:
    now, published = at("2026-03-20"), office("2026-01-07", "2026-03-20")
    assert judged(now, published, [*visits(now, 1, failed=2), *visits(now - DAY)]).condition is Condition.OK
    assert judged(now, published, [*visits(now, 1, failed=6), *visits(now - DAY)]).condition is Condition.OK
    health = judged(now, published, [*visits(now, 1, failed=7), *visits(now - DAY)])
    assert (health.condition, str(health.reason)) == (Condition.BROKEN, "Articles that cannot be read: 7 of 20.")


def test_articles_that_fail_one_by_one_are_no_silence() -> None:
    """Old pages keep the old layout; each new one fails, and so nothing new comes."""
    now, published = at("2026-03-20"), office("2026-01-07", "2026-03-12")
    health = judged(now, published, [*visits(now, 9, failed=2), *visits(now - 5 * DAY)])
    assert (health.condition, "for 5 working days" in str(health.reason)) == (Condition.BROKEN, True)


def test_articles_that_shrink_are_not_recognised_whole() -> None:
    now, published = at("2026-03-20"), office("2026-01-07", "2026-03-20")
    short = visits(now, 3, length=400)
    assert judged(now, published, [*short[:2], *visits(now - DAY)]).condition is Condition.OK
    health = judged(now, published, [*short, *visits(now - DAY)])
    assert (health.condition, str(health.reason)) == (
        Condition.BROKEN,
        "Articles have only 400 characters; usual are 2000.",
    )
    nothing_read = [replace(visit, length=None) for visit in short]
    assert judged(now, published, [*nothing_read, *visits(now - DAY)]).condition is Condition.OK


def test_every_reason_is_said_in_german_too() -> None:
    now, published = at("2026-03-20"), office("2026-01-07", "2026-03-12")
    stories = [
        judged(now, published),
        judged(now, [], []),
        judged(now, [], enabled=False),
        judged(now, [], visits(now, 1)),
        judged(now, published, visits(now, 9, failed=2)),
        judged(now, published, visits(now, 9, failed=9)),
        judged(now, published, [*visits(now, 3, length=9), *visits(now)]),
        judged(now, published, [*visits(now, 2, found=0), *visits(now)]),
        *(judged(now, published, failed(now, 2, trouble)) for trouble in Trouble if trouble),
        judged(now, office("2026-01-07", "2026-03-20")),
    ]
    for health in stories:
        for sentence in filter(None, (health.reason, health.remedy)):
            assert GERMAN[sentence.template].format_map(sentence.fields)
    assert {health.condition for health in stories} == set(Condition)
    assert {condition.value for condition in Condition} <= set(GERMAN)
