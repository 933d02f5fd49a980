"""A newsroom in a temporary folder: real store, real HTTP on loopback, a toy engine, a clock that stands still."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from pipeline.settings import Settings
from pipeline.wiring import Newsroom

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

PAGE = """<!doctype html><html lang="de"><head><title>{title} | Stadt Musterstadt</title></head>
<body><nav><a href="/">Start</a> <a href="/presse">Presse</a></nav>
<main><article><h1>{title}</h1><p class="date">{date}</p>{body}</article></main>
<footer>Impressum | Datenschutz</footer></body></html>"""

BODY = (
    '<p class="note">Nur zum internen Gebrauch der Redaktionen bestimmt, bitte nicht weitergeben.</p>'
    "<p>Die Stadt Musterstadt eröffnet am 3. Juni 2026 gemeinsam mit ihren chinesischen Partnern ein neues Zentrum"
    " für Wasserstofftechnik im Gewerbegebiet Nord.</p>"
    "<p>Das Vorhaben kostet 2,5 Mio. Euro und schafft rund 35 Arbeitsplätze in der Region. Oberbürgermeisterin Sabine"
    " Hoffmann dankte allen Beteiligten für die gute Zusammenarbeit der vergangenen Jahre.</p>"
    "<p>Auskunft erteilt die Pressestelle unter presse@musterstadt.example oder +49 (30) 25 79 72 – 23.</p>"
)

CATALOGUE = """
[[source]]
name = "musterstadt"
kind = "listing"
url = "{url}"
publisher = "Stadt Musterstadt"
delay = 0
[source.selectors]
link = "a.pm"
"""


@dataclass
class Portal:
    """A press portal whose pages a test writes and rewrites."""

    server: HTTPServer
    pages: dict[str, tuple[int, str]] = field(default_factory=dict)
    answers: list[tuple[str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.server.expect_request("/robots.txt").respond_with_data("", status=404)
        self.server.expect_request(re.compile("/.*")).respond_with_handler(self._answer)

    def _answer(self, request: Request) -> Response:
        status, text = self.pages.get(request.path, (404, "nicht gefunden"))
        if request.path == "/presse":
            items = "".join(f'<li><a class="pm" href="{path}">Mitteilung {path}</a></li>' for path in self.pages)
            status, text = 200, f"<html lang=de><body><ul>{items}</ul></body></html>"
        answer = Response(text, status=status, content_type="text/html; charset=utf-8")
        answer.add_etag()
        answer.make_conditional(request.environ)
        self.answers.append((request.path, answer.status_code))
        return answer

    def put(self, path: str, title: str, body: str = BODY, date: str = "22.05.2026") -> None:
        """Put a release on the portal, or change it."""
        self.pages[path] = (200, PAGE.format(title=title, body=body, date=date))

    def answer(self, path: str, status: int) -> None:
        """Let an announced page answer with `status`."""
        self.pages[path] = (status, "")

    @property
    def url(self) -> str:
        """Address of the overview page."""
        return self.server.url_for("/presse")


@dataclass
class World:
    """Everything a story needs."""

    home: Path
    portal: Portal
    time: datetime = NOON

    def newsroom(self, **settings: object) -> Newsroom:
        """Open the newsroom as a new process would."""
        given = {"home": self.home, "engine": "fake", "terms": ROOT / "config" / "terms.tsv", **settings}
        newsroom = Newsroom(Settings(**given))
        newsroom.now = lambda: self.time  # type: ignore[method-assign]
        return newsroom

    def wait(self, **passed: int) -> None:
        """Let time pass."""
        self.time += timedelta(**passed)

    def feed(self, name: str) -> feedparser.FeedParserDict:
        """Read a published feed as a subscriber does."""
        return feedparser.parse(self.feed_bytes(name))

    def feed_bytes(self, name: str) -> bytes:
        """Return the file of a feed."""
        return (self.home / "public" / "feeds" / f"{name}.xml").read_bytes()


@pytest.fixture
def world(tmp_path: Path, httpserver: HTTPServer) -> World:
    """A home with one listing source and the feeds of the product."""
    return furnished(tmp_path, httpserver)


def furnished(home: Path, server: HTTPServer) -> World:
    """Put one listing source and the feeds of the product into `home`."""
    config = home / "config"
    config.mkdir()
    (config / "feeds.toml").write_bytes((ROOT / "config" / "feeds.toml").read_bytes())
    world = World(home, Portal(server))
    (config / "sources.toml").write_text(CATALOGUE.format(url=world.portal.url), encoding="utf-8")
    return world
