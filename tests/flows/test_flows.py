"""The flows themselves, through a real Prefect server; what they do is tested without Prefect in tests/pipeline."""

import os
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import DeploymentScheduleCreate
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterId
from prefect.client.schemas.schedules import CronSchedule

from flows.backfill import backfill
from flows.collect import collect
from flows.keep import keep
from flows.newsroom import newsroom
from flows.recheck import recheck
from flows.translate import translate
from pipeline.settings import Settings
from pipeline.wiring import Newsroom

BERLIN = ZoneInfo("Europe/Berlin")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prefect_server: None) -> Path:
    """A home with a drop folder as its only source, and the toy engine."""
    (tmp_path / "config").mkdir()
    (tmp_path / "inbox").mkdir()
    (tmp_path / "config" / "feeds.toml").write_bytes((ROOT / "config" / "feeds.toml").read_bytes())
    (tmp_path / "config" / "sources.toml").write_text(
        '[[source]]\nname = "eingang"\nkind = "folder"\nurl = "inbox"\npublisher = "Stadt Musterstadt"\n'
    )
    monkeypatch.setenv("NEWSBRIDGE_HOME", str(tmp_path))
    monkeypatch.setenv("NEWSBRIDGE_ENGINE", "fake")
    monkeypatch.setenv("NEWSBRIDGE_TERMS", str(ROOT / "config" / "terms.tsv"))
    return tmp_path


def drop(home: Path, name: str, title: str) -> None:
    text = (
        f"# {title}\n\nBerlin, den 22.05.2026\n\nDie Stadt Musterstadt eröffnet gemeinsam mit ihren chinesischen"
        " Partnern ein neues Zentrum für Wasserstofftechnik. Das Vorhaben kostet 2,5 Mio. Euro.\n"
    )
    path = home / "inbox" / name
    path.write_text(text, encoding="utf-8")
    os.utime(path, (0, 0))


def test_the_newsroom_flow_brings_a_release_into_the_feeds(home: Path) -> None:
    drop(home, "pm-1.md", "Neues Zentrum für Wasserstoff")

    state = newsroom(return_state=True)

    assert state.is_completed(), state.message
    assert "2.5" in (home / "public" / "feeds" / "en.xml").read_text(encoding="utf-8")


def test_a_source_that_fails_fails_the_run_after_the_others_are_done(home: Path) -> None:
    drop(home, "gut.md", "Neues Zentrum für Wasserstoff")
    (home / "inbox" / "leer.pdf").write_bytes(b"")
    os.utime(home / "inbox" / "leer.pdf", (0, 0))

    state = newsroom(return_state=True)

    assert state.is_failed()
    assert "leer.pdf" in (state.message or "")
    assert (home / "public" / "feeds" / "zh.xml").exists()


def test_parameters_reach_the_use_case(home: Path) -> None:
    drop(home, "pm-1.md", "Neues Zentrum für Wasserstoff")

    state = collect(sources=["eingang"], since=date(2026, 6, 1), return_state=True)

    assert state.is_completed()
    with Newsroom(Settings()) as room:
        assert room.store.counts()["releases"] == 0


def test_an_unknown_source_is_named(home: Path) -> None:
    state = collect(sources=["gibt-es-nicht"], return_state=True)

    assert state.is_failed()
    assert "gibt-es-nicht" in (state.message or "")


def test_the_server_makes_runs_of_a_schedule(prefect_server: None) -> None:
    """Prefect's scheduler fails without a word to the operator when its libraries do not fit (SQLAlchemy 2.1 did)."""
    schedule = DeploymentScheduleCreate(schedule=CronSchedule(cron="10 7-19 * * 1-5", timezone="Europe/Berlin"))
    with get_client(sync_client=True) as client:
        deployment = client.create_deployment(client.create_flow(newsroom), name="scheduled", schedules=[schedule])

        client.request("POST", "/deployments/{id}/schedule", path_params={"id": deployment}, json={})

        wanted = DeploymentFilter(id=DeploymentFilterId(any_=[deployment]))
        runs = client.read_flow_runs(deployment_filter=wanted)
    assert runs
    assert all(run.expected_start_time.astimezone(BERLIN).minute == 10 for run in runs)


def test_older_releases_are_fetched_for_one_source(home: Path) -> None:
    drop(home, "pm-1.md", "Neues Zentrum für Wasserstoff")

    state = backfill("eingang", since=date(2026, 5, 1), until=date(2026, 5, 31), return_state=True)

    assert state.is_completed(), state.message
    with Newsroom(Settings()) as room:
        assert room.store.counts()["translations"] == 2
    assert not (home / "public").exists(), "publishing is the next run's"


def test_a_backfill_that_ends_before_it_begins_is_refused(home: Path) -> None:
    state = backfill("eingang", since=date(2026, 5, 2), until=date(2026, 5, 1), return_state=True)

    assert state.is_failed()
    assert "exchange the two" in (state.message or "")


def test_the_checks_run_anew_and_the_doubtful_are_translated_by_a_named_engine(home: Path) -> None:
    drop(home, "pm-1.md", "Neues Zentrum für Wasserstoff")
    collect()
    translate()

    checked = recheck(return_state=True)
    again = translate(again=True, flagged=True, engine="fake", return_state=True)
    unknown = translate(again=True, engine="niemand", return_state=True)

    assert checked.is_completed(), checked.message
    assert again.is_completed(), again.message
    assert unknown.is_failed()
    assert "niemand" in (unknown.message or "")


def test_the_night_removes_and_backs_up(home: Path) -> None:
    drop(home, "pm-1.md", "Neues Zentrum für Wasserstoff")
    newsroom(return_state=True)

    state = keep(return_state=True)

    assert state.is_completed(), state.message
    [backup] = (home / "backups").iterdir()
    assert str(backup) in (state.message or "")
