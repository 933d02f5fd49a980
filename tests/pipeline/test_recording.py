"""What is kept of a visit, and the page that broke."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from model.errors import FetchError, Refused, SourceError, UnreadableDocument
from model.source import Trouble, Visit
from pipeline import recording
from pipeline.collect import CollectOrder, collect
from pipeline.health import Condition
from pipeline.recording import broken_page, trouble
from pipeline.trying import try_saved, try_source
from pipeline.watching import watch


def collected(world, order: CollectOrder | None = None) -> list[Visit]:
    """Collect once more, an hour later, and return all visits, the latest first."""
    world.wait(hours=1)
    with world.newsroom() as newsroom:
        collect(newsroom, order or CollectOrder())
        return newsroom.store.visits.latest("musterstadt", 100)


def test_a_visit_is_kept_with_what_came_of_it(world):
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    world.portal.put("/pm/2", "Zweite Mitteilung", date="23.05.2026")
    world.portal.answer("/pm/3", 404)

    [visit] = collected(world)

    assert (visit.found, visit.new, visit.changed, visit.failed, visit.error) == (3, 2, 0, 1, "")
    assert (visit.at, visit.status, visit.trouble) == (world.time, None, Trouble.NONE)
    assert 300 < (visit.length or 0) < 700
    assert 0 < visit.seconds < 60


def test_a_source_that_has_not_changed_says_no_figure(world):
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    collected(world)

    latest, first = collected(world)

    assert (first.found, first.new) == (1, 1)
    assert (latest.found, latest.new, latest.length) == (None, 0, None)


def test_an_unchanged_source_costs_the_database_nothing_but_the_visit(world):
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    collected(world)
    written: list[str] = []

    def note(*arguments: object) -> None:
        words = str(arguments[2]).split()
        if words[0] in {"INSERT", "UPDATE", "DELETE"}:
            written.append(words[words.index("INTO") + 1] if "INTO" in words else words[words.index("FROM") + 1])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        collected(world)
    finally:
        event.remove(Engine, "before_cursor_execute", note)

    assert set(written) == {"claim", "source_state", "visit"}


def test_a_dry_run_and_a_limited_run_distort_nothing(world):
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    world.portal.put("/pm/2", "Zweite Mitteilung", date="23.05.2026")

    assert collected(world, CollectOrder(dry_run=True)) == []
    [visit] = collected(world, CollectOrder(limit=1))

    assert (visit.found, visit.new) == (2, 1)


def test_a_visit_that_fails_says_why(world):
    world.portal.server.clear()
    world.portal.server.expect_request("/robots.txt").respond_with_data("", status=404)
    world.portal.server.expect_request("/presse").respond_with_data("", status=403)

    [visit] = collected(world)

    assert (visit.status, visit.trouble, visit.found) == (403, Trouble.REFUSED, None)
    assert "HTTP 403" in visit.error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (None, Trouble.NONE),
        (Refused(subject="x", reason="robots.txt does not allow it", status=0), Trouble.REFUSED),
        (FetchError(subject="x", reason="HTTP 429", status=429), Trouble.REFUSED),
        (FetchError(subject="x", reason="HTTP 500", status=500), Trouble.UNREACHABLE),
        (FetchError(subject="x", reason="the connection was refused", status=0), Trouble.UNREACHABLE),
        (UnreadableDocument(subject="x", reason="matches no link"), Trouble.UNREADABLE),
        (SourceError(subject="x", reason="there is no folder"), Trouble.UNREACHABLE),
    ],
)
def test_troubles_are_told_apart(error, expected):
    assert trouble(error) is expected


def test_visits_are_forgotten_after_400_days(world):
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    collected(world)
    world.wait(days=401)

    assert len(collected(world)) == 1


def test_the_overview_that_broke_is_kept_and_can_be_tried(world):
    """The layout changes: the selector matches nothing. The operator corrects it with the page that was kept."""
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    collected(world)
    with world.newsroom() as newsroom:
        path = broken_page(newsroom.settings, "musterstadt", "overview")
    assert not path.exists()
    world.portal.server.clear()
    world.portal.server.expect_request("/robots.txt").respond_with_data("", status=404)
    page = "<html lang=de><body><ul><li><a class=neu href=/pm/9>Neunte Mitteilung</a></li></ul></body></html>"
    world.portal.server.expect_request("/presse").respond_with_data(page, content_type="text/html")

    collected(world)
    collected(world)

    assert path.read_text() == page
    assert [each.name for each in path.parent.iterdir()] == ["musterstadt-overview.html"]
    catalogue = world.home / "config" / "sources.toml"
    with world.newsroom() as newsroom:
        [watched] = watch(newsroom, newsroom.catalogue)
        trial = try_saved(newsroom, newsroom.source("musterstadt"), path.read_bytes(), "gemerkt.html")
    assert watched.health.condition is Condition.BROKEN
    assert "matches no link" in trial.problems[0].reason
    catalogue.write_text(catalogue.read_text().replace("a.pm", "a.neu"))
    with world.newsroom() as newsroom:
        trial = try_saved(newsroom, newsroom.source("musterstadt"), path.read_bytes(), "gemerkt.html")
    assert ([link.title for link in trial.links], trial.problems) == (["Neunte Mitteilung"], [])


def test_an_article_that_cannot_be_read_is_kept_up_to_a_size(world, monkeypatch):
    monkeypatch.setattr(recording, "LARGEST", 40)
    world.portal.put("/pm/1", "Leer", body="<p>nichts</p>" * 10)
    catalogue = world.home / "config" / "sources.toml"
    catalogue.write_text(catalogue.read_text() + 'body = ".text"\n')

    [visit] = collected(world)

    with world.newsroom() as newsroom:
        path = broken_page(newsroom.settings, "musterstadt", "article")
    assert visit.failed == 1
    assert (path.read_bytes().startswith(b"<!doctype html>"), path.stat().st_size) == (True, 40)


def test_a_saved_article_shows_what_is_recognised(world):
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    body = world.portal.pages["/pm/1"][1].encode()
    with world.newsroom() as newsroom:
        trial = try_saved(newsroom, newsroom.source("musterstadt"), body, "pm-1.html")

    [(link, article)] = trial.read
    assert (link.url, article.title, trial.problems) == ("pm-1.html", "Neues Zentrum für Wasserstoff", [])
    assert "matches no link" in trial.notes[0].reason


def test_a_dry_run_ends_when_its_time_is_up(world):
    for number in range(4):
        world.portal.put(f"/pm/{number}", f"Mitteilung {number}")
    passed = iter(range(0, 1000, 10))
    with world.newsroom() as newsroom:
        trial = try_source(newsroom, newsroom.source("musterstadt"), 4, seconds=25, clock=lambda: next(passed))

    assert (trial.found, len(trial.links), len(trial.read)) == (4, 4, 2)
    assert "the time was up" in trial.notes[0].reason


def test_a_disk_that_is_full_stops_no_collection(world: object, tmp_path: Path):
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "broken").write_text("in the way")
    world.portal.pages.clear()  # type: ignore[attr-defined]

    [visit] = collected(world)

    assert visit.trouble is Trouble.UNREADABLE
