"""A portal that was down for a month catches up by following the archives."""

import json
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from feeds.checking import check_folder
from pipeline.collect import collect
from pipeline.publish import publish

ATOM = {"a": "http://www.w3.org/2005/Atom", "fh": "http://purl.org/syndication/history/1.0"}
HOME = "https://www.isa-portal.de/feeds/"


@pytest.fixture
def world(world):
    """The feed holds the two newest entries alone, so that the rest is in the archives."""
    config = world.home / "config" / "feeds.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("size = 50", "size = 2"), encoding="utf-8")
    return world


def announce(world, *days: str) -> None:
    for day in days:
        world.portal.put(f"/pm/{day}", f"Mitteilung vom {day}", date=day)


def bring_out(world) -> None:
    with world.newsroom() as newsroom:
        collect(newsroom)
        assert [report.problems for report in publish(newsroom)] == [[], [], []]


def feeds(world) -> Path:
    return world.home / "public" / "feeds"


def archives(world, suffix: str = ".atom") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(feeds(world).glob(f"de-*{suffix}"))}


def catch_up(world, suffix: str) -> tuple[list[str], list[str]]:
    """Follow the archives as a subscriber does; return the documents and the titles, each once."""
    name, seen, titles = f"de{suffix}", [], {}
    while name:
        seen.append(name)
        read = feedparser.parse((feeds(world) / name).read_bytes())
        titles |= {entry.id: entry.title for entry in read.entries}
        previous = [link.href for link in read.feed.links if link.rel == "prev-archive"]
        name = previous[0].removeprefix(HOME) if previous else ""
    return seen, sorted(titles.values())


def test_following_the_archives_finds_every_entry_once(world):
    announce(world, "31.07.2026", "01.08.2026", "02.08.2026", "31.10.2026", "01.11.2026", "02.11.2026")
    bring_out(world)
    for suffix in (".xml", ".atom"):
        seen, titles = catch_up(world, suffix)
        assert seen == [f"de{suffix}", f"de-2026-10{suffix}", f"de-2026-08{suffix}", f"de-2026-07{suffix}"]
        assert len(titles) == len(set(titles)) == 6
    assert check_folder(feeds(world))[1] == []


def test_json_feed_leads_from_page_to_page(world):
    announce(world, "31.07.2026", "01.08.2026", "01.11.2026")
    bring_out(world)
    found, name = [], "de.json"
    while name:
        feed = json.loads((feeds(world) / name).read_bytes())
        assert feed["feed_url"] == HOME + name
        found.append(name)
        name = feed.get("next_url", "").removeprefix(HOME)
    assert found == ["de.json", "de-2026-08.json", "de-2026-07.json"]


def test_an_archive_says_that_it_is_one_and_names_the_feed(world):
    announce(world, "31.07.2026", "01.11.2026")
    bring_out(world)
    archive = etree.fromstring(archives(world)["de-2026-07.atom"])
    assert archive.find("fh:archive", ATOM) is not None
    links = {link.get("rel"): link.get("href") for link in archive.iterfind("a:link", ATOM)}
    assert (links["self"], links["current"]) == (f"{HOME}de-2026-07.atom", f"{HOME}de.atom")
    feed = etree.parse(feeds(world) / "de.atom").getroot()
    assert feed.find("fh:archive", ATOM) is None
    assert feed.findtext("a:id", namespaces=ATOM) == archive.findtext("a:id", namespaces=ATOM)


def test_an_archive_keeps_its_bytes_until_its_month_changes(world):
    announce(world, "30.09.2026", "31.10.2026")
    bring_out(world)
    before = archives(world)
    world.wait(days=1)
    announce(world, "23.11.2026")
    bring_out(world)
    assert archives(world) == before

    world.wait(days=1)
    status, page = world.portal.pages["/pm/30.09.2026"]
    world.portal.pages["/pm/30.09.2026"] = (status, page.replace("35 Arbeits", "36 Arbeits"))
    bring_out(world)
    after = archives(world)
    assert after["de-2026-10.atom"] == before["de-2026-10.atom"]
    assert "Korrigiert am 24. November 2026." in after["de-2026-09.atom"].decode()


def test_a_month_gets_its_archive_when_it_is_over(world):
    announce(world, "10.11.2026")
    bring_out(world)
    assert archives(world) == {}
    world.time = datetime(2026, 11, 30, 22, 59, tzinfo=UTC)
    bring_out(world)
    assert archives(world) == {}
    world.time = datetime(2026, 11, 30, 23, 0, tzinfo=UTC)  # midnight in Berlin
    bring_out(world)
    assert list(archives(world)) == ["de-2026-11.atom"]


def test_what_was_withdrawn_leaves_the_archive_and_the_chain_closes(world):
    announce(world, "31.07.2026", "31.08.2026", "30.09.2026")
    bring_out(world)
    world.wait(days=1)
    world.portal.answer("/pm/31.08.2026", 410)
    bring_out(world)
    assert list(archives(world)) == ["de-2026-07.atom", "de-2026-09.atom"]
    assert catch_up(world, ".atom")[0] == ["de.atom", "de-2026-09.atom", "de-2026-07.atom"]


def test_a_feed_without_an_address_has_no_archive(world):
    config = world.home / "config" / "feeds.toml"
    lines = [line for line in config.read_text(encoding="utf-8").splitlines() if not line.startswith("url =")]
    config.write_text("\n".join(lines), encoding="utf-8")
    announce(world, "31.07.2026")
    bring_out(world)
    assert archives(world) == {}
