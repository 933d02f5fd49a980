"""A portal that puts everything before us: each feed of it is valid, and every reader gets every word of it."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import fastfeedparser
import feedparser
import jsonschema
import pytest
from dateutil.parser import parse as parse_date
from lxml import etree
from pytest_httpserver import HTTPServer

from feeds.checking import check_folder
from feeds.formats import SUFFIXES
from feeds.item import Item
from model.feed import Extent, FeedFormat, FeedProfile
from model.languages import Language
from pipeline.collect import collect
from pipeline.items import items_of
from pipeline.publish import PublishOrder, publish
from pipeline.reports import FeedReport
from pipeline.reviewing import FOR_GOOD, hold
from pipeline.subscribing import subscribe
from pipeline.translate import TranslateOrder, translate
from pipeline.wiring import Newsroom
from tests.pipeline.conftest import CATALOGUE, ROOT, Portal, World
from tests.pipeline.nasty import DATES, PAGES

TERMS = ROOT / "config" / "terms.tsv"
# A whole newsroom is made for all of them, which takes minutes where other programs have the processors.
pytestmark = pytest.mark.timeout(600)
DATA = ROOT / "tests" / "feeds" / "data"
NODE_MODULES = Path(os.environ.get("NEWSBRIDGE_TEST_NPM", ROOT / "node_modules"))
PROFILES = {
    "zh-teaser": 'language = "zh"\ntext = "teaser"',
    "zh-tw": 'language = "zh"\nscript = "traditional"',
    "zh-partner": 'language = "zh"\naccess = "token"',
}
Told = tuple[str, str, str, int, str, str]
"""What every reader must get of an item: id, title, link, time, text, summary."""


@dataclass
class Published:
    """A folder of feeds, and what each should say."""

    folder: Path
    items: dict[str, list[Item]]
    profiles: dict[str, FeedProfile]
    closed: list[Path]

    def files(self, form: FeedFormat) -> list[Path]:
        """Return the feeds of a format that are open to all."""
        return [self.folder / f"{name}{SUFFIXES[form]}" for name, p in self.profiles.items() if not p.is_closed]

    def expected(self, path: Path) -> list[Told]:
        """Return what a reader of a file must get; Atom has a tombstone for what was withdrawn, no entry."""
        full = self.profiles[path.stem].text is Extent.FULL
        items = [i for i in self.items[path.stem] if path.suffix != ".atom" or not i.withdrawn]
        return [(i.guid, i.title, i.url, _second(i.published), i.content if full else "", i.summary) for i in items]


def _second(moment: datetime) -> int:
    return int(moment.timestamp())


@pytest.fixture(scope="module")
def published(make_httpserver: HTTPServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """Collect the nasty pages, correct one, withdraw one, hold one, publish them in six feeds."""
    make_httpserver.clear()
    world = World(tmp_path_factory.mktemp("nasty"), Portal(make_httpserver))
    config = world.home / "config"
    config.mkdir()
    more = "".join(
        f'\n[[feed]]\nname = "{name}"\ntitle = "T]]> & <{name}>"\ndescription = "d"\nsite = "https://a.example/"\n'
        f'url = "https://www.isa-portal.de/feeds/{name}.xml"\n{keys}\n'
        for name, keys in PROFILES.items()
    )
    (config / "feeds.toml").write_text((ROOT / "config" / "feeds.toml").read_text(encoding="utf-8") + more, "utf-8")
    (config / "sources.toml").write_text(CATALOGUE.format(url=world.portal.url), encoding="utf-8")
    for name, (title, body) in PAGES.items():
        world.portal.put(f"/pm/{name}", title, body, DATES.get(name, "22.05.2026"))
    (config / "terms.tsv").write_text(TERMS.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    with world.newsroom(terms=config / "terms.tsv") as newsroom:  # terms are looked up in every word, which takes long
        yield _publish(world, newsroom)
    make_httpserver.clear()


def _publish(world: World, newsroom: Newsroom) -> Published:
    _work(newsroom, PublishOrder(("de", "zh")))
    (closed,) = [profile for profile in newsroom.profiles if profile.is_closed]
    token = subscribe(newsroom, closed, "Foshan").token
    world.wait(hours=2)
    world.portal.put("/pm/corrected", "Wurde berichtigt", PAGES["corrected"][1].replace("35", "36"))
    world.portal.answer("/pm/withdrawn", 410)
    (held,) = [each for each in newsroom.store.releases.search() if each.url.endswith("/pm/held")]
    translation = newsroom.store.translations.get(held.version_id, Language.ZH)
    assert translation
    hold(newsroom, translation.id, FOR_GOOD, "Zahl falsch", "anna")
    _work(newsroom, PublishOrder())
    profiles = {profile.name: profile for profile in newsroom.profiles}
    items = {name: items_of(newsroom, p, FeedReport(name), dry_run=True) for name, p in profiles.items()}
    feeds = world.home / "public" / "feeds"
    return Published(feeds, items, profiles, [feeds / token])


def _work(newsroom: Newsroom, order: PublishOrder) -> None:
    collect(newsroom)
    translate(newsroom, TranslateOrder(languages=(Language.ZH,)))
    reports = publish(newsroom, order)
    assert [problem for report in reports for problem in report.problems] == []


def test_every_page_came_through_as_it_should(published: Published) -> None:
    german, chinese = published.items["de"], published.items["zh"]
    assert published.items["en"] == []
    assert len(german) == len(PAGES)
    works = {item.work for item in chinese}
    # A check keeps back what came of words of 2,000 letters.
    missing = [item.title for item in german if item.work not in works]
    assert sorted(missing) == [PAGES["long"][0], PAGES["held"][0]]
    assert [item.withdrawn is not None for item in german].count(True) == 1
    assert [item.title for item in german].count("Derselbe Titel") == 2
    assert max(len(item.content) for item in german) > 100_000
    assert len({item.guid for item in german}) == len(german)


def test_every_feed_keeps_the_rules(published: Published) -> None:
    files, faults = check_folder(published.folder, *published.closed)
    assert [
        (fault.file, fault.rule.id, fault.where, fault.found) for fault in faults if fault.rule.id != "rss-self"
    ] == []
    assert len(files) > 3 * len(published.profiles)


def test_atom_and_json_keep_their_schemas(published: Published) -> None:
    grammar = etree.RelaxNG(etree.parse(DATA / "atom.rng"))
    for path in published.files(FeedFormat.ATOM):
        assert grammar.validate(etree.parse(path)), (path.name, grammar.error_log)
    schema = jsonschema.Draft202012Validator(json.loads((DATA / "jsonfeed.schema.json").read_text()))
    for path in published.files(FeedFormat.JSON):
        schema.validate(json.loads(path.read_bytes()))


@pytest.mark.parametrize("form", [FeedFormat.RSS, FeedFormat.ATOM])
def test_feedparser_loses_nothing(form: FeedFormat, published: Published) -> None:
    for path in published.files(form):
        # Untouched: its own cleaning writes attributes in another order.
        read = feedparser.parse(path.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
        assert not read.bozo
        assert [_of_feedparser(entry) for entry in read.entries] == published.expected(path)


def _of_feedparser(entry: Any) -> Told:
    when = datetime(*entry.published_parsed[:6], tzinfo=UTC)
    text = entry.content[0].value if "content" in entry else ""
    return entry.id, entry.title, entry.link, _second(when), text, entry.summary


@pytest.mark.parametrize("form", FeedFormat)
def test_fastfeedparser_loses_nothing(form: FeedFormat, published: Published) -> None:
    for path in published.files(form):
        read = fastfeedparser.parse(path.read_bytes())
        told = [(*each[:4], each[4] or each[5]) for each in published.expected(path)]
        assert [_of_fastfeedparser(entry) for entry in read.entries] == told


def _of_fastfeedparser(entry: Any) -> tuple[object, ...]:
    # Of Atom and JSON without a text it shows the summary.
    text = entry["content"][0]["value"] if "content" in entry else entry.description
    return entry.id, entry.title, entry.link, _second(datetime.fromisoformat(entry.published)), text


@pytest.mark.parametrize("parser", ["rss-parser", "fast-xml-parser"])
@pytest.mark.parametrize("form", [FeedFormat.RSS, FeedFormat.ATOM])
def test_the_parsers_of_javascript_lose_nothing(parser: str, form: FeedFormat, published: Published) -> None:
    paths = published.files(form)
    for path, read in _with_node(paths).items():
        told = [(*each[:3], _second(parse_date(each[3])), *each[4:]) for each in read[parser]]
        assert told == published.expected(Path(path))


def _with_node(paths: Sequence[Path]) -> dict[str, dict[str, list[Any]]]:
    if not shutil.which("node"):
        pytest.skip("node is not installed")
    if missing := [name for name in ("rss-parser", "fast-xml-parser") if not (NODE_MODULES / name).is_dir()]:
        pytest.skip(f"{', '.join(missing)} not in {NODE_MODULES}: npm install it there, or set NEWSBRIDGE_TEST_NPM")
    done = subprocess.run(
        ["node", DATA / "parse.mjs", NODE_MODULES, *paths], capture_output=True, check=True, timeout=60
    )
    return dict(json.loads(done.stdout))
