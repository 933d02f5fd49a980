"""`config/newsbridge.toml` and files of secrets: what an operator sets for good, every mistake with its line."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import get_args

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from model.errors import BadConfiguration
from pipeline.toml_lines import line_of

PREFIX = "NEWSBRIDGE_"
OPTIONS = {"home": "--home", "store": "--store", "sources": "--catalogue", "output": "--output"}
"""Settings that the command line has an option for."""
HIDDEN = "********"
_PASSWORD = re.compile(r"(?<=://)([^/@\s:]*):([^/@\s]+)@")
"""The part of an address that lets its reader in."""

Fields = Mapping[str, FieldInfo]


@dataclass(frozen=True)
class FileValue:
    """A value of the file, and its line there."""

    value: object
    line: int


def variable(name: str) -> str:
    """Return the environment variable of a setting."""
    return f"{PREFIX}{name.upper()}"


def settings_file(home: Path) -> Path:
    """Return the file of the settings of the newsroom at `home`; it may be missing."""
    return home / "config" / "newsbridge.toml"


def read_values(path: Path, fields: Fields) -> dict[str, FileValue]:
    """Return what the file says; one that is not there says nothing. Paths in it are relative to the home.

    Raises:
        BadConfiguration: it is no TOML, names something that is no setting, or holds a secret.
    """
    values, faults = examine_file(path, fields)
    if faults:
        raise faults[0]
    return values


def examine_file(path: Path, fields: Fields) -> tuple[dict[str, FileValue], list[BadConfiguration]]:
    """Return what the file says, and everything that is wrong with it before its values are looked at."""
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except FileNotFoundError:
        return {}, []
    except OSError as error:
        return {}, [BadConfiguration(where=path, reason=f"cannot be read: {error.strerror}")]
    except UnicodeDecodeError:
        return {}, [BadConfiguration(where=path, reason="is not in UTF-8; save it in this encoding")]
    except tomllib.TOMLDecodeError as error:
        return {}, [BadConfiguration(where=path, reason=f"is not valid TOML: {error}")]
    values: dict[str, FileValue] = {}
    faults: list[BadConfiguration] = []
    for name, value in data.items():
        line = line_of(text, name) or line_of(text, table=name)
        if reason := _refusal(name, value, fields):
            faults.append(BadConfiguration(where=f"{path}, line {line}, {name}", reason=reason))
        else:
            values[name] = FileValue(_placed(value, path, fields[name]), line)
    return values, faults


def _refusal(name: str, value: object, fields: Fields) -> str:
    """Return why the file may not say this, "" where it may."""
    if name == "home":
        return f"this file lies in the home already; give --home, or set {variable(name)}"
    if isinstance(value, dict):
        below = [field for field in fields if field.startswith(f"{name}_")]
        return (
            f"settings stand alone, not in tables: {below[0]} = ..." if below else f"unknown; {_nearest(name, fields)}"
        )
    if name not in fields:
        return f"unknown; {_nearest(name, fields)}"
    if is_secret(fields[name]) or hide(value) != value:
        way = f"{name}_file = ... or " if f"{name}_file" in fields else ""
        file = variable(f"{name}_file")
        return f"a secret does not belong in a file that is copied and shown; use {way}{variable(name)} or {file}"
    return ""


def _nearest(name: str, fields: Iterable[str]) -> str:
    near = get_close_matches(name, [field for field in fields if field != "home"], n=1)
    return f"did you mean {near[0]}?" if near else "`newsbridge config show` names those there are"


def _placed(value: object, path: Path, field: FieldInfo) -> object:
    is_path = Path in {field.annotation, *get_args(field.annotation)}
    return path.parent.parent / Path(value).expanduser() if is_path and isinstance(value, str) and value else value


def is_secret(field: FieldInfo) -> bool:
    """Whether a setting is a secret as such."""
    return SecretStr in {field.annotation, *get_args(field.annotation)}


def hide(value: object) -> object:
    """Return a value with the password of an address in it hidden."""
    return _PASSWORD.sub(rf"\1:{HIDDEN}@", value) if isinstance(value, str) else value


def read_secrets(fields: Fields, environ: Mapping[str, str]) -> dict[str, str]:
    """Return the settings that variables ending in `_FILE` name a file for: what it holds, without the last line break.

    Container platforms put secrets there: https://docs.docker.com/compose/how-tos/use-secrets/

    Raises:
        BadConfiguration: a file cannot be read, or both variables are set.
    """
    found = {}
    for name, field in fields.items():
        file = variable(f"{name}_file")
        if not environ.get(file) or f"{name}_file" in fields or field.annotation not in {str, SecretStr}:
            continue
        if variable(name) in environ:
            raise BadConfiguration(where=file, reason=f"{variable(name)} is set as well; keep one of the two")
        found[name] = _secret(file, Path(environ[file]))
    return found


def _secret(name: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except OSError as error:
        raise BadConfiguration(where=name, reason=f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadConfiguration(where=name, reason=f"{path} is not in UTF-8") from error


def strangers(fields: Fields, environ: Iterable[str]) -> list[BadConfiguration]:
    """Return the variables that look like a setting mistyped; others may be those of a catalogue or a script."""
    known = {variable(name) for name in fields}
    known |= {f"{name}_FILE" for name in known}
    found = []
    for name in sorted(set(environ) - known):
        near = get_close_matches(name, known, n=1, cutoff=0.9) if name.startswith(PREFIX) else []
        found += [BadConfiguration(where=name, reason=f"no such setting; did you mean {each}?") for each in near]
    return found
