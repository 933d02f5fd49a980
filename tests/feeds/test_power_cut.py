"""Publishers that are killed at any moment, while somebody reads: every file is whole, and the next one finishes.

`NEWSBRIDGE_LONG_TESTS=1` kills ten times as often.
"""

import gzip
import hashlib
import json
import multiprocessing
import os
import random
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import brotli
import pytest

from feeds.delivery import deliver
from feeds.destinations import open_destination
from feeds.manifest import write_manifest
from feeds.packing import MANIFEST, put_out, take_away

KILLS = 500 if os.environ.get("NEWSBRIDGE_LONG_TESTS") else 50
PAGES = 8
UNPACK = {".gz": gzip.decompress, ".br": brotli.decompress}


def edition(number: int) -> dict[str, bytes]:
    """All files of one publication; each names its number at both ends, one page is in no other publication."""
    text = "".join(f"<i>{number * each % 9973}</i>" for each in range(900))
    names = [f"zh/{number}.html", *(f"zh/page-{page}.html" for page in range(PAGES))]
    pages = {name: f"<p>{number} {text} {number}</p>".encode() for name in names}
    links = "".join(f"<item><link>{path}</link></item>" for path in pages)
    feed = f"<rss><a>{number}</a>{links}{text}<z>{number}</z></rss>".encode()
    return {**pages, "feeds/zh.xml": feed, "feeds/zh.atom": feed}


def publish(root: Path, number: int) -> None:
    """One publication: pages first, then feeds, then what is gone goes, then the manifest."""
    files = edition(number)
    put_out(root, files, packed=True)
    for path in (root / "zh").glob("*.html"):
        if path.relative_to(root).as_posix() not in files:
            take_away(path)
    write_manifest(root)


def publish_for_ever(root: Path, number: int) -> None:
    while True:
        publish(root, number)
        number += 1


def deliver_for_ever(root: Path, www: Path, number: int) -> None:
    there = open_destination(f"file://{www}", packed=True)
    while True:
        publish(root, number)
        deliver(root, root / "feeds", there, lambda: None)
        number += 1


@dataclass
class Reader:
    """Reads everything again and again, as readers, mirrors and web servers do, and notes what is wrong."""

    root: Path
    rounds: int = 0
    wrong: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def read_for_ever(self) -> None:
        while not self.stopped.is_set() and not self.wrong:
            for path in self.root.rglob("*"):
                if path.is_file() and not path.name.startswith("."):
                    self.try_to_read(path)
            self.rounds += 1

    def try_to_read(self, path: Path) -> None:
        try:
            self.read(path)
        except FileNotFoundError:  # gone since the folder was listed
            pass
        except Exception as error:
            self.wrong.append(f"{path.name} is not whole: {error!r}")

    def read(self, path: Path) -> None:
        if path.suffix in UNPACK:
            self.compare(path)
        elif path.name == MANIFEST:
            noted = path.stat().st_mtime_ns
            self.hold_against(json.loads(path.read_bytes())["files"], noted)
        else:
            first, *_, last = (number for number in ET.fromstring(path.read_bytes()).itertext())
            if first.split()[0] != last.split()[-1]:
                self.wrong.append(f"{path.name} begins with {first} and ends with {last}")

    def compare(self, copy: Path) -> None:
        original = copy.with_suffix("")
        before, packed, after = original.read_bytes(), copy.read_bytes(), original.read_bytes()
        if before == after and UNPACK[copy.suffix](packed) != before:
            self.wrong.append(f"{copy.name} is not its original")

    def hold_against(self, files: dict[str, dict], noted: int) -> None:
        for name, listed in files.items():
            with suppress(FileNotFoundError):
                path = self.root / name
                data, changed = path.read_bytes(), path.stat().st_mtime_ns
                if hashlib.sha256(data).hexdigest() != listed["sha256"] and changed < noted:
                    self.wrong.append(f"{name} is older than the manifest says")


@contextmanager
def reading(root: Path) -> Iterator[Reader]:
    reader = Reader(root)
    thread = threading.Thread(target=reader.read_for_ever)
    thread.start()
    try:
        yield reader
    finally:
        reader.stopped.set()
        thread.join()


def kill_again_and_again(target, *folders: Path) -> None:
    chance = random.Random(20261123)
    context = multiprocessing.get_context("fork")
    for number in range(KILLS):
        process = context.Process(target=target, args=(*folders, (number + 1) * 1000))
        process.start()
        time.sleep(chance.random() * 0.12)
        process.kill()
        process.join()


def files_of(root: Path) -> dict[str, bytes]:
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return {name: data for name, data in found.items() if not name.endswith(".tmp")}


@pytest.fixture
def undisturbed(tmp_path: Path) -> dict[str, bytes]:
    publish(tmp_path / "undisturbed", 7)
    return files_of(tmp_path / "undisturbed")


def without_dates(files: dict[str, bytes]) -> dict[str, object]:
    listed = json.loads(files[MANIFEST])["files"]
    told = {name: {key: value for key, value in each.items() if key != "changed"} for name, each in listed.items()}
    return {**files, MANIFEST: told}


@pytest.mark.timeout(600 if KILLS > 50 else 60)
def test_who_reads_while_publishers_are_killed_finds_whole_files(tmp_path: Path, undisturbed) -> None:
    root = tmp_path / "public"
    publish(root, 1)
    with reading(root) as reader:
        kill_again_and_again(publish_for_ever, root)
    publish(root, 7)
    assert (reader.wrong, reader.rounds > 0) == ([], True)
    assert without_dates(files_of(root)) == without_dates(undisturbed)


@pytest.mark.timeout(600 if KILLS > 50 else 60)
def test_who_reads_while_deliveries_are_killed_finds_whole_files(tmp_path: Path, undisturbed) -> None:
    root, www = tmp_path / "public", tmp_path / "www"
    publish(root, 1)
    with reading(www) as reader:
        kill_again_and_again(deliver_for_ever, root, www)
    publish(root, 7)
    deliver(root, root / "feeds", open_destination(str(www), packed=True), lambda: None)
    assert (reader.wrong, reader.rounds > 0) == ([], True)
    assert without_dates(files_of(www)) == without_dates(undisturbed)
    assert files_of(www) == files_of(root)
