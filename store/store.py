"""The store as the use cases see it: one attribute for each noun."""

from types import TracebackType
from typing import Self

from sqlalchemy import Select, func, select

from store.base import Base
from store.claims import Claims
from store.database import Database
from store.drafts import Drafts
from store.ended import EndedSessions
from store.engine import found_revision
from store.erasing import Erasures
from store.failures import Failures
from store.gauges import Gauges
from store.history import History
from store.housekeeping import Housekeeping
from store.incidents import Incidents
from store.lineage import Lineage
from store.listing import Listing
from store.memory import Memory
from store.meters import Meters
from store.occurrences import Occurrences
from store.pairs import Pairs
from store.people import People
from store.presence import Presence
from store.publications import Publications
from store.queue import Queue
from store.releases import Releases
from store.sources import Sources
from store.statistics import Statistics
from store.subscriptions import Subscriptions
from store.tables import PublicationRow, ReleaseRow, SegmentRow, TranslationRow, VersionRow
from store.terms import Terms
from store.tokens import Tokens
from store.translations import Translations
from store.visits import Visits

COUNTED: dict[str, type[Base]] = {
    "releases": ReleaseRow,
    "versions": VersionRow,
    "segments": SegmentRow,
    "translations": TranslationRow,
    "publications": PublicationRow,
}


class Store:
    """An open database. Every method of its parts is one transaction; threads may share a store.

    Attributes:
        url: the address, passwords hidden.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.url = database.url
        self.sources = Sources(database)
        self.releases = Releases(database)
        self.translations = Translations(database)
        self.memory = Memory(database)
        self.pairs = Pairs(database)
        self.terms = Terms(database)
        self.occurrences = Occurrences(database)
        self.publications = Publications(database)
        self.failures = Failures(database)
        self.claims = Claims(database)
        self.people = People(database)
        self.queue = Queue(database)
        self.lineage = Lineage(database)
        self.history = History(database)
        self.presence = Presence(database)
        self.ended = EndedSessions(database)
        self.drafts = Drafts(database)
        self.visits = Visits(database)
        self.subscriptions = Subscriptions(database)
        self.statistics = Statistics(database)
        self.tokens = Tokens(database)
        self.listing = Listing(database)
        self.housekeeping = Housekeeping(database)
        self.erasures = Erasures(database)
        self.incidents = Incidents(database)
        self.meters = Meters(database)
        self.gauges = Gauges(database)

    def counts(self) -> dict[str, int]:
        """Return how many releases, versions, segments, translations and publications there are."""
        with self._database.reading() as session:
            return {name: session.scalars(_count(table)).one() for name, table in COUNTED.items()}

    def revision(self) -> str | None:
        """Return the revision of the schema as it is now: another program may have migrated it meanwhile."""
        with self._database.reading() as session:
            return found_revision(session.connection())

    def close(self) -> None:
        """Close all connections; the store cannot be used afterwards."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def _count(table: type[Base]) -> Select[tuple[int]]:
    return select(func.count()).select_from(table)
