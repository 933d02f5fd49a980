"""A real desk in a process of its own, and a real browser that sees it: what only both together can get wrong."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from examples.newsroom.furnishing import PASSWORD, ROOT, furnish
from model.languages import Language

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright (pip install playwright)")
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
PATIENCE = 30_000
"""Milliseconds that a page may take on a machine that does much else."""


@dataclass
class Desk:
    """A desk at work for a newsroom in `home`."""

    home: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Serve, as `newsbridge desk` does."""
        words = ["-m", "newsbridge", "--home", str(self.home), "desk", "--port", str(self.port)]
        environment = os.environ | {"NEWSBRIDGE_ENGINE": "fake", "NEWSBRIDGE_OFFLINE": "1", "LC_ALL": "C.UTF-8"}
        with (self.home / "desk.log").open("ab") as log:
            self.process = subprocess.Popen([sys.executable, *words], cwd=ROOT, env=environment, stdout=log, stderr=log)
        for _ in range(600):
            try:
                requests.get(f"{self.address}/login", timeout=10)
                return
            except requests.ConnectionError:
                assert self.process.poll() is None, (self.home / "desk.log").read_text()
                time.sleep(0.1)
        raise AssertionError("the desk does not answer")

    def kill(self) -> None:
        """End it without a word, as a power cut does."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


@dataclass
class Visitor:
    """Somebody at a browser, and what it complained of."""

    context: Any
    page: Any
    desk: Desk
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def open(self, path: str) -> Any:
        """Go to a page of the desk."""
        self.page.goto(self.desk.address + path)
        return self.page

    def sign_in(self, name: str) -> None:
        """Sign in as somebody who reads English."""
        self.open("/login")
        self.type(name, "Tab", PASSWORD, "Enter")
        self.page.wait_for_url("**/queue")

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, *words: str) -> None:
        """Type words and press keys; a word that is the name of a key is that key."""
        for word in words:
            if word in {"Tab", "Enter", "Escape"}:
                self.page.keyboard.press(word)
            else:
                self.page.keyboard.insert_text(word)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A browser without a window."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium: none of chromium, chromium-browser, google-chrome is on the PATH")
    with sync_api.sync_playwright() as playwright:
        quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=quiet)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom to be copied: filling it takes seconds."""
    home = tmp_path_factory.mktemp("furnished")
    with furnish(home):
        pass
    return home


@pytest.fixture
def desk(furnished: Path, tmp_path: Path, chromium: Any) -> Iterator[Desk]:
    """A desk of its own for each test."""
    home = tmp_path / "home"
    shutil.copytree(furnished, home)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        made = Desk(home, free.getsockname()[1])
    made.start()
    yield made
    made.kill()


@pytest.fixture
def visit(desk: Desk, chromium: Any) -> Iterator[Callable[..., Visitor]]:
    """Open browsers; at the end none may have complained, nor asked another host for anything."""
    opened: list[Visitor] = []
    with ExitStack() as closing:

        def enter(name: str = "", language: Language = Language.EN, **options: Any) -> Visitor:
            context = chromium.new_context(viewport=DESKTOP, locale=language.html, **options)
            closing.callback(context.close)
            context.set_default_timeout(PATIENCE)
            visitor = Visitor(context, context.new_page(), desk)
            context.on("console", lambda said: _note(visitor, said))
            context.on("weberror", lambda error: visitor.complaints.append(str(error.error)))
            context.on("request", lambda request: visitor.hosts.add(urlsplit(request.url).netloc))
            opened.append(visitor)
            if name:
                visitor.sign_in(name)
            return visitor

        yield enter
    for visitor in opened:
        assert visitor.complaints == []
        assert visitor.hosts <= {urlsplit(desk.address).netloc, ""}, "the desk asks no other host for anything"


def _note(visitor: Visitor, said: Any) -> None:
    if said.type in {"error", "warning"}:
        visitor.complaints.append(f"{visitor.page.url}: {said.text}")
