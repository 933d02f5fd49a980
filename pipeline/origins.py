"""Where the value of a setting comes from, and what is said of one that is wrong."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from model.errors import BadConfiguration
from pipeline.configuration import (
    HIDDEN,
    OPTIONS,
    Fields,
    examine_file,
    hide,
    is_secret,
    settings_file,
    variable,
)
from pipeline.shipping import ROOT

_WORDS = {
    "int_parsing": "write a whole number",
    "int_type": "write a whole number",
    "int_from_float": "write a whole number",
    "bool_parsing": "write true or false",
    "bool_type": "write true or false",
    "string_type": "write text in quotes",
    "path_type": "write text in quotes",
    "enum": "write {expected}",
    "greater_than_equal": "must be {ge} or more",
}
"""What is wrong with a value, for people, by pydantic's type of error."""


def default_home() -> Path:
    """The folder that holds `config/`: where the command was given, else the checkout that the program runs from.

    An installation has no checkout: there it is where the command was given.
    """
    here = Path.cwd()
    holds = (folder for folder in (here, ROOT) if (folder / "config" / "feeds.toml").is_file())
    return next(holds, here)


def home_of(given: Mapping[str, Any]) -> Path:
    """Return the home that options, else the environment, else the current folder name."""
    return Path(given.get("home") or os.environ.get(variable("home")) or default_home())


def origin(name: str, given: Mapping[str, Any], fields: Fields) -> str:
    """Return where the value of a setting comes from, "" for its default."""
    if name in given:
        return OPTIONS.get(name, name)
    for each in (variable(name), variable(f"{name}_file")):
        if each in os.environ:
            return each
    path = settings_file(home_of(given))
    value = examine_file(path, fields)[0].get(name)
    return f"{path}, line {value.line}" if value else ""


def wrong_values(error: ValidationError, given: Mapping[str, Any], fields: Fields) -> list[BadConfiguration]:
    """Return every wrong value with where it comes from; a secret is not repeated."""
    found = []
    for each in error.errors():
        name = str(each["loc"][0])
        value = HIDDEN if is_secret(fields[name]) else hide(each.get("input"))
        ours = _WORDS.get(each["type"], "").format(**each.get("ctx", {}))
        # What a validator of ours says may hold brackets that are no places.
        reason = f"{ours or each['msg'].removeprefix('Value error, ')} (given: {value!r})"
        place = origin(name, given, fields) or variable(name)
        found.append(BadConfiguration(where=f"{place}, {name}" if ", line" in place else place, reason=reason))
    return found
