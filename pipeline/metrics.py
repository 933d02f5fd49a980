"""Figures for Prometheus, computed from the store when asked for: they are right with any number of processes.

Names and units follow https://prometheus.io/docs/practices/naming/; times are seconds since 1970, so that whoever reads
them knows the age at any moment. No figure is of a person.
"""

import shutil
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from weakref import WeakKeyDictionary

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.exposition import generate_latest

from feeds.formats import SUFFIXES
from feeds.reading import ids, parse
from model.errors import PublishError
from model.feed import FeedFormat, FeedProfile
from model.languages import TARGET_LANGUAGES
from model.severity import Severity
from pipeline.alerts import Kind, last_backup, places
from pipeline.health import Condition
from pipeline.publish import history_of
from pipeline.subscribing import folder_of
from pipeline.translate import SECONDS, SEGMENTS
from pipeline.watching import Watched, watch
from pipeline.wiring import Newsroom
from store.failures import METER as FAILURES

KEPT_SECONDS = 10.0
"""How long an answer is given again: two Prometheis, or somebody who reloads, cost no more than one."""

_lock = threading.Lock()
_kept: WeakKeyDictionary[Newsroom, tuple[float, bytes]] = WeakKeyDictionary()


def metrics(newsroom: Newsroom) -> bytes:
    """Return all figures in Prometheus' text format, at most `KEPT_SECONDS` old.

    Raises:
        BadConfiguration: the catalogue or the feeds cannot be read.
        StoreError: the store cannot be read.
    """
    with _lock:
        asked = time.monotonic()
        made, text = _kept.get(newsroom, (float("-inf"), b""))
        if asked - made > KEPT_SECONDS:
            text = _written(newsroom)
            _kept[newsroom] = asked, text
        return text


def _written(newsroom: Newsroom) -> bytes:
    registry = CollectorRegistry()
    registry.register(Figures(newsroom))
    return generate_latest(registry)


