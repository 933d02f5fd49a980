"""Putting the parts together: settings in, a newsroom with store, sources, translators and feeds out."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property, partial
from types import TracebackType
from typing import Self

from checks import run as run_checks
from feeds.identity import Authority
from feeds.profiles import load_authority, load_profiles
from model.errors import UnknownSource
from model.feed import FeedProfile
from model.languages import TARGET_LANGUAGES, Language
from model.source import Source
from model.termbase import Termbase
from pipeline.engines import Engines
from pipeline.holders import is_dead, own_name
from pipeline.secret import desk_secret
from pipeline.settings import Settings
from pipeline.term_file import TermsFile
from sources.addresses import trusted_hosts
from sources.catalogue import load_catalogue
from sources.fetching import Fetcher, FetchLimits, user_agent
from store import Store, open_store
from translators.chain import Chain
from translators.engine import Engine
from translators.packages import PackageStore

CLAIM_SECONDS = 600
"""How long a claim holds without a sign of life; only a crashed machine ever lets one expire."""


class Newsroom:
    """Everything a use case needs, made when it is first asked for and closed together."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.holder = own_name()
        self._chains: dict[Language, Chain] = {}
        self._claims: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for chain in self._chains.values():
            chain.close()
        if "store" in self.__dict__:
            self.store.close()

    def now(self) -> datetime:
        """The time; tests replace it."""
        return datetime.now(UTC)

    @cached_property
    def store(self) -> Store:
        """The database, created and migrated where needed."""
        return open_store(self.settings.store_url)

    @cached_property
    def catalogue(self) -> list[Source]:
        """All sources of the catalogue, with the operator's switches applied."""
        return self.read_catalogue()

    def read_catalogue(self) -> list[Source]:
        """Read the catalogue and the switches as they are now, for a program that runs for weeks."""
        # First, so that a mistyped home is not given a store.
        sources = load_catalogue(self.settings.catalogue_path, os.environ)
        switches = self.store.sources.switches()
        return [replace(source, enabled=switches.get(source.name, source.enabled)) for source in sources]

    @cached_property
    def profiles(self) -> list[FeedProfile]:
        """The outbound feeds."""
        usual = self.settings.report_url
        return [replace(each, report_url=each.report_url or usual) for each in load_profiles(self.settings.feeds_path)]

    @cached_property
    def desk_secret(self) -> bytes:
        """What the desk signs with; made when it is first asked for."""
        return desk_secret(self.settings.home / "var" / "desk.secret")

    @cached_property
    def authority(self) -> Authority:
        """Who mints our GUIDs."""
        return load_authority(self.settings.feeds_path)

    @cached_property
    def terms_file(self) -> TermsFile:
        """The operator's file of terms."""
        return TermsFile(self.settings.terms_path, self.settings.terms_lock)

    @property
    def terms(self) -> Termbase:
        """The termbase as it is now, of all languages: whoever uses it picks the terms of its own."""
        return self.terms_file.termbase()

    @cached_property
    def packages(self) -> PackageStore:
        """Language packages, embedded and installed."""
        return PackageStore(self.settings.packages_path, self.settings.embedded_path)

    def check_configuration(self) -> None:
        """Read all of `config/` now, rather than find its mistakes after an hour of translating.

        Raises:
            BadConfiguration: something in it is wrong.
        """
        _ = self.catalogue, self.profiles, self.authority, self.terms_file.examined()
        for target in TARGET_LANGUAGES:
            self.engines.legs(Language.DE, target)

    def sources(self, names: Sequence[str] | None = None) -> list[Source]:
        """Return the sources to ask: those named, enabled or not, else all that are enabled.

        Raises:
            UnknownSource: a name is not in the catalogue.
        """
        if names is None:
            return [source for source in self.catalogue if source.enabled]
        return [self.source(name) for name in names]

    def source(self, name: str) -> Source:
        """Return the source called `name`.

        Raises:
            UnknownSource: it is not in the catalogue.
        """
        for source in self.catalogue:
            if source.name == name:
                return source
        raise UnknownSource(name=name, known=", ".join(source.name for source in self.catalogue) or "none")

    @cached_property
    def _publishers(self) -> dict[str, str]:
        return {source.name: source.publisher for source in self.catalogue}

    def publisher(self, source: str) -> str:
        """Return who speaks in `source`, as readers see it; "" for one that is not in the catalogue."""
        return self._publishers.get(source, "")

    def fetcher(self, sources: Sequence[Source], limits: FetchLimits | None = None) -> Fetcher:
        """Return a fetcher that may visit `sources`, wherever the operator has put them."""
        return Fetcher(limits, agent=user_agent(self.settings.contact), trusted=trusted_hosts(sources))

    def chain(self, target: Language) -> Chain:
        """Return the translation chain into `target` with the terms of now; the engine behind it is loaded once.

        Raises:
            UnsupportedPair: no package leads from German to `target`.
        """
        known = self._chains.get(target)
        if known is None:
            self._chains[target] = self.chain_of(self.engines.engine(Language.DE, target), target)
        elif known.terms is not self.terms:
            self._chains[target] = self.chain_of(known.engine, target)
        return self._chains[target]

    def chain_of(self, engine: Engine, target: Language) -> Chain:
        """Return a translation chain into `target` around `engine`; whoever asks for it closes it."""
        terms = self.terms
        return Chain(engine, target, terms, partial(run_checks, terms=terms))

    @cached_property
    def engines(self) -> Engines:
        """Which engine translates what."""
        return Engines(self.settings, self.packages)

    @contextmanager
    def claim(self, name: str) -> Iterator[bool]:
        """Hold the work called `name` for the length of the block; False: another process has it."""
        taken = self.store.claims.take(name, self.holder, self.now(), CLAIM_SECONDS, is_dead)
        if not taken:
            yield False
            return
        self._claims.add(name)
        try:
            yield True
        finally:
            self._claims.discard(name)
            self.store.claims.drop(name, self.holder)

    def renew_claims(self) -> None:
        """Give a sign of life for everything that this process holds; to be called between long steps."""
        for name in self._claims:
            self.store.claims.renew(name, self.holder, self.now(), CLAIM_SECONDS)
