"""Which engine translates which pair; each engine and each server is opened once, however many languages ask it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from model.languages import Language
from pipeline.engine_file import (
    ArgosTable,
    DeepLTable,
    EngineTable,
    FakeTable,
    OpenAITable,
    RemoteTable,
    Via,
    load_engine_file,
    unknown_engine,
)
from pipeline.servers import patience_of, server_of, size_of
from pipeline.settings import Settings
from translators.argos import open_engine
from translators.engine import Engine
from translators.fake import FakeEngine
from translators.packages import PackageStore
from translators.pivot import PivotEngine
from translators.remote import chat, deepl, libretranslate
from translators.remote.chat import ChatEngine
from translators.remote.client import Client
from translators.remote.deepl import DeepLEngine
from translators.remote.libretranslate import LibreTranslateEngine
from translators.remote.server import Server


@dataclass(frozen=True)
class Leg:
    """A part of the way from one language to another: the engine's name, and its server where it has one."""

    source: Language
    target: Language
    engine: str
    server: Server | None


class Engines:
    """The engines of an installation, by `config/engines.toml` and `NEWSBRIDGE_ENGINE`.

    Args:
        settings: where the file is, the engine for everything where one is set, threads.
        packages: what Argos translates with.
        environ: where the keys are.

    Raises:
        BadConfiguration: the file is wrong, or `NEWSBRIDGE_ENGINE` names no engine.
    """

    def __init__(self, settings: Settings, packages: PackageStore, environ: Mapping[str, str] = os.environ) -> None:
        self._path = settings.engines_path
        self._file = load_engine_file(self._path)
        self._pairs: dict[str, str | Via] = {str(pair): choice for pair, choice in self._file.pairs.items()}
        self._everything = settings.engine
        self._threads = settings.threads
        self._packages = packages
        self._environ = environ
        self._clients: dict[str, Client] = {}
        self._engines: dict[tuple[str, Language, Language], Engine] = {}
        if self._everything:
            self._table("NEWSBRIDGE_ENGINE", self._everything)  # is there one?

    def engine(self, source: Language, target: Language) -> Engine:
        """Return the engine that the operator chose for this pair, or two of them with English in between.

        Raises:
            UnsupportedPair: no language package leads from `source` to `target`.
            BadConfiguration: a key is missing, or would be sent in the open.
        """
        names = [leg.engine for leg in self.legs(source, target)]
        if len(names) == 1:
            return self.named(names[0], source, target)
        return PivotEngine(self.named(names[0], source, Language.EN), self.named(names[1], Language.EN, target))

    def named(self, name: str, source: Language, target: Language) -> Engine:
        """Return the engine called `name` for this pair, whatever the operator chose for it.

        Raises:
            UnsupportedPair: no language package leads from `source` to `target`.
            BadConfiguration: there is no such engine, its key is missing, or would be sent in the open.
        """
        key = name, source, target
        if key not in self._engines:
            self._engines[key] = self._open(name, source, target)
        return self._engines[key]

    def legs(self, source: Language, target: Language) -> list[Leg]:
        """Return the way from `source` to `target`: one engine, or two with English in between.

        Raises:
            BadConfiguration: a key is missing, or would be sent in the open.
        """
        choice = self._everything or self._chosen(source, target)
        if choice:
            table = self._table(f"engine {choice}", choice)
            server = self._server(choice, table) if isinstance(table, RemoteTable) else None
            return [Leg(source, target, choice, server)]
        return [*self.legs(source, Language.EN), *self.legs(Language.EN, target)]

    def _chosen(self, source: Language, target: Language) -> str:
        """Return the name that the file gives to this pair; "" where it goes by way of English."""
        choice = self._pairs.get(f"{source.short}-{target.short}", "argos")
        return choice if isinstance(choice, str) else ""

    def _table(self, where: str, name: str) -> EngineTable:
        if name not in self._file.engines:
            raise unknown_engine(where, name, self._file.engines)
        return self._file.engines[name]

    def _open(self, name: str, source: Language, target: Language) -> Engine:
        table = self._table(f"engine {name}", name)
        if isinstance(table, FakeTable):
            return FakeEngine(target)
        if isinstance(table, ArgosTable):
            route = self._packages.route(source, target)
            return open_engine(route, threads=self._threads, device=table.device, compute_type=table.compute_type)
        return self._open_remote(name, table, source, target)

    def _open_remote(self, name: str, table: RemoteTable, source: Language, target: Language) -> Engine:
        client = self._client(name, table)
        if isinstance(table, OpenAITable):
            return ChatEngine(client, table.model, source, target, size_of(table, chat.SIZE), table.extra)
        if isinstance(table, DeepLTable):
            return DeepLEngine(client, source, target, size_of(table, deepl.SIZE))
        return LibreTranslateEngine(client, source, target, size_of(table, libretranslate.SIZE))

    def _client(self, name: str, table: RemoteTable) -> Client:
        """Return the connection to an engine's server, one for all languages so that they keep to one rate."""
        if name not in self._clients:
            self._clients[name] = Client(self._server(name, table), patience_of(table))
        return self._clients[name]

    def _server(self, name: str, table: RemoteTable) -> Server:
        return server_of(f"{self._path}, engines, {name}", name, table, self._environ)
