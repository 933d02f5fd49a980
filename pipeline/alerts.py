"""What an operator must know of now: found by rules in the store and on the disk, told by `pipeline.notifying`."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from model.berlin import in_berlin
from model.errors import RunnerError
from model.failure import Failure
from model.phrases import NOTHING, Sentence, phrase
from pipeline.backup import SUFFIX
from pipeline.health import ALARMING
from pipeline.holders import is_dead
from pipeline.prefect_server import FlowRun, PrefectServer, configured_server
from pipeline.watching import watch
from pipeline.wiring import Newsroom

AGAIN = 2
"""Failed attempts at the same thing that are no accident any more."""
NO_VISIT = timedelta(hours=26)
"""Without any visit of any source; at the schedule of prefect.yaml the longest pause is of 16 hours."""
NO_BACKUP = timedelta(hours=30)
"""After the last backup; the nightly one has six hours to be late."""
NOTHING_OUT = timedelta(days=4)
"""For which a release may wait with nothing going out: a weekend with a holiday on either side."""
TOO_LONG = timedelta(hours=6)
"""A run that takes as long is stuck: a day's releases take minutes."""
OVERDUE = timedelta(hours=1)
"""After its time a run that nobody has begun has no worker."""
LAST_RUNS = 30
FREE_SHARE, FREE_BYTES, FREE_ENOUGH = 0.05, 2**30, 20 * 2**30
"""A disk is nearly full below a GiB, and below a twentieth unless that is more than 20 GiB."""
NAMED = 3
"""Works of a run that broke off which are named."""


class Kind(StrEnum):
    """What an alert is about."""

    SOURCE = "source"
    FEED = "feed"
    TRANSLATION = "translation"
    STAGE = "stage"
    COLLECTING = "collecting"
    RUN = "run"
    FLOW = "flow"
    PREFECT = "prefect"
    DISK = "disk"
    BACKUP = "backup"


NAMES: dict[Kind, str] = {
    Kind.SOURCE: phrase("source {subject}"),
    Kind.FEED: phrase("feed {subject}"),
    Kind.TRANSLATION: phrase("translating"),
    Kind.STAGE: phrase("step {subject}"),
    Kind.COLLECTING: phrase("collecting"),
    Kind.RUN: phrase("a run"),
    Kind.FLOW: phrase("the flow {subject}"),
    Kind.PREFECT: phrase("the Prefect server"),
    Kind.DISK: phrase("the disk of {subject}"),
    Kind.BACKUP: phrase("the backup"),
}
"""How an operator is told what it is about."""


@dataclass(frozen=True)
class Alert:
    """Something that is wrong now.

    Attributes:
        subject: the name of the source, feed, flow or folder; "" where there is one alone of its kind.
        cause: why it is so.
        remedy: what to do.
        page: of the desk, where to look.
        state: of a source: quiet, broken, blocked, failing.
    """

    kind: Kind
    subject: str
    cause: Sentence
    remedy: Sentence = NOTHING
    page: str = "/failures"
    state: str = ""

    @property
    def key(self) -> str:
        """What makes it the same incident as yesterday's."""
        return f"{self.kind}:{self.subject}"


def name_of(key: str) -> Sentence:
    """Return what an incident is about, by its key."""
    kind, _, subject = key.partition(":")
    return Sentence(NAMES[Kind(kind)], {"subject": subject})


def find_alerts(newsroom: Newsroom) -> list[Alert]:
    """Return everything that is wrong now.

    Raises:
        BadConfiguration: the catalogue or the feeds cannot be read.
        StoreError: the store cannot be read.
    """
    found = [*_sources(newsroom), *_failures(newsroom.store.failures.all()), *_feeds(newsroom), *_claims(newsroom)]
    found += [*_prefect(configured_server(), newsroom.now()), *_disks(newsroom), *_backup(newsroom)]
    return list({alert.key: alert for alert in found}.values())


def _sources(newsroom: Newsroom) -> Iterator[Alert]:
    watched = watch(newsroom, [source for source in newsroom.read_catalogue() if source.enabled])
    for each in watched:
        health, name = each.health, each.source.name
        if health.condition in ALARMING:
            page = f"/sources/{name}"
            yield Alert(Kind.SOURCE, name, health.reason, health.remedy, page, health.condition.value)
    last = max((each.known.last_visit for each in watched if each.known.last_visit), default=None)
    if last and newsroom.now() - last > NO_VISIT:
        cause = Sentence(phrase("No source has been visited since {time}."), {"time": _shown(last)})
        remedy = Sentence(phrase("Look whether the schedule, its server and its worker run."))
        yield Alert(Kind.COLLECTING, "", cause, remedy, "/runs")


def _failures(failures: Sequence[Failure]) -> Iterator[Alert]:
    """Of what fails again and again; a source's failures are in its health, and who is told cannot be told."""
    again = [each for each in failures if each.attempts >= AGAIN]
    for each in again:
        if each.stage == "publish":
            cause = Sentence(phrase("It cannot be written: {reason}"), {"reason": each.reason})
            remedy = Sentence(phrase("Readers see the last one that was written. Remove the cause, then publish."))
            yield Alert(Kind.FEED, each.subject, cause, remedy, "/newsroom")
    if count := sum(each.stage == "translate" for each in again):
        # Without subject and reason: they may hold words of a release.
        cause = Sentence(phrase("Translations that fail again and again: {n}."), {"n": count})
        yield Alert(Kind.TRANSLATION, "", cause, Sentence(phrase("The failures say why.")))
    others = {each.stage for each in again} - {"collect", "publish", "translate", "notify"}
    for stage in sorted(others):
        worst = next(each for each in again if each.stage == stage)
        fields = {"subject": worst.subject, "reason": worst.reason}
        cause = Sentence(phrase("{subject}: {reason}"), fields)
        yield Alert(Kind.STAGE, stage, cause, Sentence(phrase("The failures say why.")))


