"""The file `config/engines.toml`: which engine translates which pair, and where the engines are."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError, field_validator
from pydantic_core import ErrorDetails

from model.errors import BadConfiguration


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ArgosTable(_Table):
    """Language packages on this machine; see `translators.argos.ArgosEngine`."""

    kind: Literal["argos"] = "argos"
    device: Literal["auto", "cpu", "cuda"] = "auto"
    compute_type: str = "auto"


class FakeTable(_Table):
    """The toy."""

    kind: Literal["fake"] = "fake"


class RemoteTable(_Table):
    """What all servers have in common; the limits are those of `translators.remote.server.Patience`.

    Attributes:
        key_env: the environment variable that holds the key; "" for a server that wants none.
        certificate: a file with the certificates to trust, "" for those of the system.
        timeout: seconds without a byte.
        batch, characters: segments and characters in one request; 0 is what suits the kind.
    """

    url: str = ""
    key_env: str = ""
    certificate: Path | None = None
    timeout: float = Field(default=60, gt=0)
    retries: int = Field(default=3, ge=0)
    requests_a_minute: int = Field(default=0, ge=0)
    characters_a_minute: int = Field(default=0, ge=0)
    batch: int = Field(default=0, ge=0)
    characters: int = Field(default=0, ge=0)

    @field_validator("url")
    @classmethod
    def _is_address(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("write an address that begins with http:// or https://")
        if parts.username or parts.password or parts.query or parts.fragment:
            raise ValueError("write the address alone; the key belongs in the variable that key_env names")
        return url.rstrip("/")


class LibreTranslateTable(RemoteTable):
    """A LibreTranslate server."""

    kind: Literal["libretranslate"]
    url: str


class OpenAITable(RemoteTable):
    """A server with OpenAI's chat completions; `url` includes `/v1`, `extra` are further fields of each request."""

    kind: Literal["openai"]
    url: str
    model: str = Field(min_length=1)
    extra: dict[str, JsonValue] = Field(default_factory=dict)


class DeepLTable(RemoteTable):
    """DeepL; without `url` the service that the key belongs to."""

    kind: Literal["deepl"]
    key_env: str = Field(min_length=1)


EngineTable = Annotated[
    ArgosTable | FakeTable | LibreTranslateTable | OpenAITable | DeepLTable, Field(discriminator="kind")
]


class Via(_Table):
    """A pair that goes through English, with the engines that are named for both halves."""

    via: Literal["en"]


class EngineFile(_Table):
    """The whole file; what it leaves out is translated by Argos packages.

    Attributes:
        pairs: engine by pair of languages.
        engines: the engines by name; `argos` and `fake` are always there.
    """

    pairs: dict[Literal["de-en", "de-zh", "en-zh"], str | Via] = Field(default_factory=dict)
    engines: dict[str, EngineTable] = Field(default_factory=dict, validate_default=True)

    @field_validator("engines", mode="after")
    @classmethod
    def _with_own_engines(cls, engines: dict[str, EngineTable]) -> dict[str, EngineTable]:
        own: dict[str, EngineTable] = {"argos": ArgosTable(), "fake": FakeTable()}
        for name, table in own.items():
            if name in engines and engines[name].kind != table.kind:
                raise ValueError(f"the name {name} belongs to the kind {name}; choose another")
        return own | engines


def load_engine_file(path: Path) -> EngineFile:
    """Read the file at `path`; one that is not there says nothing, so that Argos packages translate everything.

    Raises:
        BadConfiguration: something in it is wrong; it names file, table, field and way out.
    """
    found, faults = examine_engine_file(path)
    if faults:
        raise faults[0]
    return found


def examine_engine_file(path: Path) -> tuple[EngineFile, list[BadConfiguration]]:
    """Return what the file says, and everything that is wrong with it."""
    try:
        found = EngineFile.model_validate(_read(path))
    except BadConfiguration as error:
        return EngineFile(), [error]
    except ValidationError as error:
        return EngineFile(), [_explained(path, each) for each in error.errors()]
    return found, list(_unknown(path, found))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise BadConfiguration(where=path, reason=f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadConfiguration(where=path, reason="is not in UTF-8; save it in this encoding") from error
    except tomllib.TOMLDecodeError as error:
        raise BadConfiguration(where=path, reason=f"is not valid TOML: {error}") from error


def _unknown(path: Path, found: EngineFile) -> Iterator[BadConfiguration]:
    for pair, choice in found.pairs.items():
        if isinstance(choice, str) and choice not in found.engines:
            yield unknown_engine(f"{path}, pairs, {pair}", choice, found.engines)
        if isinstance(choice, Via) and pair != "de-zh":
            yield BadConfiguration(where=f"{path}, pairs, {pair}", reason="only de-zh can go via English")


def unknown_engine(where: str, name: str, known: Mapping[str, object]) -> BadConfiguration:
    """Return the error for an engine that nobody has described."""
    reason = f"there is no engine called {name!r}; known are {', '.join(sorted(known))}, others need [engines.NAME]"
    return BadConfiguration(where=where, reason=reason)


def _explained(path: Path, error: ErrorDetails) -> BadConfiguration:
    """Return a mistake in the words of the file."""
    place = [str(step) for step in error["loc"]]
    del place[2:3]  # the kind of table or value that pydantic took it for
    kinds = "argos, libretranslate, openai, deepl or fake"
    words = {
        "extra_forbidden": "unknown field; docs/engines.md names those there are",
        "missing": "is missing",
        "union_tag_not_found": f"kind is missing; it is {kinds}",
        "union_tag_invalid": f"unknown kind; it is {kinds}",
        "dict_type": "write a table",
        "model_attributes_type": "write a table",
    }
    reason = words.get(error["type"], error["msg"].removeprefix("Value error, "))
    if place[:1] == ["pairs"] and len(place) > 1:
        reason = 'the pairs are de-en, de-zh and en-zh, each with the name of an engine or { via = "en" }'
    return BadConfiguration(where=", ".join([str(path), *place]), reason=reason)
