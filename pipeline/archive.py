"""The archive of a feed: a document for each complete month (RFC 5005), so that a reader that was away catches up."""

import hashlib
import json
from bisect import insort
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from feeds.formats import SUFFIXES, build, own_address
from feeds.item import newest_items
from feeds.packing import put_out, take_away
from feeds.paging import Page
from feeds.writing import write_if_changed
from model.berlin import in_berlin, midnight
from model.feed import FeedFormat, FeedProfile
from pipeline.entries import entries_between
from pipeline.pictures import copies_of
from pipeline.subscribing import is_packed
from pipeline.wiring import Newsroom

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
# A long translation is dated before it is visible to others.
_OVERLAP = timedelta(hours=1)


@dataclass(frozen=True)
class _Archive:
    """What there was after the last run.

    Attributes:
        at: when that run began.
        form: a hash of what the documents depend on besides their entries.
        months: those that have documents.
    """

    at: datetime = _BEGINNING
    form: str = ""
    months: tuple[str, ...] = ()


def update_archive(newsroom: Newsroom, profile: FeedProfile, folder: Path, dry_run: bool) -> str:
    """Write the documents of all complete months that are new or changed; return the newest month that has one.

    A month that did not change is not built again: the work of a run depends on its news alone. A feed without an
    address that ends in `.xml` has no archive, since its documents must name each other.

    Raises:
        PublishError: a document cannot be built or written; what was published before stays.
    """
    if not own_address(profile, FeedFormat.RSS, "any"):
        return ""
    path = newsroom.settings.history_path / profile.name / "archive.json"
    now, known = newsroom.now(), _read(path)
    form = hashlib.sha256(repr((profile, newsroom.authority)).encode()).hexdigest()
    if known.form != form:
        known = replace(known, at=_BEGINNING)
    if dry_run:
        return max(known.months, default="")
    # What waited for its time changes nothing in the store when it has come.
    seen = known.at if known.at == _BEGINNING else known.at - timedelta(minutes=profile.delay, hours=profile.embargo)
    months = _refresh(newsroom, profile, folder, set(known.months), _due(newsroom, seen, now))
    write_if_changed(path, json.dumps({"at": now.isoformat(), "form": form, "months": sorted(months)}).encode())
    return max(months, default="")


def _read(path: Path) -> _Archive:
    try:
        data = json.loads(path.read_bytes())
        return _Archive(datetime.fromisoformat(data["at"]), data["form"], tuple(data["months"]))
    except (OSError, ValueError, KeyError, TypeError):
        return _Archive()  # all is built again, to the same bytes


def _due(newsroom: Newsroom, last: datetime, now: datetime) -> list[str]:
    """Return the complete months in which something may have changed since the `last` run, the earliest first."""
    changed = {_month(moment) for moment in newsroom.store.publications.changed(last - _OVERLAP)}
    if last != _BEGINNING:
        month = _month(last)
        while month < _month(now):  # what was announced for these months has come due
            changed.add(month)
            month = _month(_bounds(month)[1])
    return sorted(month for month in changed if month < _month(now))


def _refresh(newsroom: Newsroom, profile: FeedProfile, folder: Path, months: set[str], due: list[str]) -> set[str]:
    """Write or remove the documents of the `due` months; return the months that have documents now."""
    while due:
        month = due.pop(0)
        has_entries = _write(newsroom, profile, folder, month, max((m for m in months if m < month), default=""))
        if has_entries != (month in months):
            months ^= {month}
            # The month after it names another one before it.
            following = min((m for m in months if m > month), default="")
            if following and following not in due:
                insort(due, following)
    return months


def _write(newsroom: Newsroom, profile: FeedProfile, folder: Path, month: str, previous: str) -> bool:
    """Write the documents of a month, or remove them where nothing is left of it; return whether it has entries."""
    entries = entries_between(newsroom, profile, *_bounds(month), dry_run=False)
    names = {form: f"{profile.name}-{month}{SUFFIXES[form]}" for form in profile.formats}
    if not entries:
        for name in names.values():
            take_away(folder / name)
        return False
    whole = replace(profile, size=len(entries))
    items = newest_items(whole, entries, copies_of(newsroom, profile, entries, fetch=False))
    page = Page(month, previous)
    files = {name: build(form, profile, items, newsroom.authority, page) for form, name in names.items()}
    put_out(folder, files, is_packed(newsroom, profile))
    return True


def _month(moment: datetime) -> str:
    return f"{in_berlin(moment):%Y-%m}"


def _bounds(month: str) -> tuple[datetime, datetime]:
    first = date.fromisoformat(f"{month}-01")
    return midnight(first), midnight((first + timedelta(days=31)).replace(day=1))
