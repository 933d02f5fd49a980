"""What Prometheus reads, parsed with its own client."""

import json
import re
import time
from collections import Counter
from pathlib import Path

import pytest
from prometheus_client.metrics_core import Metric
from prometheus_client.parser import text_string_to_metric_families

from model.languages import TARGET_LANGUAGES
from pipeline import metrics as figures
from pipeline.metrics import metrics
from pipeline.newsroom import run
from pipeline.wiring import Newsroom
from tests.pipeline.conftest import World

ROOT = Path(__file__).parents[2]
DASHBOARD = ROOT / "examples" / "grafana-dashboard.json"
SUFFIX = {"counter": "_total", "info": "_info"}


def families(room: Newsroom) -> dict[str, Metric]:
    return {family.name: family for family in text_string_to_metric_families(metrics(room).decode())}


def value(found: dict[str, Metric], name: str, **labels: str) -> float:
    [sample] = [each for each in found[name].samples if each.labels == labels]
    return sample.value


@pytest.fixture
def room(world: World) -> Newsroom:
    """A newsroom with one run behind it."""
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    room = world.newsroom()
    run(room)
    return room


def test_the_figures_are_those_of_the_store(world: World, room: Newsroom) -> None:
    room.store.failures.record("publish", "zh", "disk is full", room.now())
    room.store.failures.record("publish", "zh", "disk is full", room.now())
    found = families(room)

    assert value(found, "newsbridge_queue_translations", language="zh-Hans") == 1
    assert value(found, "newsbridge_queue_oldest_timestamp_seconds", language="en") == world.time.timestamp()
    assert value(found, "newsbridge_source_state", source="musterstadt", state="new") == 1
    assert value(found, "newsbridge_source_state", source="musterstadt", state="blocked") == 0
    assert (
        value(found, "newsbridge_source_last_success_timestamp_seconds", source="musterstadt") == world.time.timestamp()
    )
    assert value(found, "newsbridge_source_releases", source="musterstadt") == 1
    segments = len(room.store.releases.version(1).segments)
    assert value(found, "newsbridge_translated_segments", language="zh-Hans") == segments
    assert value(found, "newsbridge_translation_seconds", language="zh-Hans") > 0
    assert value(found, "newsbridge_feed_entries", feed="zh") == 1
    assert value(found, "newsbridge_feed_failing", feed="zh") == 1
    assert value(found, "newsbridge_feed_failing", feed="en") == 0
    assert value(found, "newsbridge_failures", stage="publish") == 2
    assert value(found, "newsbridge_standing_failures", stage="publish") == 1
    assert value(found, "newsbridge_entries_updated_timestamp_seconds", language="zh-Hans") > 0


def test_findings_are_counted_by_check_and_severity(room: Newsroom) -> None:
    both = [room.store.translations.get(1, language) for language in TARGET_LANGUAGES]
    findings = [each for one in both if one for target in one.targets.values() for each in target.findings]
    counted = Counter((each.check, each.severity.name.lower()) for each in findings)
    found = families(room)["newsbridge_queue_findings"].samples

    assert counted
    assert {(each.labels["check"], each.labels["severity"]): each.value for each in found} == counted


def test_two_processes_count_together(world: World, room: Newsroom) -> None:
    before = value(families(room), "newsbridge_translated_segments", language="en")
    world.portal.put("/pm/2", "Ein zweites Zentrum für Wasserstoff")
    with world.newsroom() as other:
        run(other)
        assert value(families(other), "newsbridge_translated_segments", language="en") > before


def test_names_and_units_follow_the_conventions(room: Newsroom) -> None:
    for name, family in families(room).items():
        assert re.fullmatch(r"newsbridge[a-z_]*", name)
        assert family.documentation.endswith("."), name
        assert not name.endswith(("_total", "_minutes", "_hours", "_days", "_ms", "_kb", "_count")), name
        assert ("timestamp" in name) == name.endswith("_timestamp_seconds"), name
        for sample in family.samples:
            assert sample.name == name + SUFFIX.get(family.type, ""), sample.name


def test_no_figure_is_of_a_person_or_holds_a_text(room: Newsroom) -> None:
    room.store.failures.record("translate", "musterstadt/Neues Zentrum für Wasserstoff", "Frau Hoffmann", room.now())
    text = metrics(room).decode()
    labels = {label for family in text_string_to_metric_families(text) for s in family.samples for label in s.labels}

    allowed = "version language source state check severity stage feed kind folder"
    assert labels <= set(allowed.split())
    assert "Hoffmann" not in text
    assert "Wasserstoff" not in text


def test_an_answer_is_given_again_for_some_seconds(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    first = metrics(room)
    room.store.failures.record("publish", "zh", "disk is full", room.now())
    assert metrics(room) is first

    later = time.monotonic() + figures.KEPT_SECONDS + 1
    monkeypatch.setattr(figures.time, "monotonic", lambda: later)
    assert b'newsbridge_standing_failures{stage="publish"} 1.0' in metrics(room)


def test_what_another_version_has_counted_is_left_out(room: Newsroom) -> None:
    room.store.meters.add({("of-the-future", "x"): 1.0})
    assert "newsbridge_failures" in families(room)


def test_every_figure_is_documented(room: Newsroom) -> None:
    page = (ROOT / "docs" / "monitoring.md").read_text(encoding="utf-8")
    shown = {sample.name for family in families(room).values() for sample in family.samples}
    assert {name for name in shown if f"`{name}`" not in page} == set()


def test_the_dashboard_asks_for_what_there_is(room: Newsroom) -> None:
    known = {sample.name for family in families(room).values() for sample in family.samples}
    known |= set(families(room))
    known |= {"newsbridge_failures_total", "newsbridge_standing_failures", "newsbridge_backup_timestamp_seconds"}
    dashboard = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    asked = " ".join(target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", []))
    used = set(re.findall(r"\bnewsbridge_\w+", asked))

    assert used - known == set()
    assert {name.removesuffix("_total") for name in used} >= set(families(room)) - {"newsbridge_info"}, "shown nowhere"
