"""When a release was published: German dates in text, and the order in which a page's own statements are believed."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

import dateparser

from model.berlin import BERLIN

EARLIEST = date(1995, 1, 1)
"""No page is older; a date before it is history that the text tells of."""
_MONTHS = (
    "januar|jänner|jan",
    "februar|feber|feb",
    "märz|maerz|mrz|mär",
    "april|apr",
    "mai",
    "juni|jun",
    "juli|jul",
    "august|aug",
    "september|sept|sep",
    "oktober|okt",
    "november|nov",
    "dezember|dez",
)
_NAMES = "|".join(_MONTHS)
DATE = rf"\d{{1,2}}\.\s*(?:(?i:{_NAMES})\.?|\d{{1,2}}\.)\s*(?:\d{{4}}|'?\d{{2}})"
"""Pattern of a German date, for lines that hold one among other words."""
_NAMED = re.compile(
    rf"(?i)(?<![\d.])(?P<day>\d{{1,2}})\.?\s*(?P<name>{_NAMES})\b\.?\s*(?P<year>\d{{4}}|'?\d{{2}}(?![\d.:]))"
)
_NUMERIC = re.compile(
    r"(?<![\d.,/-])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}(?!\d)|\d{2}(?!\d|[.,]\d))"
)
_SLASHED = re.compile(r"(?<![\d/])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>(?:19|20)\d{2})(?![\d/])")
_DOTTED = re.compile(r"\d\.\s?\d{1,2}\.")
"""What is set as a German date and is none, a guess would turn into an American one."""
_ISO = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")
_CLOCK = re.compile(r"^\D{0,12}?(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?:\s*Uhr|(?!\d|\.\d))", re.IGNORECASE)
_URL_DATES = (
    re.compile(r"(?<!\d)(?P<year>20\d{2})[/_-](?P<month>0[1-9]|1[0-2])[/_-](?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>0[1-9]|[12]\d|3[01])[._-](?P<month>0[1-9]|1[0-2])[._-](?P<year>20\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>20\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
)
_NOT_PUBLICATION = re.compile(
    r"(?i)\b(?:stand|aktualisiert|geändert|überarbeitet|letzte[rs]?\s+(?:änderung|aktualisierung|update|bearbeitung)|zuletzt"
    r"|update|gültig|bis|ab|(?<!online )seit|copyright|termin|beginn|frist|abgerufen)"
    r"(?:\s+(?:am|zum|vom|den))?\s*:?\s*$"
)
_SLACK = timedelta(minutes=15)
"""A publisher's clock may run ahead of ours by this much."""


def parse_date(text: str, now: datetime) -> datetime | None:
    """Return the moment that `text` names, None if there is none or it lies after `now`.

    Understood are ISO 8601, RFC 2822 and German in any usual form. A date without a time is midnight in
    Berlin, and a time without a zone is Berlin's.
    """
    text = text.strip()
    if not text or len(text) > 200:
        return None
    exact = _exact(text)
    if exact:
        return _believable(exact, now)
    return next(dates_in(text, now), None) or _believable(_guess(text, now), now)


def dates_in(text: str, now: datetime) -> Iterator[datetime]:
    """Yield the German and ISO dates that stand in `text`, in order; those in the future of `now` are left out."""
    found = [match for pattern in (_NAMED, _NUMERIC, _SLASHED, _ISO) for match in pattern.finditer(text)]
    for match in sorted(found, key=re.Match.start):
        day = _day(match)
        if day and not labels_other_date(text[: match.start()]):
            moment = _believable(datetime.combine(day, _clock(text[match.end() :]), BERLIN), now)
            if moment:
                yield moment


def labels_other_date(text: str) -> bool:
    """Whether `text` announces another date than that of publication: »Stand:«, »geändert am«, »gültig bis«."""
    return bool(_NOT_PUBLICATION.search(text))


def date_in_url(url: str, now: datetime) -> datetime | None:
    """Return the day that the address of a page names: `/2021/03/26/`, `26-03-2021`, `20210326`."""
    for pattern in _URL_DATES:
        for match in pattern.finditer(url):
            day = _day(match)
            moment = _believable(datetime.combine(day, time(), BERLIN), now) if day else None
            if moment:
                return moment
    return None


def first_date(texts: Iterable[str], now: datetime) -> datetime | None:
    """Return the first moment that can be read from one of `texts`."""
    return next((moment for moment in (parse_date(text, now) for text in texts) if moment), None)


def _exact(text: str) -> datetime | None:
    """Read ISO 8601 in full, which the standard library does better than any guess."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _guess(text: str, now: datetime) -> datetime | None:
    """Read whatever else looks like a date with a year; relative words such as »heute« are no dates of publication."""
    if not re.search(r"\d{4}", text) or len(text) > 60 or _DOTTED.search(text):
        return None
    settings = {
        "REQUIRE_PARTS": ["day", "month", "year"],
        "DATE_ORDER": "DMY",
        "RELATIVE_BASE": now.replace(tzinfo=None),
    }
    parsed: datetime | None = dateparser.parse(text, languages=["de", "en"], settings=settings)
    return parsed


def _believable(moment: datetime | None, now: datetime) -> datetime | None:
    if moment is None:
        return None
    aware = (moment if moment.tzinfo else moment.replace(tzinfo=BERLIN)).astimezone(BERLIN)
    return aware if aware.date() >= EARLIEST and aware <= now.astimezone(UTC) + _SLACK else None


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    name = (parts.get("name") or "").lower()
    month = next((index for index, names in enumerate(_MONTHS, 1) if name in names.split("|")), 0)
    year = int(parts["year"].lstrip("'"))
    try:
        return date(year if year > 99 else 2000 + year, month or int(parts["month"]), int(parts["day"]))
    except ValueError:
        return None


def _clock(rest: str) -> time:
    found = _CLOCK.match(rest)
    return time(int(found["hour"]), int(found["minute"])) if found else time()
