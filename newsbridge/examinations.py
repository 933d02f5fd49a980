"""What the doctor looks at, one function a subject."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from importlib.util import find_spec
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from model.errors import NewsbridgeError
from model.languages import TARGET_LANGUAGES, Language
from newsbridge.language import explain
from pipeline.settings import Settings
from pipeline.wiring import Newsroom

NEEDED_BYTES = 500_000_000
"""Room for unpacked packages and a year of releases."""


class Verdict(Enum):
    """How a thing stands."""

    GOOD = "ok"
    DOUBT = "note"
    BAD = "wrong"


@dataclass(frozen=True)
class Finding:
    """What was found about one subject, and how to put it right."""

    verdict: Verdict
    subject: str
    text: str
    remedy: str = ""


def examine(settings: Settings) -> Iterator[Finding]:
    """Yield a finding for each subject; one that cannot be examined is itself a finding."""
    with Newsroom(settings) as newsroom:
        for examination in EXAMINATIONS:
            yield from _guarded(examination, newsroom)


def _guarded(examination: "Examination", newsroom: Newsroom) -> Iterator[Finding]:
    try:
        yield from examination(newsroom)
    except NewsbridgeError as error:
        yield Finding(Verdict.BAD, examination.__name__.strip("_").replace("_", " "), explain(error))


def _python(_: Newsroom) -> Iterator[Finding]:
    yield Finding(Verdict.GOOD, "python", sys.version.split()[0])
    try:
        ZoneInfo("Europe/Berlin")
    except ZoneInfoNotFoundError:
        yield Finding(Verdict.BAD, "python", "no time zone data", "pip install tzdata")
    for heavy in ("torch", "spacy", "stanza"):
        if find_spec(heavy):
            text = f"{heavy} is installed; newsbridge does not need it"
            yield Finding(Verdict.DOUBT, "python", text, f"pip uninstall {heavy}")


def _store(newsroom: Newsroom) -> Iterator[Finding]:
    counts = ", ".join(f"{count} {name}" for name, count in newsroom.store.counts().items())
    yield Finding(Verdict.GOOD, "store", f"{newsroom.store.url}: {counts}")
    for failure in newsroom.store.failures.all():
        text = f"{failure.stage}: {failure.reason} ({failure.attempts}x)"
        yield Finding(Verdict.DOUBT, "store", text, "the next run tries again")


def _sources(newsroom: Newsroom) -> Iterator[Finding]:
    enabled = [source for source in newsroom.catalogue if source.enabled]
    text = f"{len(newsroom.catalogue)} in {newsroom.settings.catalogue_path}, {len(enabled)} enabled"
    remedy = "" if enabled else "newsbridge sources enable NAME"
    yield Finding(Verdict.GOOD if enabled else Verdict.DOUBT, "sources", text, remedy)


def _feeds(newsroom: Newsroom) -> Iterator[Finding]:
    names = ", ".join(profile.name for profile in newsroom.profiles)
    yield Finding(Verdict.GOOD, "feeds", f"{names} -> {newsroom.settings.output_path}")
    for profile in newsroom.profiles:
        if not profile.url:
            text = f"{profile.name} has no public address, so its link to itself is left out"
            yield Finding(Verdict.DOUBT, "feeds", text, f"set url in {newsroom.settings.feeds_path}")


def _terms(newsroom: Newsroom) -> Iterator[Finding]:
    yield Finding(Verdict.GOOD, "terms", f"{len(newsroom.terms)} in {newsroom.settings.terms_path}")


def _engines(newsroom: Newsroom) -> Iterator[Finding]:
    ways = [leg for target in TARGET_LANGUAGES for leg in newsroom.engines.legs(Language.DE, target)]
    for leg in {(leg.source, leg.target): leg for leg in ways}.values():
        text = f"{leg.source} -> {leg.target}: {leg.engine}"
        if leg.server is None or leg.server.is_local:
            yield Finding(Verdict.GOOD, "engines", f"{text}, on this machine")
        else:
            remedy = f"to keep it here, name another engine in {newsroom.settings.engines_path}"
            text += f"; the text of every release is sent to {leg.server.host}"
            yield Finding(Verdict.DOUBT, "engines", text, remedy)


def _packages(newsroom: Newsroom) -> Iterator[Finding]:
    for target in TARGET_LANGUAGES:
        if all(leg.server for leg in newsroom.engines.legs(Language.DE, target)):
            continue
        route = newsroom.packages.route(Language.DE, target)
        yield Finding(Verdict.GOOD, "packages", f"de -> {target}: {' -> '.join(step.name for step in route.steps)}")
        if any(step.origin == "embedded" for step in route.steps):
            remedy = "newsbridge packages install de-en en-zh"
            yield Finding(Verdict.DOUBT, "packages", f"{target} uses an embedded, weaker package", remedy)


def _folders(newsroom: Newsroom) -> Iterator[Finding]:
    for path in (newsroom.settings.output_path, newsroom.settings.packages_path):
        existing = next(parent for parent in (path, *path.parents) if parent.exists())
        if not os.access(existing, os.W_OK) or not existing.is_dir():
            yield Finding(Verdict.BAD, "folders", f"{path}: cannot be written", f"check who owns {existing}")
        elif shutil.disk_usage(existing).free < NEEDED_BYTES:
            yield Finding(Verdict.DOUBT, "folders", f"{path}: less than 500 MB free", "make room on this disk")
        else:
            yield Finding(Verdict.GOOD, "folders", f"{path}: can be written")


def _prefect(_: Newsroom) -> Iterator[Finding]:
    address = os.environ.get("PREFECT_API_URL", "")
    if not address:
        text = "no PREFECT_API_URL; `newsbridge run` needs none, schedules do"
        yield Finding(Verdict.DOUBT, "prefect", text, "see docs/operating.md")
        return
    import requests

    try:
        requests.get(f"{address.rstrip('/')}/health", timeout=5).raise_for_status()
        yield Finding(Verdict.GOOD, "prefect", address)
    except requests.RequestException as error:
        text = f"{address}: {type(error).__name__}"
        yield Finding(Verdict.BAD, "prefect", text, "start it with `prefect server start`, or correct PREFECT_API_URL")


Examination = Callable[[Newsroom], Iterator[Finding]]
EXAMINATIONS: tuple[Examination, ...] = (
    _python,
    _folders,
    _store,
    _sources,
    _feeds,
    _terms,
    _engines,
    _packages,
    _prefect,
)