class Figures:
    """A collector in the sense of the Prometheus client."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom

    def describe(self) -> list[Metric]:
        """Return nothing: the registry would else collect once only to learn the names."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Yield each family of figures."""
        yield InfoMetricFamily("newsbridge", "The program.", value={"version": version("newsbridge")})
        yield from self._queue()
        yield from self._sources()
        yield from self._work()
        yield from self._feeds()
        yield from self._watching()

    def _queue(self) -> Iterator[Metric]:
        length = GaugeMetricFamily(
            "newsbridge_queue_translations", "Translations that wait for review.", labels=["language"]
        )
        oldest = GaugeMetricFamily(
            "newsbridge_queue_oldest_timestamp_seconds",
            "When the German of the translation came in that waits longest.",
            labels=["language"],
        )
        lines = self._newsroom.store.gauges.lines(self._newsroom.now())
        for language in TARGET_LANGUAGES:
            line = lines.get(language)
            length.add_metric([language], line.length if line else 0)
            if line and line.since:
                oldest.add_metric([language], line.since.timestamp())
        findings = GaugeMetricFamily(
            "newsbridge_queue_findings", "Findings in translations that wait.", labels=["check", "severity"]
        )
        for (check, severity), count in sorted(self._newsroom.store.gauges.findings().items()):
            findings.add_metric([check, Severity(severity).name.lower()], count)
        yield from (length, oldest, findings)

    def _sources(self) -> Iterator[Metric]:
        watched = watch(self._newsroom, self._newsroom.read_catalogue())
        state = GaugeMetricFamily(
            "newsbridge_source_state", "1 for the state that a source is in, else 0.", labels=["source", "state"]
        )
        failed = _of_sources("newsbridge_source_failed_visits", "Visits that have failed in a row.")
        releases = _of_sources("newsbridge_source_releases", "Releases that a source has brought.")
        for each in watched:
            name = each.source.name
            for condition in Condition:
                state.add_metric([name, condition], float(each.health.condition is condition))
            failed.add_metric([name], each.known.failures)
            releases.add_metric([name], each.known.releases)
        yield from (state, failed, releases, *self._times(watched))

    def _times(self, watched: list[Watched]) -> Iterator[Metric]:
        newest = self._newsroom.store.gauges.newest_releases()
        yield _moments(
            "newsbridge_source_last_visit_timestamp_seconds",
            "When a source was last visited.",
            {each.source.name: each.known.last_visit for each in watched},
        )
        yield _moments(
            "newsbridge_source_last_success_timestamp_seconds",
            "When a source last answered.",
            {each.source.name: each.known.last_success for each in watched},
        )
        yield _moments(
            "newsbridge_source_newest_release_timestamp_seconds",
            "When its newest release was published.",
            {each.source.name: newest.get(each.source.name) for each in watched},
        )

    def _work(self) -> Iterator[Metric]:
        segments = CounterMetricFamily(
            "newsbridge_translated_segments", "Segments that an engine has translated.", labels=["language"]
        )
        seconds = CounterMetricFamily(
            "newsbridge_translation_seconds", "Seconds that translating has taken.", labels=["language"]
        )
        failures = CounterMetricFamily("newsbridge_failures", "Attempts that have failed.", labels=["stage"])
        families = {SEGMENTS: segments, SECONDS: seconds, FAILURES: failures}
        for (name, label), value in self._newsroom.store.meters.all().items():
            if name in families:  # another version may have counted something else
                families[name].add_metric([label], value)
        standing = GaugeMetricFamily(
            "newsbridge_standing_failures", "Things that failed at the last attempt.", labels=["stage"]
        )
        for stage, count in sorted(self._newsroom.store.gauges.failures().items()):
            standing.add_metric([stage], count)
        yield from (*families.values(), standing)

    def _feeds(self) -> Iterator[Metric]:
        newsroom = self._newsroom
        written = GaugeMetricFamily(
            "newsbridge_feed_written_timestamp_seconds", "When the feed last changed on the disk.", labels=["feed"]
        )
        size = GaugeMetricFamily("newsbridge_feed_entries", "Entries of the feed.", labels=["feed"])
        held = GaugeMetricFamily(
            "newsbridge_feed_held", "1 for a feed that was rolled back and is held.", labels=["feed"]
        )
        failing = GaugeMetricFamily(
            "newsbridge_feed_failing", "1 for a feed that the last publication could not write.", labels=["feed"]
        )
        bad = {each.subject for each in newsroom.store.failures.all() if each.stage == "publish"}
        for profile in newsroom.profiles:
            path = folder_of(newsroom, profile) / f"{profile.name}{SUFFIXES[profile.formats[0]]}"
            if path.is_file():
                written.add_metric([profile.name], path.stat().st_mtime)
                size.add_metric([profile.name], _entries(path, profile.formats[0]))
            held.add_metric([profile.name], _is_held(newsroom, profile))
            failing.add_metric([profile.name], profile.name in bad)
        published = newsroom.store.gauges.published()
        yield from (written, size, held, failing)
        yield _moments(
            "newsbridge_entries_updated_timestamp_seconds",
            "When an entry was last added or changed.",
            {language.value: moment for language, moment in published.items()},
            "language",
        )

    def _watching(self) -> Iterator[Metric]:
        incidents = GaugeMetricFamily(
            "newsbridge_incidents", "Incidents that last, as last looked for.", labels=["kind"]
        )
        kinds = [each.key.partition(":")[0] for each in self._newsroom.store.incidents.all() if each.is_open]
        for kind in Kind:
            incidents.add_metric([kind], kinds.count(kind))
        free = GaugeMetricFamily("newsbridge_disk_free_bytes", "Room on a disk.", labels=["folder"])
        for place in places(self._newsroom):
            free.add_metric([str(place)], shutil.disk_usage(place).free)
        yield from (incidents, free)
        if last := last_backup(self._newsroom):
            yield GaugeMetricFamily(
                "newsbridge_backup_timestamp_seconds", "When the newest backup was finished.", last.timestamp()
            )


def _of_sources(name: str, text: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, text, labels=["source"])


def _moments(name: str, text: str, moments: dict[str, datetime | None], label: str = "source") -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, text, labels=[label])
    for subject, moment in moments.items():
        if moment:
            family.add_metric([subject], moment.timestamp())
    return family


def _entries(path: Path, form: FeedFormat) -> int:
    try:
        return len(list(ids(form, parse(form, path.read_bytes()))))
    except (OSError, ValueError):
        return 0  # damaged by another hand; the next publication writes it anew


def _is_held(newsroom: Newsroom, profile: FeedProfile) -> bool:
    try:
        return history_of(newsroom, profile).held() is not None
    except PublishError:
        return True  # what it is held at is gone; publishing says so
