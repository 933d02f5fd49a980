"""`config/feeds.toml` -> the outbound feeds, with a clear line for every mistake."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from feeds.identity import Authority
from feeds.text import web_address
from model.errors import BadConfiguration, UnknownLanguage
from model.feed import FeedFormat, FeedProfile, Gate, Spacing
from model.languages import Language, parse_language

_FIELDS = tuple(field.name for field in fields(FeedProfile) if field.name != "pages_url")
_REQUIRED = {
    "name": "it names the feed and its file",
    "language": "de, en or zh",
    "title": "what subscribers see",
    "description": "one sentence about the feed",
    "site": "the address of the page that the feed belongs to, which RSS must link",
}
_TOP = ("authority", "since", "pages_url", "feed")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_SINCE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def load_profiles(path: Path) -> list[FeedProfile]:
    """Return the feeds of `path` in the order of the file.

    Raises:
        BadConfiguration: the file cannot be read, or a feed in it is wrong; the text names file, feed and field.
    """
    data = _read(path)
    rows, pages_url = data.get("feed", []), _folder(path, data.get("pages_url", ""))
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _wrong(path, "`feed` must be a list of tables; begin each feed with a line [[feed]]")
    profiles = [_profile(f"{path}, {_naming(row, number)}", row, pages_url) for number, row in enumerate(rows, start=1)]
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
    if url and (not isinstance(url, str) or not web_address(url)):
        raise _wrong(path, f"`pages_url` must be a whole address such as https://example.org/, not {url!r}")
    return f"{str(url).rstrip('/')}/" if url else ""


def _profile(where: str, row: dict[str, Any], pages_url: str) -> FeedProfile:
    _refuse_unknown(row, _FIELDS, where)
    for key, meaning in _REQUIRED.items():
        if not row.get(key):
            raise _wrong(where, f"`{key}` is missing: {meaning}")
    return FeedProfile(
        name=_name(where, _text(where, row, "name")),
        language=_language(where, _text(where, row, "language")),
        title=_text(where, row, "title"),
        description=_text(where, row, "description"),
        url=_address(where, row, "url"),
        site=_address(where, row, "site"),
        gate=_gate(where, _text(where, row, "gate", Gate.MACHINE.value)),
        sources=_sources(where, row.get("sources", ["*"])),
        size=_count(where, row, "size", 50),
        formats=_formats(where, row.get("formats", list(FeedFormat))),
        pages=_switch(where, row, "pages"),
        pages_url=pages_url,
        spacing=_spacing(where, _text(where, row, "spacing", Spacing.NONE.value)),
        keep=_count(where, row, "keep", 10),
    )


def _text(where: str, row: dict[str, Any], key: str, default: str = "") -> str:
    value = row.get(key, default)
    if not isinstance(value, str):
        raise _wrong(where, f"`{key}` must be text in quotes, not {value!r}")
    return value


def _name(where: str, name: str) -> str:
    if not _NAME.fullmatch(name):
        raise _wrong(where, f"`name` becomes a file name; use lower-case letters, digits and hyphens, not {name!r}")
    return name


def _language(where: str, tag: str) -> Language:
    try:
        return parse_language(tag)
    except UnknownLanguage as error:
        raise _wrong(where, f"`language`: {error}") from error


def _gate(where: str, name: str) -> Gate:
    if name not in set(Gate):
        raise _wrong(where, f"`gate`: there is no {name!r};{_nearest(name, list(Gate))} known are {', '.join(Gate)}")
    return Gate(name)


def _spacing(where: str, name: str) -> Spacing:
    if name not in set(Spacing):
        nearest = _nearest(name, list(Spacing))
        raise _wrong(where, f"`spacing`: there is no {name!r};{nearest} known are {', '.join(Spacing)}")
    return Spacing(name)


def _address(where: str, row: dict[str, Any], key: str) -> str:
    value = _text(where, row, key)
    if value and not web_address(value):
        raise _wrong(where, f"`{key}` must be a whole address such as https://example.org/, not {value!r}")
    return value


def _sources(where: str, names: object) -> tuple[str, ...]:
    if not isinstance(names, list) or not names or not all(isinstance(name, str) and name for name in names):
        raise _wrong(where, f'`sources` must be a list of names from the catalogue, or ["*"] for all, not {names!r}')
    return tuple(names)


def _switch(where: str, row: dict[str, Any], key: str) -> bool:
    value = row.get(key, False)
    if not isinstance(value, bool):
        raise _wrong(where, f"`{key}` must be true or false, not {value!r}")
    return value


def _formats(where: str, names: object) -> tuple[FeedFormat, ...]:
    known = ", ".join(FeedFormat)
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise _wrong(where, f"`formats` must be a list of some of {known}, not {names!r}")
    for name in names:
        if name not in set(FeedFormat):
            raise _wrong(where, f"`formats`: there is no {name!r};{_nearest(name, list(FeedFormat))} known are {known}")
    return tuple(form for form in FeedFormat if form in names)


def _count(where: str, row: dict[str, Any], key: str, default: int) -> int:
    count = row.get(key, default)
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise _wrong(where, f"`{key}` must be a number, 1 or more, not {count!r}")
    return count


def _refuse_unknown(row: Iterable[str], known: Sequence[str], where: object) -> None:
    for key in row:
        if key not in known:
            raise _wrong(where, f"there is no field `{key}`;{_nearest(key, known)} known are {', '.join(known)}")


def _refuse_repeated(names: Sequence[str], path: Path) -> None:
    for name in names:
        if names.count(name) > 1:
            raise _wrong(f"{path}, feed {name}", "the name stands twice; each feed needs its own, as it names the file")


def _nearest(word: str, known: Sequence[str]) -> str:
    close = get_close_matches(word, known, n=1)
    return f" did you mean `{close[0]}`?" if close else ""


def _wrong(where: object, reason: str) -> BadConfiguration:
    return BadConfiguration(where=where, reason=reason)
