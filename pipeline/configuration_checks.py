"""All of `config/` at once: every mistake in it with its line, and every setting with where its value comes from."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import SecretStr, ValidationError
from pydantic_settings import BaseSettings

from feeds.profiles import feeds_faults
from model.errors import BadConfiguration
from pipeline.configuration import HIDDEN, examine_file, hide, read_secrets, settings_file, strangers, variable
from pipeline.engine_file import examine_engine_file
from pipeline.origins import home_of, origin, wrong_values
from pipeline.settings import Settings
from pipeline.toml_lines import line_of
from sources.catalogue import catalogue_faults
from translators.terms import table_faults

_EFFECTIVE = {
    "store": "store_url",
    "sources": "catalogue_path",
    "feeds": "feeds_path",
    "terms": "terms_path",
    "output": "output_path",
    "packages": "packages_path",
    "embedded": "embedded_path",
    "backups": "backups_path",
}
"""Settings that are filled in where nobody sets them."""


@dataclass(frozen=True)
class Shown:
    """A setting as it works.

    Attributes:
        value: in words; secrets are hidden.
        origin: an option, a variable, a line of the file; "" for the default.
        meaning: what it is for.
    """

    name: str
    value: str
    origin: str
    meaning: str


def shown_settings(given: Mapping[str, Any]) -> list[Shown]:
    """Return every setting with its value and where that comes from.

    Args:
        given: what options before the verb said.

    Raises:
        BadConfiguration: a setting is wrong.
    """
    settings = Settings(**given)
    values = {name: getattr(settings, _EFFECTIVE.get(name, name)) for name in Settings.model_fields}
    return [
        Shown(name, _in_words(values[name]), origin(name, given, Settings.model_fields), each.description or "")
        for name, each in Settings.model_fields.items()
    ]


def _in_words(value: object) -> str:
    if isinstance(value, SecretStr):
        return HIDDEN if value.get_secret_value() else ""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(hide(str(value)))


def configuration_faults(given: Mapping[str, Any]) -> list[BadConfiguration]:
    """Return everything that is wrong with the settings and the files of `config/`, file by file.

    Args:
        given: what options before the verb said.
    """
    faults = [*_settings_faults(given), *strangers(Settings.model_fields, os.environ)]
    try:
        settings = Settings(**given)
    except BadConfiguration:
        # Where the other files are stands in doubt: those of the home are looked at.
        settings = Settings.model_construct(home=home_of(given))
    faults += _with_lines(settings.catalogue_path, "source", catalogue_faults(settings.catalogue_path, os.environ))
    faults += _with_lines(settings.feeds_path, "feed", feeds_faults(settings.feeds_path))
    faults += _engine_lines(settings.engines_path)
    return faults + table_faults(settings.terms_path)


def _settings_faults(given: Mapping[str, Any]) -> list[BadConfiguration]:
    """The values that the file may hold are looked at, though others in it are refused."""
    values, faults = examine_file(settings_file(home_of(given)), Settings.model_fields)
    try:
        read_secrets(Settings.model_fields, os.environ)
    except BadConfiguration as error:
        faults.append(error)
    try:
        _Alone(**{**{name: each.value for name, each in values.items()}, **_from_elsewhere(given)})
    except ValidationError as error:
        faults += wrong_values(error, given, Settings.model_fields)
    return faults


class _Alone(Settings):
    """Settings of what is given alone, with all mistakes at once."""

    def __init__(self, **given: Any) -> None:
        BaseSettings.__init__(self, **given)

    @classmethod
    def settings_customise_sources(cls, *sources: Any, **named: Any) -> tuple[Any, ...]:
        return (named["init_settings"],)


def _from_elsewhere(given: Mapping[str, Any]) -> dict[str, Any]:
    variables = {name: os.environ[variable(name)] for name in Settings.model_fields if variable(name) in os.environ}
    return {**variables, **given}


def _with_lines(path: Path, table: str, faults: list[BadConfiguration]) -> Iterator[BadConfiguration]:
    """Add the lines to faults of a file of `[[table]]`s."""
    text = _text(path)
    for fault in faults:
        number, field = fault.fields.get("number"), str(fault.fields.get("field") or "")
        line = line_of(text, field, table, number) if isinstance(number, int) else line_of(text, field)
        yield _at(fault, path, line)


def _engine_lines(path: Path) -> Iterator[BadConfiguration]:
    """Add the lines to faults of the engines, whose place reads `FILE, engines, NAME, FIELD`."""
    text = _text(path)
    for fault in examine_engine_file(path)[1]:
        steps = str(fault.fields["where"]).removeprefix(str(path)).strip(", ").split(", ")
        depth = 2 if steps[0] == "engines" else 1
        yield _at(fault, path, line_of(text, ".".join(steps[depth:]), ".".join(steps[:depth])))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _at(fault: BadConfiguration, path: Path, line: int) -> BadConfiguration:
    where = str(fault.fields["where"])
    place = f"{path}, line {line}{where.removeprefix(str(path))}" if line else where
    return BadConfiguration(where=place, reason=fault.fields["reason"])
