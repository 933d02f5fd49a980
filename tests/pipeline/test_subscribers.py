"""Readers that poll every minute, lose connections and go away for a month all end with the same releases."""

import http.client
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import uvicorn
from lxml import etree

from feeds.formats import SUFFIXES
from feeds.serving import PublicFolder
from model.article import Article, Block, BlockKind, SegmentSource
from model.feed import FeedFormat
from model.release import Release
from model.richtext import RichText
from pipeline.publish import publish
from pipeline.settings import Settings
from pipeline.wiring import Newsroom

HOME = "https://www.isa-portal.de/feeds/"
FEEDS = f"""authority = "isa-portal.de"
since = "2026"
[[feed]]
name = "de"
language = "de"
title = "t"
description = "d"
site = "https://www.isa-portal.de/"
url = "{HOME}de.xml"
size = 12
"""
NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "nb": "https://isa-portal.de/ns/newsbridge/1.0",
    "content": "http://purl.org/rss/1.0/modules/content/",
}
PUBLICATIONS, MINUTES = 50, 20
"""How many publications there are, and how often readers poll between two of them."""


@dataclass
class Publisher:
    """Announces, changes, corrects and withdraws releases, and remembers what stands."""

    newsroom: Newsroom
    time: datetime = datetime(2026, 7, 27, 8, tzinfo=UTC)
    living: dict[str, tuple[Release, str]] = field(default_factory=dict)
    random: Random = field(default_factory=lambda: Random(5005))

    def step(self, number: int) -> None:
        """Do one thing, or nothing, and publish."""
        deed = self.random.choice(("new", "new", "new", "change", "withdraw", "nothing"))
        if deed == "new" or not self.living:
            self._announce(f"Mitteilung {number}")
        elif deed != "nothing":
            title = self.random.choice(sorted(self.living))
            self._withdraw(title) if deed == "withdraw" else self._change(title, number)
        assert [report.problems for report in publish(self.newsroom)] == [[]]

    def expected(self) -> dict[str, str]:
        """Return what every reader should have: text by title."""
        return {title: text for title, (_, text) in self.living.items()}

    def _announce(self, title: str) -> None:
        key = f"https://presse.example/{title.split()[1]}"
        article, segments = self._article(title, "erster Stand")
        release = self.newsroom.store.releases.add("stadt", [key], key, article, segments, self.time)
        self.living[title] = release, "erster Stand"

    def _change(self, title: str, number: int) -> None:
        release, text = self.living[title][0], f"Stand {number}"
        article, segments = self._article(title, text, self.newsroom.store.releases.version(release.version_id).article)
        changed = self.newsroom.store.releases.add_version(release, release.url, article, segments, self.time)
        self.living[title] = changed, text

    def _withdraw(self, title: str) -> None:
        release, _ = self.living.pop(title)
        self.newsroom.store.releases.withdraw(release.id, self.time)

    def _article(self, title: str, text: str, old: Article | None = None) -> tuple[Article, list[SegmentSource]]:
        blocks = (Block(BlockKind.TITLE, RichText(title)), Block(BlockKind.PARAGRAPH, RichText(text)))
        segments = [SegmentSource(i, 0, len(block.text.text), block.text) for i, block in enumerate(blocks)]
        return Article(blocks, old.published if old else self.time, ""), segments


