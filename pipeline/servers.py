"""From the tables of `config/engines.toml` to translation servers, each with its key from the environment."""

from collections.abc import Mapping
from dataclasses import replace

from model.errors import BadConfiguration
from pipeline.engine_file import DeepLTable, LibreTranslateTable, RemoteTable
from translators.remote import deepl, libretranslate
from translators.remote.batches import Size
from translators.remote.server import Patience, Server


def server_of(where: str, name: str, table: RemoteTable, environ: Mapping[str, str]) -> Server:
    """Return the server that `table` describes.

    Args:
        where: the table's place in the file, for whoever has to correct it.
        name: what the operator calls the engine.
        table: its settings.
        environ: the environment, with the key.

    Raises:
        BadConfiguration: the key is missing or is none, would be sent in the open, or a certificate is not there.
    """
    key = _key(where, table.key_env, environ)
    if table.certificate and not table.certificate.is_file():
        raise BadConfiguration(where=f"{where}, certificate", reason=f"there is no file {table.certificate}")
    certificate = str(table.certificate) if table.certificate else ""
    server = Server(name, table.url, key, table.key_env, certificate=certificate)
    if isinstance(table, DeepLTable):
        server = replace(
            server, url=table.url or deepl.home(key), scheme=deepl.SCHEME, busy=deepl.BUSY, meanings=deepl.MEANINGS
        )
    elif isinstance(table, LibreTranslateTable):
        server = replace(server, scheme="", divisible=libretranslate.DIVISIBLE)
    if key and server.url.startswith("http://") and not server.is_local:
        reason = "the key would be sent in the open; write https://, or leave key_env out where no key is needed"
        raise BadConfiguration(where=f"{where}, url", reason=reason)
    return server


def patience_of(table: RemoteTable) -> Patience:
    """Return how long, how much and how often the operator lets us ask."""
    return Patience(
        silence=table.timeout,
        total=max(Patience.total, table.timeout),
        retries=table.retries,
        requests_a_minute=table.requests_a_minute,
        characters_a_minute=table.characters_a_minute,
    )


def size_of(table: RemoteTable, usual: Size) -> Size:
    """Return how much goes into one request: what the operator says, else what suits the kind of engine."""
    return Size(table.batch or usual.texts, table.characters or usual.characters)


def _key(where: str, variable: str, environ: Mapping[str, str]) -> str:
    if not variable:
        return ""
    key = environ.get(variable, "").strip()
    if not key:
        raise BadConfiguration(where=f"{where}, key_env", reason=f"set the variable {variable} to the key")
    if not (key.isascii() and key.isprintable()):
        raise BadConfiguration(where=variable, reason="this is no key: it holds signs that no header can carry")
    return key
