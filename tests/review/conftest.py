"""A desk over a real store, with people, a clock that stands still, and browsers that keep their cookies."""

import re
import shutil
from dataclasses import dataclass, field
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

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
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


@dataclass
class Desk:
    """The desk and whoever works at it."""

    room: Newsroom
    secure: bool = False
    time: datetime = NOON
    app: FastAPI = field(init=False)

    def __post_init__(self) -> None:
        self.room.now = lambda: self.time  # type: ignore[method-assign]
        self.app = create_app(self.room, b"s" * 32, secure=self.secure)

    def person(self, name: str, duty: Duty = Duty.EDITOR, **fields: object) -> Person:
        """Add somebody who has a password."""
        given = {"shown": name.title(), "language": Language.EN, "password": passwords.hashed(PASSWORD), **fields}
        return self.room.store.people.add(Person(0, name, duty=duty, **given))  # type: ignore[arg-type]

    def browser(self, name: str = "", **options: object) -> Browser:
        """Open a browser, signed in where a name is given."""
        browser = Browser(self.app, **options)  # type: ignore[arg-type]
        if name:
            assert browser.sign_in(name).status_code == 303
        return browser

    def wait(self, **passed: float) -> None:
        """Let time pass."""
        self.time += timedelta(**passed)


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash with the least that argon2 allows: the tests sign in hundreds of times."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture(scope="session")
def made_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new store, to be copied: making one for each test takes too long."""
    path = tmp_path_factory.mktemp("made") / "newsbridge.sqlite"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def home(tmp_path: Path, made_store: Path) -> Path:
    """A home with the product's configuration and an empty store."""
    (tmp_path / "var").mkdir()
    shutil.copytree(ROOT / "config", tmp_path / "config")
    shutil.copy(made_store, tmp_path / "var" / "newsbridge.sqlite")
    return tmp_path


@pytest.fixture
def desk(home: Path) -> Desk:
    """A desk with an editor, an operator and an administrator."""
    desk = Desk(Newsroom(Settings(home=home, engine="fake")))
    for duty in Duty:
        desk.person(duty.value, duty)
    return desk