@dataclass
class Reader:
    """A subscriber to one format."""

    form: FeedFormat
    port: int
    kept: dict[str, tuple[str, str]] = field(default_factory=dict)
    announced: list[str] = field(default_factory=list)
    tags: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    answers: list[int] = field(default_factory=list)

    def poll(self, *, dropped: bool = False) -> None:
        """Ask for the feed; a body that breaks off is thrown away."""
        if (body := self._get(f"de{SUFFIXES[self.form]}", dropped=dropped)) is not None:
            self._take(body)

    def catch_up(self) -> None:
        """Follow the archives to the first: what stands in none of them has been taken back."""
        name, seen = f"de{SUFFIXES[self.form]}", set[str]()
        while name:
            body = self._get(name) or self.tags[name][1]
            # From the newest document to the oldest: what was read first counts.
            seen |= self._take(body, passed_over=seen)
            name = _previous(self.form, body).removeprefix(HOME)
        self.kept = {guid: told for guid, told in self.kept.items() if guid in seen}

    def texts(self) -> dict[str, str]:
        """Return what it shows: text by title."""
        return dict(self.kept.values())

    def _get(self, name: str, *, dropped: bool = False) -> bytes | None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        known, body = self.tags.get(name, ("", b""))
        connection.request("GET", f"/{name}", headers={"If-None-Match": known} if known else {})
        answer = connection.getresponse()
        self.answers.append(answer.status)
        if answer.status == http.client.NOT_MODIFIED:
            connection.close()
            return None
        length = int(answer.headers["Content-Length"])
        body = answer.read(length // 2 if dropped else length)
        connection.close()
        if len(body) < length:
            return None
        self.tags[name] = answer.headers["ETag"], body
        return body

    def _take(self, body: bytes, passed_over: frozenset[str] | set[str] = frozenset()) -> set[str]:
        living, dead = _READ[self.form](body)
        assert len(living) == len({guid for guid, _, _ in living})
        for guid in dead:
            self.kept.pop(guid, None)
        for guid, title, text in living:
            if guid not in self.announced:
                self.announced.append(guid)
            if guid not in passed_over:
                self.kept[guid] = title, text
        return {guid for guid, _, _ in living}


Read = tuple[list[tuple[str, str, str]], list[str]]
"""Id, title and text of what stands, and the ids of what was taken back."""


def _rss(body: bytes) -> Read:
    items = etree.fromstring(body).findall("channel/item")
    dead = [item.findtext("guid") for item in items if item.find("nb:withdrawn", NAMES) is not None]
    told = [(i.findtext("guid"), i.findtext("title"), i.findtext("content:encoded", namespaces=NAMES)) for i in items]
    return [(guid, title, _words(text)) for guid, title, text in told if guid not in dead], dead


def _atom(body: bytes) -> Read:
    feed = etree.fromstring(body)
    fields = [f"{{{NAMES['a']}}}{name}" for name in ("id", "title", "content")]
    told = [[entry.findtext(name) for name in fields] for entry in feed.findall("a:entry", NAMES)]
    dead = [grave.get("ref") for grave in feed.findall("at:deleted-entry", NAMES)]
    return [(guid, title, _words(text)) for guid, title, text in told], dead


def _json(body: bytes) -> Read:
    items: list[dict[str, Any]] = json.loads(body)["items"]
    dead = [item["id"] for item in items if "withdrawn" in item.get("_newsbridge", {})]
    told = [(item["id"], item["title"], _words(item["content_html"])) for item in items]
    return [each for each in told if each[0] not in dead], dead


_READ = {FeedFormat.RSS: _rss, FeedFormat.ATOM: _atom, FeedFormat.JSON: _json}


def _words(content: str) -> str:
    """Return the last paragraph without its markup: the line of a correction stands before it."""
    return [str(p.text) for p in etree.HTML(content).iter("p") if p.text and p.text.strip()][-1]


def _previous(form: FeedFormat, body: bytes) -> str:
    if form is FeedFormat.JSON:
        return str(json.loads(body).get("next_url", ""))
    links = etree.fromstring(body).iter(f"{{{NAMES['a']}}}link")
    return next((str(link.get("href")) for link in links if link.get("rel") == "prev-archive"), "")


@pytest.fixture
def publisher(tmp_path: Path) -> Iterator[Publisher]:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "feeds.toml").write_text(FEEDS, encoding="utf-8")
    source = '[[source]]\nname = "stadt"\nkind = "feed"\nurl = "https://presse.example/"\npublisher = "Stadt"\n'
    (tmp_path / "config" / "sources.toml").write_text(source, encoding="utf-8")
    with Newsroom(Settings(home=tmp_path, engine="fake")) as newsroom:
        made = Publisher(newsroom)
        newsroom.now = lambda: made.time  # type: ignore[method-assign]
        publish(newsroom)
        yield made


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """Serve a folder as `newsbridge serve` does, and give the port."""
    config = uvicorn.Config(PublicFolder(folder), port=0, lifespan="off", log_level="error", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


def test_all_readers_end_with_the_same_releases(publisher: Publisher) -> None:
    with served(publisher.newsroom.settings.output_path) as port:
        faithful = [Reader(form, port) for form in FeedFormat]
        clumsy = [Reader(form, port) for form in FeedFormat]
        away = [Reader(form, port) for form in FeedFormat]
        for number in range(PUBLICATIONS):
            publisher.step(number)
            for _ in range(MINUTES):
                publisher.time += timedelta(minutes=1)
                for reader in faithful:
                    reader.poll()
            for reader in clumsy:
                reader.poll(dropped=True)
                reader.poll(dropped=number % 2 == 0)
            if number < PUBLICATIONS // 5:
                for reader in away:
                    reader.poll()
            publisher.time += timedelta(days=1)  # 50 days, more than a month of which `away` misses
        for reader in clumsy:
            reader.poll()
        for reader in away:
            reader.catch_up()
    expected = publisher.expected()
    for reader in [*faithful, *clumsy, *away]:
        assert reader.texts() == expected, reader.form
        assert len(reader.announced) == len(set(reader.announced))
    polls = [status for reader in faithful for status in reader.answers]
    unchanged = polls.count(http.client.NOT_MODIFIED) / len(polls)
    print(f"{len(polls)} polls, {unchanged:.1%} answered 304; {len(expected)} releases stand")
    assert unchanged > 0.9
