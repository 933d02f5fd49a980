"""Telling WebSub hubs which feeds have changed (https://www.w3.org/TR/websub/).

A publisher and its hub agree among themselves how a change is told; the hubs in use take what PubSubHubbub 0.4 said in
section 7: a form with `hub.mode=publish` and the address of the feed as `hub.url`, some as `hub.topic`. What a hub has
been told is kept as the hash of the file, so that one that was out of reach is told by the next publication.
"""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import requests
from tenacity import RetryError, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from feeds.formats import SUFFIXES, own_address
from feeds.text import web_address
from feeds.writing import write_if_changed
from model.feed import FeedProfile
from pipeline.reports import FeedReport, Problem
from pipeline.subscribing import folder_of
from pipeline.wiring import Newsroom
from sources.fetching import user_agent

STAGE = "announce"
NAME = "hub"
ATTEMPTS = 3
TIMEOUT = 5.0
"""Seconds for one attempt: readers have the feed already, only those who wait for the hub do not."""


class _Deaf(Exception):
    """The hub did not take it; may pass."""


class _Refused(Exception):
    """The hub does not want it."""


def announce(newsroom: Newsroom) -> list[FeedReport]:
    """Tell the hub of each open feed which of its files have changed since it was told; return a report for each hub.

    A hub that does not answer stops only itself.
    """
    reports: dict[str, FeedReport] = {}
    for profile in newsroom.profiles:
        hub = web_address(profile.hub)
        if not hub or profile.is_closed:
            continue
        told = _told(newsroom, profile)
        for topic, digest in _news(newsroom, profile, told):
            report = reports.setdefault(hub, FeedReport(NAME, hub))
            if not report.problems and _tell(newsroom, report, hub, topic):
                told[topic] = digest
                write_if_changed(_memory(newsroom, profile), json.dumps(told).encode())
    _forget(newsroom)
    return list(reports.values())


def _news(newsroom: Newsroom, profile: FeedProfile, told: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    folder = folder_of(newsroom, profile)
    for form in profile.formats:
        topic, path = own_address(profile, form), folder / f"{profile.name}{SUFFIXES[form]}"
        if topic and path.is_file():
            digest = sha256(f"{profile.hub}\n".encode() + path.read_bytes()).hexdigest()
            if told.get(topic) != digest:
                yield topic, digest


def _forget(newsroom: Newsroom) -> None:
    """Forget the failures of hubs that no feed has any more."""
    hubs = {web_address(profile.hub) for profile in newsroom.profiles if not profile.is_closed}
    for each in newsroom.store.failures.all():
        if each.stage == STAGE and each.subject not in hubs:
            newsroom.store.failures.clear(STAGE, each.subject)


def _memory(newsroom: Newsroom, profile: FeedProfile) -> Path:
    return newsroom.settings.history_path / profile.name / "announced.json"


def _told(newsroom: Newsroom, profile: FeedProfile) -> dict[str, str]:
    try:
        told = json.loads(_memory(newsroom, profile).read_bytes())
    except (OSError, ValueError):
        return {}  # all is told again, which does no harm
    return told if isinstance(told, dict) else {}


def _tell(newsroom: Newsroom, report: FeedReport, hub: str, topic: str) -> bool:
    agent = user_agent(newsroom.settings.contact)
    again = retry_if_exception_type(_Deaf)
    try:
        Retrying(stop=stop_after_attempt(ATTEMPTS), wait=wait_exponential(0.5), retry=again)(_post, hub, topic, agent)
    except (RetryError, _Refused) as error:
        cause = error.last_attempt.exception() if isinstance(error, RetryError) else error
        reason = f"{hub} was not told of {topic}: {cause}; the next publication tries again"
        report.problems.append(Problem(hub, reason))
        newsroom.store.failures.record(STAGE, hub, reason, newsroom.now())
        return False
    report.entries += 1
    report.written = True
    newsroom.store.failures.clear(STAGE, hub)
    return True


def _post(hub: str, topic: str, agent: str) -> None:
    form = {"hub.mode": "publish", "hub.url": topic, "hub.topic": topic}
    try:
        answer = requests.post(hub, form, headers={"User-Agent": agent}, timeout=TIMEOUT, allow_redirects=False)
    except requests.RequestException as error:
        raise _Deaf(f"no answer ({type(error).__name__})") from error
    if answer.ok and not answer.is_redirect:
        return
    told = f"HTTP {answer.status_code} {answer.reason} {answer.text[:200]}".strip()
    raise (_Deaf if answer.status_code >= 500 or answer.status_code == 429 else _Refused)(told)
