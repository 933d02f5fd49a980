"""German dates."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from model.berlin import BERLIN
from sources.dates import date_in_url, dates_in, parse_date

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "26.03.2021",
        "26.3.21",
        "26. März 2021",
        "26.März 2021",
        "26. Maerz 2021",
        "26. Mrz. 2021",
        "Berlin, den 26.03.2021",
        "Foshan/Berlin, 26. März 2021 –",
        "Pressemitteilung vom 26. März 2021",
        "Freitag, 26. März 2021",
        "2021-03-26",
        "20210326",
    ],
)
def test_a_german_date_is_midnight_in_berlin(text: str) -> None:
    assert parse_date(text, NOW) == datetime(2021, 3, 26, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("26. März 2021, 14:30 Uhr", datetime(2021, 3, 26, 14, 30, tzinfo=BERLIN)),
        ("Online seit 26.03.2021, 9.05 Uhr", datetime(2021, 3, 26, 9, 5, tzinfo=BERLIN)),
        ("26.03.2021 | 9.05 Uhr", datetime(2021, 3, 26, 9, 5, tzinfo=BERLIN)),
        ("2021-03-26T14:30:00Z", datetime(2021, 3, 26, 14, 30, tzinfo=UTC)),
        ("2021-07-26T14:30:00", datetime(2021, 7, 26, 12, 30, tzinfo=UTC)),
        ("2021-03-26T14:30:00+09:00", datetime(2021, 3, 26, 14, 30, tzinfo=timezone(timedelta(hours=9)))),
        ("Fri, 26 Mar 2021 14:30:00 +0100", datetime(2021, 3, 26, 14, 30, tzinfo=BERLIN)),
    ],
)
def test_a_time_is_kept_and_without_a_zone_it_is_that_of_berlin(text: str, moment: datetime) -> None:
    assert parse_date(text, NOW) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "heute",
        "Montag",
        "31.02.2021",
        "12.13.2021",
        "24. März",
        "März 2021",
        "2021",
        "§ 3.1.2 Absatz 4",
        "01.01.1879",
    ],
)
def test_what_names_no_day_is_no_date(text: str) -> None:
    assert parse_date(text, NOW) is None


@pytest.mark.parametrize("text", ["23.11.2026", "1. Januar 2031", "2026-11-22T13:00:00Z"])
def test_nothing_is_published_in_the_future(text: str) -> None:
    assert parse_date(text, NOW) is None


def test_a_publisher_whose_clock_is_minutes_ahead_is_believed() -> None:
    assert parse_date("2026-11-22T12:05:00Z", NOW) is not None


@pytest.mark.parametrize("text", ["Stand: 26.03.2021", "Zuletzt geändert am 26.03.2021", "gültig bis 26.03.2021"])
def test_the_date_of_a_change_is_not_that_of_publication(text: str) -> None:
    assert list(dates_in(text, NOW)) == []


def test_dates_come_in_the_order_of_the_text() -> None:
    found = [moment.date().isoformat() for moment in dates_in("Am 2. Mai 2020 und am 01.03.2019 sowie 2018-02-03", NOW)]

    assert found == ["2020-05-02", "2019-03-01", "2018-02-03"]


@pytest.mark.parametrize(
    "url",
    [
        "https://stadt.example/presse/2021/03/26/hafen.html",
        "https://stadt.example/presse/~26-03-2021-hafen",
        "https://stadt.example/SharedDocs/20210326-hafen.html",
    ],
)
def test_an_address_may_name_the_day(url: str) -> None:
    assert date_in_url(url, NOW) == datetime(2021, 3, 26, tzinfo=BERLIN)


@pytest.mark.parametrize(
    "url", ["https://stadt.example/id/123456789012", "https://stadt.example/2031/03/26/x", "x/20219926"]
)
def test_other_figures_of_an_address_are_no_day(url: str) -> None:
    assert date_in_url(url, NOW) is None