def _feeds(newsroom: Newsroom) -> Iterator[Alert]:
    for language in sorted({profile.language for profile in newsroom.profiles}):
        since = newsroom.store.gauges.unpublished_since(language)
        if since is None or newsroom.now() - since <= NOTHING_OUT:
            continue
        cause = Sentence(
            phrase("Nothing has gone out since a release came in on {time}; its gate, or the queue, holds it back."),
            {"time": _shown(since)},
        )
        remedy = Sentence(phrase("Review what waits, or look at what the last publication held back."))
        for profile in newsroom.profiles:
            if profile.language is language and not profile.words and profile.sources == ("*",):
                yield Alert(Kind.FEED, profile.name, cause, remedy, "/newsroom")


def _claims(newsroom: Newsroom) -> Iterator[Alert]:
    claims, now = newsroom.store.claims.all(), newsroom.now()
    remedy = Sentence(phrase("The next run finishes the work. If it happens again, look at the log and the memory."))
    if dead := [claim.name for claim in claims if is_dead(claim.holder)]:
        cause = Sentence(phrase("It was killed in the middle of its work: {work}"), {"work": _few(dead)})
        yield Alert(Kind.RUN, "", cause, remedy, "/runs")
    elif late := [claim.name for claim in claims if claim.expires_at < now]:
        fields = {"work": _few(late), "time": _shown(min(claim.expires_at for claim in claims))}
        cause = Sentence(phrase("It has given no sign of life since {time}, at: {work}"), fields)
        yield Alert(Kind.RUN, "", cause, remedy, "/runs")


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (f" +{len(names) - NAMED}" if len(names) > NAMED else "")


def _prefect(server: PrefectServer | None, now: datetime) -> Iterator[Alert]:
    if server is None:
        return
    try:
        runs = server.runs(now, LAST_RUNS)
    except RunnerError as error:
        cause = Sentence(phrase("{reason}"), {"reason": str(error)})
        yield Alert(Kind.PREFECT, "", cause, Sentence(phrase("Start it again; until then no schedule runs.")), "/runs")
        return
    newest: dict[str, FlowRun] = {}
    for run in runs:
        newest.setdefault(run.flow, run)
    for flow, run in newest.items():
        if cause := _of_run(run, now):
            remedy = Sentence(phrase("Look at its log at Prefect, and whether a worker runs."))
            yield Alert(Kind.FLOW, flow, cause, remedy, "/runs")


def _of_run(run: FlowRun, now: datetime) -> Sentence:
    """Judge the last run of a flow; a failed one has said what failed, unless it is the nightly work."""
    fields = {"name": run.name, "said": run.said, "hours": int(run.seconds // 3600)}
    if run.state == "CRASHED" or (run.state == "FAILED" and run.flow == "keep"):
        return Sentence(phrase("Its last run {name} broke off: {said}"), fields)
    if run.state == "RUNNING" and run.seconds > TOO_LONG.total_seconds():
        return Sentence(phrase("Its run {name} has taken {hours} hours and is not over."), fields)
    if not run.finished and run.started is None and run.expected and now - run.expected > OVERDUE:
        fields["time"] = _shown(run.expected)
        return Sentence(phrase("Its run {name} was due at {time}, and nobody has begun it."), fields)
    return NOTHING


def _disks(newsroom: Newsroom) -> Iterator[Alert]:
    for place in places(newsroom):
        usage = shutil.disk_usage(place)
        if usage.free < FREE_BYTES or usage.free < min(FREE_SHARE * usage.total, FREE_ENOUGH):
            fields = {"free": f"{usage.free / 2**20:.0f}"}
            cause = Sentence(phrase("It is nearly full: {free} MiB are free."), fields)
            remedy = Sentence(phrase("Make room, before releases and feeds cannot be stored any more."))
            yield Alert(Kind.DISK, str(place), cause, remedy, "/")


def places(newsroom: Newsroom) -> list[Path]:
    """Return the folders that the newsroom writes to, one for each disk."""
    settings = newsroom.settings
    wanted = [settings.home, settings.output_path, settings.backups_path]
    found = {path.stat().st_dev: path for path in reversed(wanted) if path.is_dir()}
    return list(reversed(found.values()))


def _backup(newsroom: Newsroom) -> Iterator[Alert]:
    """Judge by the files, whoever writes them; where there never was one, nobody wanted any."""
    last = last_backup(newsroom)
    if last and newsroom.now() - last > NO_BACKUP:
        cause = Sentence(phrase("There is none since {time}."), {"time": _shown(last)})
        remedy = Sentence(phrase("Run `newsbridge backup`: it says what is in the way."))
        yield Alert(Kind.BACKUP, "", cause, remedy, "/runs")


def last_backup(newsroom: Newsroom) -> datetime | None:
    """Return when the newest nightly backup was finished, None where there is none."""
    times = [path.stat().st_mtime for path in newsroom.settings.backups_path.glob(f"newsbridge-*{SUFFIX}")]
    return datetime.fromtimestamp(max(times), UTC) if times else None


def _shown(moment: datetime) -> str:
    return f"{in_berlin(moment):%Y-%m-%d %H:%M}"
