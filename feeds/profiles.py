"""`config/feeds.toml` -> the outbound feeds, with a clear line for every mistake."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from feeds import fields
from feeds.coherence import contradiction
from feeds.identity import Authority
from feeds.subscribers import own_url
from model.errors import BadConfiguration
from model.faults import all_faults
from model.feed import SUBSCRIBERS_TOKEN, Access, Extent, FeedProfile, Gate, Images, Script, Spacing

REPORT_PLACES = ("feed", "guid", "work", "token")
LABEL_PLACES = ("engines", "publisher")

KEYS: Mapping[str, Callable[[object], Any]] = {
    "name": fields.name,
    "language": fields.language,
    "title": fields.text,
    "description": fields.text,
    "url": fields.address,
    "site": fields.address,
    "gate": fields.one_of(Gate),
    "sources": fields.sources,
    "topics": fields.names,
    "keywords": fields.words,
    "exclude": fields.words,
    "size": fields.number(1),
    "delay": fields.number(0),
    "embargo": fields.number(0),
    "formats": fields.formats,
    "text": fields.one_of(Extent),
    "images": fields.one_of(Images),
    "script": fields.one_of(Script),
    "spacing": fields.one_of(Spacing),
    "pages": fields.switch,
    "access": fields.one_of(Access),
    "label_machine": fields.template(*LABEL_PLACES),
    "label_reviewed": fields.template(*LABEL_PLACES),
    "report_url": fields.template(*REPORT_PLACES),
    "hub": fields.address,
    "keep": fields.number(1),
}
"""What a feed may say, and who reads it; defaults are those of `FeedProfile`."""

_REQUIRED = {
    "name": "it names the feed and its file",
    "language": "de, en or zh",
    "title": "what subscribers see",
    "description": "one sentence about the feed",
    "site": "the address of the page that the feed belongs to, which RSS must link",
}
_STAND_INS = {"name": "feed", "language": "de", "title": "-", "description": "-", "site": "https://example.org/"}
_TOP = ("authority", "since", "pages_url", "topics", "feed")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_SINCE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def load_profiles(path: Path) -> list[FeedProfile]:
    """Return the feeds of `path` in the order of the file.

    Raises:
        BadConfiguration: the file cannot be read, or a feed in it is wrong; the text names file, feed and field.
    """
    data = _read(path)
    rows = data.get("feed", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _wrong(path, "`feed` must be a list of tables; begin each feed with a line [[feed]]")
    topics, pages_url = _topics(path, data.get("topics", {})), _folder(path, data.get("pages_url", ""))
    profiles = [
        _profile(f"{path}, {_naming(row, number)}", row, topics, pages_url) for number, row in enumerate(rows, start=1)
    ]
    if not profiles:
        raise _wrong(path, "it holds no feed; begin one with a line [[feed]]")
    _refuse_repeated([profile.name for profile in profiles], path)
    return profiles


def load_authority(path: Path) -> Authority:
    """Return who mints the GUIDs of the feeds in `path`: the keys `authority` and `since` at its top.

    Raises:
        BadConfiguration: the file cannot be read, or one of the two is missing or no part of a `tag:` URI.
    """
    data = _read(path)
    name, since = data.get("authority"), data.get("since")
    if not isinstance(name, str) or not _HOST.fullmatch(name):
        raise _wrong(path, f'`authority` must be a domain of yours in lower case, such as "example.org", not {name!r}')
    if not isinstance(since, str) or not _SINCE.fullmatch(since):
        raise _wrong(path, f'`since` must be a date in quotes, such as "2026" or "2026-03-01", not {since!r}')
    return Authority(name, since)


def feeds_faults(path: Path) -> list[BadConfiguration]:
    """Return everything that is wrong with the feeds at `path`; errors within a feed have `number`, most a `field`."""
    faults: list[BadConfiguration] = []
    try:
        data = _read(path)
        topics = _topics(path, data.get("topics", {}))
        for number, row in enumerate(data.get("feed", []), start=1):
            faults += _row_faults(path, number, row, topics)
        load_authority(path)
        if not faults:
            load_profiles(path)
    except BadConfiguration as error:
        faults.append(error)
    return faults


def _row_faults(path: Path, number: int, row: object, topics: Mapping[str, tuple[str, ...]]) -> list[BadConfiguration]:
    if not isinstance(row, dict):
        return []  # `load_profiles` has the words
    where = f"{path}, {_naming(row, number)}"
    found = all_faults(lambda rest: _profile(where, rest, topics, ""), row, _STAND_INS)
    for fault in found:
        fault.fields["number"] = number
    return found


def _read(path: Path) -> dict[str, Any]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise _wrong(path, "no such file; the one that ships with newsbridge shows its form") from error
    except OSError as error:
        raise _wrong(path, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _wrong(path, f"is not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise _wrong(path, f"is not TOML: {error}") from error
    _refuse_unknown(data, _TOP, path)
    return data


def _naming(row: dict[str, Any], number: int) -> str:
    return f"feed {row['name']}" if isinstance(row.get("name"), str) else f"feed number {number}"


def _folder(path: Path, url: object) -> str:
    found = _value(path, "pages_url", fields.address, url)
    return f"{found.rstrip('/')}/" if found else ""


def _topics(path: Path, table: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(table, dict):
        raise _wrong(path, "`topics` must be a table; begin it with a line [topics] and give each topic a line")
    return {name: _value(f"{path}, topics", name, fields.words, words) for name, words in table.items()}


def _profile(where: str, row: dict[str, Any], topics: Mapping[str, tuple[str, ...]], pages_url: str) -> FeedProfile:
    _refuse_unknown(row, tuple(KEYS), where)
    for key, meaning in _REQUIRED.items():
        if not row.get(key):
            raise _wrong(where, f"`{key}` is missing: {meaning}", key)
    values = {key: _value(where, key, KEYS[key], value) for key, value in row.items()}
    words = [word for name in values.pop("topics", ()) for word in _topic(where, name, topics)]
    words += values.pop("keywords", ())
    profile = FeedProfile(**values, words=tuple(dict.fromkeys(words)), pages_url=pages_url)
    if reason := contradiction(profile):
        raise _wrong(where, reason)
    return replace(profile, url=own_url(profile, SUBSCRIBERS_TOKEN)) if profile.is_closed else profile


def _topic(where: str, name: str, topics: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if name not in topics:
        known = f"known are {', '.join(topics)}" if topics else "the table [topics] at the top of the file holds none"
        raise _wrong(where, f"`topics`: there is no {name!r};{fields.nearest(name, list(topics))} {known}")
    return topics[name]


def _value(where: object, key: str, read: Callable[[object], Any], value: object) -> Any:
    try:
        return read(value)
    except ValueError as error:
        raise _wrong(where, f"`{key}`{error}", key) from error


def _refuse_unknown(row: Iterable[str], known: Sequence[str], where: object) -> None:
    for key in row:
        if key not in known:
            nearest = fields.nearest(key, known)
            raise _wrong(where, f"there is no field `{key}`;{nearest} known are {', '.join(known)}", key)


def _refuse_repeated(names: Sequence[str], path: Path) -> None:
    for name in names:
        if names.count(name) > 1:
            raise _wrong(f"{path}, feed {name}", "the name stands twice; each feed needs its own, as it names the file")


def _wrong(where: object, reason: str, field: str = "") -> BadConfiguration:
    return BadConfiguration(where=where, reason=reason, field=field)
