"""A desk over a real store, with people, a clock that stands still, and browsers that keep their cookies."""

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from model.languages import Language
from model.people import Duty, Person
from pipeline import passwords
from pipeline.settings import Settings
from pipeline.wiring import Newsroom
from review.app import create_app
from store import open_store

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SECRET = b"s" * 32
PASSWORD = "drei Wörter im Kopf"
TOKEN = re.compile(r'<meta name="csrf" content="([^"]+)">')


class Browser(TestClient):
    """A browser that follows no redirect by itself and finds the token of its session as a page shows it."""

    def __init__(self, app: FastAPI, address: str = "192.0.2.1", **options: object) -> None:
        super().__init__(app, follow_redirects=False, raise_server_exceptions=False, client=(address, 50000), **options)  # type: ignore[arg-type]

    def csrf(self) -> str:
        """Return the token that pages of this browser carry."""
        found = TOKEN.search(self.get("/no-such-page").text)
        assert found
        return found[1]

    def submit(self, path: str, **fields: object) -> Response:
        """Send a form as its page would."""
        return self.post(path, data={"csrf": self.csrf(), **fields})

    def sign_in(self, name: str, password: str = PASSWORD) -> Response:
        """Sign in as a person would."""
        return self.submit("/login", name=name, password=password)


def somebody(name: str, duty: Duty) -> Person:
    """Return a person who has a password."""
    return Person(0, name, name.title(), duty, Language.EN, password=passwords.hashed(PASSWORD))


@dataclass
class Desk:
    """The desk and whoever works at it."""

    room: Newsroom
    app: FastAPI
    opened: ExitStack
    time: datetime = NOON

    def __post_init__(self) -> None:
        self.room.now = lambda: self.time  # type: ignore[method-assign]
        self.app.state.newsroom = self.room

    def person(self, name: str, duty: Duty = Duty.EDITOR, **fields: object) -> Person:
        """Add somebody who has a password."""
        return self.room.store.people.add(replace(somebody(name, duty), **fields))  # type: ignore[arg-type]

    def browser(self, name: str = "", **options: object) -> Browser:
        """Open a browser, signed in where a name is given."""
        browser = self.opened.enter_context(Browser(self.app, **options))  # type: ignore[arg-type]
        if name:
            assert browser.sign_in(name).status_code == 303
        return browser

    def with_app(self, *, secure: bool = False) -> "Desk":
        """Serve the same newsroom by an application of its own, which a test may add to."""
        return Desk(self.room, create_app(self.room, SECRET, secure=secure), self.opened, self.time)

    def wait(self, **passed: float) -> None:
        """Let time pass."""
        self.time += timedelta(**passed)


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Hash with the least that argon2 allows: the tests sign in hundreds of times."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(scope="session")
def app() -> FastAPI:
    """The application, whose newsroom each test replaces: its first request takes longer than a whole test."""
    return create_app(Newsroom(Settings()), SECRET)


@pytest.fixture(scope="session")
def made_store(tmp_path_factory: pytest.TempPathFactory, quick_hashes: None) -> Path:
    """A store with an editor, an operator and an administrator, to be copied: making it anew takes too long."""
    path = tmp_path_factory.mktemp("made") / "newsbridge.sqlite"
    with open_store(f"sqlite:///{path}") as store:
        for duty in Duty:
            store.people.add(somebody(duty.value, duty))
    return path


@pytest.fixture
def room(tmp_path: Path, made_store: Path) -> Newsroom:
    """A newsroom that has collected nothing yet."""
    shutil.copy(made_store, tmp_path)
    return Newsroom(Settings(home=tmp_path, store=f"sqlite:///{tmp_path / made_store.name}", engine="fake"))


@pytest.fixture
def desk(room: Newsroom, app: FastAPI) -> Iterator[Desk]:
    """A desk with an editor, an operator and an administrator."""
    with ExitStack() as opened:
        yield Desk(room, app, opened)
