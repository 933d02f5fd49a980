"""When a page was published, by its own statements in the order of their reliability."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import datetime
from itertools import takewhile

from htmldate import find_date

from sources.dates import date_in_url, dates_in, first_date, labels_other_date, parse_date
from sources.extraction.boilerplate import announces_related, names_of
from sources.extraction.metadata import Metadata
from sources.extraction.page import body_of
from sources.richtext import Element, clean

_OUTSIDE = {"nav", "aside", "footer", "script", "style", "select", "option", "button", "noscript", "template"}
_HEADLINES = {"h1", "h2"}
_HEADINGS = {"h2", "h3", "h4", "h5"}
_DATED = {"date", "datum"}
_LONGEST_DATE = 40
_LONGEST_LINE, _LONGEST_PHRASE = 120, 50
"""Characters; a longer text with a date in it tells of something that happened then."""
_NEAR, _FAR = 500, 1500
"""Characters between the headline and a date that belongs to it, and one that may belong to it."""
_MODIFIED = {"updated", "modified", "datemodified", "lastmodified", "aktualisiert"}


def find_published(root: Element, meta: Metadata, heading: Element | None, now: datetime) -> datetime | None:
    """Return when the page says that it was published, in its metadata or beside its headline; None if nowhere."""
    return first_date(meta.dates, now) or _near_heading(root, heading, now, _NEAR)


def suppose_published(
    root: Element, meta: Metadata, heading: Element | None, url: str, now: datetime
) -> datetime | None:
    """Return when the page may have been published, by what may as well mean another date."""
    return first_date(meta.doubtful_dates, now) or date_in_url(url, now) or _near_heading(root, heading, now, _FAR)


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


def _near_heading(root: Element, heading: Element | None, now: datetime, reach: int) -> datetime | None:
    """Return the date that stands nearest to the headline in a line of its own, at most `reach` characters below."""
    if heading is None:
        return None
    lines = _lines(body_of(root))
    before = list(takewhile(lambda line: line[0] is not heading, lines))
    above = _scan(reversed(before), _NEAR, now)
    below = _scan(takewhile(lambda line: not _leads_on(*line), lines), reach, now)
    found = [candidate for candidate in (below, above) if candidate]
    return min(found, key=lambda candidate: candidate[0])[1] if found else None


def _leads_on(element: Element, text: str) -> bool:
    """Whether a line begins what tells of other pages, with dates of their own: announced, or a linked heading."""
    if announces_related(text):
        return True
    if element.tag == "a":
        return any(parent.tag in _HEADINGS for parent in element.iterancestors())
    within_link = any(parent.tag == "a" for parent in element.iterancestors())
    return element.tag in _HEADINGS and (within_link or element.find("a[@href]") is not None)


def _is_outside(element: Element) -> bool:
    """Whether an element holds no date of the release; some articles have it in a footer of their own."""
    if element.tag == "footer":
        return next(element.iterancestors("article", "main"), None) is None
    return element.tag in _OUTSIDE


def _is_date(element: Element) -> bool:
    """Whether an element is named as a date, whose day, month and year may stand in elements of their own."""
    return bool(element.get("class") and names_of(element) & _DATED) and len(element.text_content()) <= _LONGEST_DATE


def _scan(lines: Iterable[tuple[Element, str]], reach: int, now: datetime) -> tuple[int, datetime] | None:
    distance = 0
    for element, text in lines:
        if element.tag == "time":
            if not _MODIFIED.isdisjoint(names_of(element) | {element.get("itemprop", "").lower()}):
                continue
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
    """Yield each text of the page with its element in reading order, without dates of change after their label."""
    label = ""
    for element, text in _texts(body):
        if not (text[:1].isdigit() and labels_other_date(label)) or element.tag in _HEADLINES:
            yield element, text
        label = text or label


def _texts(body: Element) -> Iterator[tuple[Element, str]]:
    """Yield each text of the page with its element in reading order; a headline and a `<time>` as a whole."""
    whole: Element = None
    for element in body.iter():
        if whole is not None and any(parent is whole for parent in element.iterancestors()):
            continue
        outside = _is_outside(element)
        whole = element if outside or element.tag in _HEADLINES or element.tag == "time" or _is_date(element) else None
        if not outside:
            yield element, clean(element.text_content() if whole is not None else element.text or "").strip()
        if element.tail and element.tail.strip():
            yield element.getparent(), clean(element.tail).strip()
