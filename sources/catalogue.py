"""The catalogue of sources: a TOML file that an operator edits, so every mistake in it is named with its way out."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any

import soupsieve

from model.errors import BadConfiguration
from model.faults import all_faults
from model.source import Selectors, Source, SourceKind
from sources.identity import absolute, release_key

_NAME = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")
_VARIABLE = re.compile(r"\$\{(?P<name>\w+)(:-(?P<default>[^}]*))?\}")
_REQUIRED = ("name", "kind", "url")
_STAND_INS = {"kind": "feed", "url": "https://example.org/"}
_FIELDS = tuple(field.name for field in fields(Source))
_SELECTORS = tuple(field.name for field in fields(Selectors))
_SMALLEST = {"pages": 1, "limit": 1, "delay": 0}
_TYPES: dict[str, tuple[tuple[type, ...], str]] = {
    "enabled": ((bool,), "true or false"),
    "full_text": ((bool,), "true or false"),
    "pages": ((int,), "a whole number"),
    "limit": ((int,), "a whole number"),
    "delay": ((int, float), "a number of seconds"),
    "key_parameters": ((list,), "a list of texts"),
    "categories": ((list,), "a list of texts"),
    "selectors": ((dict,), "a table [source.selectors]"),
}
"""Types of the fields that are not plain text, and their names in TOML."""


def load_catalogue(path: Path, environ: Mapping[str, str]) -> list[Source]:
    """Read the sources from the TOML file at `path`, in its order.

    Each is a table `[[source]]` with the fields of `model.source.Source`; `[source.selectors]` follows it. In `url`,
    `${NAME}` and `${NAME:-default}` stand for variables of `environ`. The path of a folder is relative to the project,
    which is the folder above the catalogue's own.

    Raises:
        BadConfiguration: there is no such file, or something in it is wrong; it names file, source, field and way out.
    """
    found: dict[str, Source] = {}
    places: dict[str, str] = {}
    for number, table in enumerate(_tables(path), start=1):
        row = _Row(path, number, table)
        source = row.source(environ)
        if source.name in found:
            raise row.wrong("name", "is given to two sources; each needs its own")
        first = places.setdefault(release_key(source.url), source.name)
        if first != source.name:
            raise row.wrong("url", f"is that of source {first!r} too; remove one of the two")
        found[source.name] = source
    return list(found.values())


def catalogue_faults(path: Path, environ: Mapping[str, str]) -> list[BadConfiguration]:
    """Return all that is wrong with the catalogue at `path`; errors within a source have `number` and `field`."""
    try:
        tables = _tables(path)
        faults = [
            fault
            for number, table in enumerate(tables, start=1)
            if isinstance(table, dict)
            for fault in all_faults(partial(_read_row, path, environ, number), table, _STAND_INS)
        ]
        if not faults:
            load_catalogue(path, environ)
    except BadConfiguration as error:
        return [error]
    return faults


def _read_row(path: Path, environ: Mapping[str, str], number: int, table: Any) -> Source:
    return _Row(path, number, table).source(environ)


def _tables(path: Path) -> list[Any]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BadConfiguration(where=path, reason="there is no such file; check the path of the catalogue") from error
    except OSError as error:
        raise BadConfiguration(where=path, reason=f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadConfiguration(where=path, reason="is not in UTF-8; save it in this encoding") from error
    except tomllib.TOMLDecodeError as error:
        raise BadConfiguration(where=path, reason=f"is not valid TOML: {error}") from error
    for name in data:
        if name != "source":
            raise BadConfiguration(where=f"{path}, {name}", reason="unknown table; a source is a table [[source]]")
    tables = data.get("source", [])
    if not isinstance(tables, list):
        raise BadConfiguration(where=f"{path}, source", reason="write [[source]], with two brackets")
    return tables


class _Row:
    """One table of the file on its way to a source."""

    def __init__(self, path: Path, number: int, table: Any) -> None:
        self._path = path
        self._number = number
        self._table = table if isinstance(table, dict) else {}
        name = self._table.get("name")
        self._where = f"{path}, source {name!r}" if isinstance(name, str) and name else f"{path}, source no. {number}"

    def wrong(self, field: str, reason: str) -> BadConfiguration:
        """Return the error that says what is wrong with `field`."""
        return BadConfiguration(where=f"{self._where}, {field}", reason=reason, number=self._number, field=field)

    def source(self, environ: Mapping[str, str]) -> Source:
        """Return the source, or raise what is wrong with it."""
        self._require_known(self._table, _FIELDS, "")
        for field in _REQUIRED:
            if not self._table.get(field):
                raise self.wrong(field, "is missing")
        for field, value in self._table.items():
            self._require_type(field, value)
        selectors = self._selectors()
        kind = self._kind()
        url = self._url(kind, environ)
        self._require_include(kind, selectors)
        if not _NAME.fullmatch(self._table["name"]):
            raise self.wrong("name", "must be of a-z and 0-9, with single hyphens, dots or underscores between")
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in self._table.items()
        }
        return Source(**values | {"kind": kind, "url": url, "selectors": selectors})

    def _require_known(self, names: Iterable[str], known: tuple[str, ...], prefix: str) -> None:
        for name in names:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                way = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
                raise self.wrong(prefix + name, f"unknown field; {way}")

    def _require_type(self, field: str, value: object) -> None:
        kinds, words = _TYPES.get(field, ((str,), "a text in quotes"))
        # A TOML boolean is an int to Python.
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise self.wrong(field, f"must be {words}, not {value!r}")
        if isinstance(value, list) and not all(isinstance(item, str) for item in value):
            raise self.wrong(field, f"must be {words}, not {value!r}")
        if isinstance(value, int | float) and value < _SMALLEST.get(field, value):
            raise self.wrong(field, f"must be {_SMALLEST[field]} or more, not {value}")

    def _selectors(self) -> Selectors:
        table = self._table.get("selectors", {})
        self._require_known(table, _SELECTORS, "selectors.")
        for name, value in table.items():
            if not isinstance(value, str):
                raise self.wrong(f"selectors.{name}", f"must be a text in quotes, not {value!r}")
            try:
                soupsieve.compile(value or "*")
            except soupsieve.SelectorSyntaxError as error:
                first_line = str(error).splitlines()[0]
                raise self.wrong(f"selectors.{name}", f"is not a CSS selector: {first_line}") from error
        return Selectors(**table)

    def _kind(self) -> SourceKind:
        try:
            return SourceKind(self._table["kind"])
        except ValueError as error:
            raise self.wrong("kind", f"unknown; known are {', '.join(SourceKind)}") from error

    def _url(self, kind: SourceKind, environ: Mapping[str, str]) -> str:
        url = _VARIABLE.sub(lambda variable: self._value(variable, environ), self._table["url"])
        if kind is SourceKind.FOLDER:
            # Path.absolute keeps symbolic links: the operator knows the folder by this name.
            return str(self._path.absolute().parent.parent / Path(url).expanduser())
        if not absolute(url, url):
            raise self.wrong("url", f"must be a complete http or https address, not {url!r}")
        return url

    def _value(self, variable: re.Match[str], environ: Mapping[str, str]) -> str:
        value = environ.get(variable["name"]) or variable["default"]
        if value is None:
            name = variable["name"]
            raise self.wrong("url", f"the variable {name} is not set; set it, or write ${{{name}:-default}}")
        return value

    def _require_include(self, kind: SourceKind, selectors: Selectors) -> None:
        include = self._table.get("include", "")
        try:
            re.compile(include)
        except re.error as error:
            raise self.wrong("include", f"is not a regular expression: {error}") from error
        if kind is SourceKind.LISTING and not (include or selectors.link):
            raise self.wrong("include", "a listing needs it, or selectors.link, to tell releases from other links")
