"""After publishing: what a newsroom delivers elsewhere, and whom it tells."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs

import fsspec
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from feeds.subscribers import is_token
from pipeline import hub
from pipeline.collect import CollectOrder, collect
from pipeline.deliver import go_out
from pipeline.publish import PublishOrder
from pipeline.reports import FeedReport
from pipeline.rollback import roll_back
from pipeline.site import publish_all
from pipeline.subscribing import revoke, subscribe
from pipeline.translate import translate

FEEDS = """
authority = "news.example"
since = "2026"
pages_url = "https://news.example/"
[[feed]]
name = "de"
language = "de"
title = "Nachrichten"
description = "Aus der Stadt."
url = "https://news.example/feeds/de.xml"
site = "https://news.example/"
formats = ["rss", "atom"]
pages = true
hub = "{hub}"
[[feed]]
name = "partner"
language = "de"
title = "Nachrichten"
description = "Aus der Stadt."
url = "https://news.example/feeds/partner.xml"
site = "https://news.example/"
access = "token"
"""
TOPICS = ["https://news.example/feeds/de.xml", "https://news.example/feeds/de.atom"]


@dataclass
class Hub:
    """A hub on loopback that answers with what it is told, then with 204."""

    answers: list[int] = field(default_factory=list)
    told: list[dict[str, list[str]]] = field(default_factory=list)

    def answer(self, request: Request) -> Response:
        self.told.append(parse_qs(request.get_data(as_text=True)))
        return Response(status=self.answers.pop(0) if self.answers else 204)

    def topics(self) -> list[str]:
        found = [each["hub.url"][0] for each in self.told]
        self.told.clear()
        return found


@pytest.fixture
def the_hub(world, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Hub:
    """The hub of the feed; between its attempts no time passes."""
    the_hub = Hub()
    httpserver.clear_all_handlers()  # the first that fits answers, and the portal's fits all
    httpserver.expect_request("/hub", method="POST").respond_with_handler(the_hub.answer)
    world.portal.__post_init__()
    address = httpserver.url_for("/hub")
    (world.home / "config" / "feeds.toml").write_text(FEEDS.format(hub=address), encoding="utf-8")
    monkeypatch.setattr(hub, "wait_exponential", lambda *_: lambda _: 0.0)
    return the_hub


def work(world, **settings: object) -> dict[str, FeedReport]:
    with world.newsroom(**settings) as newsroom:
        collect(newsroom, CollectOrder())
        translate(newsroom)
        return {report.feed: report for report in publish_all(newsroom, PublishOrder())}


def failures(world) -> list[tuple[str, str]]:
    with world.newsroom() as newsroom:
        return [(each.stage, each.reason) for each in newsroom.store.failures.all()]


def test_a_hub_is_told_once_for_each_file_that_changed(world, the_hub):
    world.portal.put("/pm/1", "Neues Zentrum")
    report = work(world)["hub"]
    assert (report.entries, report.problems) == (2, [])
    assert the_hub.told[0] == {"hub.mode": ["publish"], "hub.url": TOPICS[:1], "hub.topic": TOPICS[:1]}
    assert the_hub.topics() == TOPICS
    assert "hub" not in work(world)
    assert the_hub.topics() == []
    world.portal.put("/pm/2", "Noch ein Zentrum")
    work(world)
    assert the_hub.topics() == TOPICS


def test_a_hub_that_stumbles_twice_is_told_at_the_third_attempt(world, the_hub):
    the_hub.answers = [503, 500]
    world.portal.put("/pm/1", "Neues Zentrum")
    assert work(world)["hub"].problems == []
    assert the_hub.topics() == [TOPICS[0], TOPICS[0], *TOPICS]


def test_a_dead_hub_stops_no_publication_and_is_told_by_the_next_one(world, the_hub):
    the_hub.answers = [503] * hub.ATTEMPTS
    world.portal.put("/pm/1", "Neues Zentrum")
    report = work(world)["hub"]
    assert world.feed("de").entries[0].title == "Neues Zentrum"
    assert "HTTP 503" in report.problems[0].reason
    assert the_hub.topics() == [TOPICS[0]] * hub.ATTEMPTS
    assert [stage for stage, _ in failures(world)] == ["announce"]
    assert work(world)["hub"].entries == 2
    assert (the_hub.topics(), failures(world)) == (TOPICS, [])


def test_a_hub_that_refuses_is_not_asked_again_at_once(world, the_hub):
    the_hub.answers = [403]
    world.portal.put("/pm/1", "Neues Zentrum")
    assert "HTTP 403 FORBIDDEN" in work(world)["hub"].problems[0].reason
    assert the_hub.topics() == [TOPICS[0]]


def test_rolling_back_is_told_too(world, the_hub):
    world.portal.put("/pm/1", "Neues Zentrum")
    work(world)
    world.portal.put("/pm/2", "Noch ein Zentrum")
    work(world)
    the_hub.told.clear()
    with world.newsroom() as newsroom:
        roll_back(newsroom, "de")
    assert the_hub.topics() == TOPICS


@pytest.fixture
def elsewhere() -> Iterator[Callable[[], set[str]]]:
    """What is at `memory://www`."""
    files = fsspec.filesystem("memory")
    yield lambda: {path.removeprefix("/www/") for path in files.find("/www")}
    files.rm("/www", recursive=True)


def test_everything_goes_elsewhere_and_subscribers_who_leave_find_nothing_there(world, the_hub, elsewhere):
    world.portal.put("/pm/1", "Neues Zentrum")
    report = work(world, deliver_to="memory://www")["delivery"]
    assert (report.path, report.written, report.problems) == ("memory://www", True, [])
    assert {"manifest.json", "feeds/de.xml", "de/index.html"} <= elsewhere()
    assert not work(world, deliver_to="memory://www")["delivery"].written
    with world.newsroom(deliver_to="memory://www") as newsroom:
        subscription = subscribe(newsroom, newsroom.profiles[1], "Foshan")
        publish_all(newsroom, PublishOrder(["partner"]))
        assert f"feeds/{subscription.token}/partner.xml" in elsewhere()
        revoke(newsroom, "partner", "Foshan")
        go_out(newsroom)
    assert not [path for path in elsewhere() if any(is_token(name) for name in path.split("/"))]


def test_a_destination_that_fails_is_reported_and_no_hub_is_told_of_what_is_not_there(world, the_hub, tmp_path):
    world.portal.put("/pm/1", "Neues Zentrum")
    blocked = tmp_path / "www"
    blocked.write_text("a file where a folder is needed")
    [problem] = work(world, deliver_to=str(blocked))["delivery"].problems
    assert "a file where a folder is needed" in problem.reason
    assert the_hub.topics() == []
    assert [stage for stage, _ in failures(world)] == ["deliver"]
    blocked.unlink()
    assert work(world, deliver_to=str(blocked))["delivery"].entries > 0
    assert (the_hub.topics(), failures(world)) == (TOPICS, [])
    assert (blocked / "feeds" / "de.xml").read_bytes() == world.feed_bytes("de")


def test_a_dry_run_lists_and_delivers_nothing(world, the_hub, tmp_path):
    world.portal.put("/pm/1", "Neues Zentrum")
    with world.newsroom(deliver_to=str(tmp_path / "www")) as newsroom:
        collect(newsroom, CollectOrder())
        reports = publish_all(newsroom, PublishOrder(dry_run=True))
    assert "delivery" not in {report.feed for report in reports}
    assert not (tmp_path / "www").exists()
    assert not (world.home / "public" / "manifest.json").exists()


def test_the_manifest_lists_what_was_published(world, the_hub):
    world.portal.put("/pm/1", "Neues Zentrum")
    work(world)
    public: Path = world.home / "public"
    listed = json.loads((public / "manifest.json").read_bytes())["files"]
    assert listed["feeds/de.xml"]["size"] == len(world.feed_bytes("de"))
    assert {path.suffix for path in (public / "feeds").glob("de.xml*")} == {".xml", ".gz", ".br"}
