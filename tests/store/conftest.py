"""A store of its own for each test, in SQLite and in PostgreSQL, and something to put into it."""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from model.article import Article, Block, BlockKind, SegmentSource
from model.release import Release
from model.richtext import RichText
from model.translation import Origin, OriginKind, SegmentTarget
from store import Store, open_store
from store.base import Base

POSTGRES = os.environ.get("NEWSBRIDGE_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/test")

Collect = Callable[..., Release]


@pytest.fixture(scope="session")
def postgres() -> str:
    """Address of a PostgreSQL server that answers."""
    address = make_url(POSTGRES).set(drivername="postgresql+psycopg")
    engine = create_engine(address, connect_args={"connect_timeout": 2})
    try:
        engine.connect().close()
    except OperationalError as error:
        pytest.skip(f"no PostgreSQL server answers (NEWSBRIDGE_TEST_POSTGRES): {error.orig}")
    finally:
        engine.dispose()
    return address.render_as_string(hide_password=False)


@contextmanager
def empty_schema(postgres: str) -> Iterator[str]:
    """Make a schema, give its address, and drop it afterwards."""
    schema = f"newsbridge_{uuid.uuid4().hex}"
    engine = create_engine(postgres)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    try:
        options = f"-csearch_path={schema} -csynchronous_commit=off"
        yield make_url(postgres).update_query_dict({"options": options}).render_as_string(False)
    finally:
        with engine.begin() as connection:
            connection.execute(text("SET client_min_messages = warning"))
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        engine.dispose()


@pytest.fixture
def postgres_url(postgres: str) -> Iterator[str]:
    """Address of an empty schema."""
    with empty_schema(postgres) as address:
        yield address


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Address of a file that is not there yet."""
    return f"sqlite:///{tmp_path / 'newsbridge.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def new_url(request: pytest.FixtureRequest) -> str:
    """Address of an empty database of either kind, without tables."""
    address: str = request.getfixturevalue(f"{request.param}_url")
    return address


@pytest.fixture(scope="session")
def made_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new store, to be copied: making one for each test takes too long."""
    path = tmp_path_factory.mktemp("made") / "newsbridge.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def made_postgres(postgres: str) -> Iterator[Engine]:
    """A new store, to be emptied for each test."""
    with empty_schema(postgres) as address:
        open_store(address).close()
        engine = create_engine(address)
        yield engine
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of a new store of either kind."""
    if request.param == "sqlite":
        path = shutil.copy(request.getfixturevalue("made_sqlite"), tmp_path)
        return f"sqlite:///{path}"
    made: Engine = request.getfixturevalue("made_postgres")
    with made.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
    return made.url.render_as_string(hide_password=False)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url) as opened:
        yield opened


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 3, 26, 10, 30, tzinfo=UTC)


@pytest.fixture
def article() -> Callable[..., Article]:
    """Make an article of a title and paragraphs."""

    def make(*texts: str, published: datetime | None = None) -> Article:
        kinds = [BlockKind.TITLE] + [BlockKind.PARAGRAPH] * len(texts)
        blocks = tuple(Block(kind, RichText(words)) for kind, words in zip(kinds, texts, strict=False))
        return Article(blocks, published=published, url="https://stadt.example/presse/1")

    return make


@pytest.fixture
def segments() -> Callable[[Article], list[SegmentSource]]:
    """Take each block as one sentence."""

    def split(article: Article) -> list[SegmentSource]:
        texts = [block.text for block in article.blocks]
        return [SegmentSource(place, 0, len(text.text), text) for place, text in enumerate(texts)]

    return split


@pytest.fixture
def collect(
    store: Store, now: datetime, article: Callable[..., Article], segments: Callable[[Article], list[SegmentSource]]
) -> Collect:
    """Store a release of a title and paragraphs, published `age` ago."""

    def add(key: str, *texts: str, source: str = "duisburg", age: timedelta = timedelta()) -> Release:
        written = article(*(texts or ("Ein Titel", "Ein Satz.")), published=now - age)
        return store.releases.add(source, [key], f"https://stadt.example/{key}", written, segments(written), now)

    return add


@pytest.fixture
def machine() -> Callable[..., SegmentTarget]:
    """Make a target as an engine would."""

    def make(text: str, **fields: object) -> SegmentTarget:
        return SegmentTarget(RichText(text), Origin(OriginKind.MACHINE, "argos de-zh 1.9"), **fields)  # type: ignore[arg-type]

    return make
