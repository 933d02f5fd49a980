"""When a page was published, by its own statements in the order of their reliability."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime

from htmldate import find_date

from sources.dates import date_in_url, dates_in, first_date, parse_date
from sources.extraction.metadata import Metadata
from sources.extraction.page import body_of
from sources.richtext import Element, clean

_OUTSIDE = {"nav", "aside", "footer", "script", "style", "select", "option", "button", "noscript", "template"}
_LONGEST_LINE, _LONGEST_PHRASE = 120, 50
"""Characters; a longer text with a date in it tells of something that happened then."""
_NEAR_ABOVE, _NEAR_BELOW = 500, 1500
"""Characters between the headline and a date that may belong to it."""


def find_published(root: Element, meta: Metadata, heading: Element | None, url: str, now: datetime) -> datetime | None:
    """Return when the page says that it was published; None where it says nothing that can be believed."""
    return (
        first_date(meta.dates, now)
        or _near_heading(root, heading, now)
        or first_date(meta.doubtful_dates, now)
        or date_in_url(url, now)
    )


def guess_published(root: Element, url: str, now: datetime) -> datetime | None:
    """Return htmldate's guess, the last resort, from a page without its furniture.

    It sees short lines only, and none that dates a change: in running text it takes any date for the one sought.
    """
    lines = deepcopy(root)
    for element in body_of(lines).iter():
        element.text, element.tail = _if_dated(element.text, now), _if_dated(element.tail, now)
    found = find_date(lines, original_date=True, extensive_search=False, url=url or None, max_date=f"{now:%Y-%m-%d}")
    return parse_date(found, now) if found else None


def _if_dated(text: str | None, now: datetime) -> str:
    line = clean(text or "")
    return line if _is_line(line) and any(dates_in(line, now)) else ""


def _is_line(text: str) -> bool:
    """Whether `text` is a line about the release rather than a sentence of it, which tells of something else."""
    return len(text) <= _LONGEST_LINE and not (len(text) > _LONGEST_PHRASE and text.endswith("."))


def _near_heading(root: Element, heading: Element | None, now: datetime) -> datetime | None:
    """Return the date that stands nearest to the headline in a line of its own."""
    lines = list(_lines(body_of(root)))
    at = next((index for index, (element, _) in enumerate(lines) if element is heading), None)
    if at is None:
        return None
    above = _scan(lines[at - 1 :: -1] if at else [], _NEAR_ABOVE, now)
    below = _scan(lines[at + 1 :], _NEAR_BELOW, now)
    found = [candidate for candidate in (below, above) if candidate]
    return min(found, key=lambda candidate: candidate[0])[1] if found else None


def _scan(lines: list[tuple[Element, str]], reach: int, now: datetime) -> tuple[int, datetime] | None:
    distance = 0
    for element, text in lines:
        if element.tag == "time":
            moment = parse_date(element.get("datetime", ""), now) or parse_date(text, now)
        else:
            moment = next(dates_in(text, now), None) if _is_line(text) else None
        if moment:
            return distance, moment
        distance += len(text)
        if distance > reach:
            return None
    return None


def _lines(body: Element) -> Iterator[tuple[Element, str]]:
    """Yield each text of the page with its element in reading order; a headline and a `<time>` as a whole."""
    whole: Element = None
    for element in body.iter():
        if whole is not None and any(parent is whole for parent in element.iterancestors()):
            continue
        whole = element if element.tag in {"h1", "h2", "time"} | _OUTSIDE else None
        if element.tag not in _OUTSIDE:
            yield element, clean(element.text_content() if whole is not None else element.text or "").strip()
        if element.tail and element.tail.strip():
            yield element.getparent(), clean(element.tail).strip()
