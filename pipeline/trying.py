"""A dry run of one source: what it announces and what is recognised, without touching the store's releases."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from model.article import Article
from model.errors import BadConfiguration, SourceError
from model.source import Link, Source, SourceKind
from pipeline.decide import ensure_german
from pipeline.reading import read_link, read_page
from pipeline.reports import Problem
from pipeline.wiring import Newsroom
from sources.discovery import discover
from sources.fetching import Fetcher, FetchLimits
from sources.pages import Page
from sources.visiting import visit

IMPATIENT = FetchLimits(timeout=10, total=30, retries=0)
"""Somebody waits for the result."""
OUT_OF_TIME = "the time was up; the releases after this one were not read"


@dataclass
class Trial:
    """What a dry run saw.

    Attributes:
        found: releases announced.
        links: all of them, in their order.
        read: links with the article recognised behind each.
        notes: what need not be wrong: what a saved page is not.
    """

    source: str
    found: int = 0
    links: list[Link] = field(default_factory=list)
    read: list[tuple[Link, Article]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def try_source(
    newsroom: Newsroom,
    source: Source,
    limit: int,
    seconds: float | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Trial:
    """Visit `source` as `collect` would, read its first `limit` releases, store nothing.

    Args:
        newsroom: for the fetcher and the time.
        source: what to visit.
        limit: how many articles to read.
        seconds: after which no further article is begun; with it no request is repeated either. None: as long as it
            takes.
        clock: seconds that pass; for tests.
    """
    trial = Trial(source.name)
    until = None if seconds is None else clock() + seconds
    with newsroom.fetcher([source], None if seconds is None else IMPATIENT) as fetcher:
        try:
            trial.links = list(visit(source, fetcher, lambda _: None).links)
        except SourceError as error:
            trial.problems.append(Problem(source.name, str(error)))
            return trial
        trial.found = len(trial.links)
        for link in trial.links[:limit]:
            if until is not None and clock() > until:
                trial.notes.append(Problem(link.url, OUT_OF_TIME))
                break
            _read(newsroom, source, link, fetcher, trial)
    return trial


def _read(newsroom: Newsroom, source: Source, link: Link, fetcher: Fetcher, trial: Trial) -> None:
    try:
        article, _ = read_link(source, link, fetcher, None, newsroom.now())
        ensure_german(article, link.url)
    except SourceError as error:
        trial.problems.append(Problem(link.url, str(error)))
    else:
        trial.read.append((link, article))


def try_saved(newsroom: Newsroom, source: Source, body: bytes, name: str) -> Trial:
    """Read a saved page by the rules of `source`: as its overview and as an article, since it may be either.

    What it is not becomes a note; a problem only where it is neither.

    Args:
        newsroom: for the time.
        source: whose rules.
        body: the page as it was sent, or saved by a browser.
        name: of the file, for messages.

    Raises:
        BadConfiguration: the source is a folder, which has no pages; or one of its selectors is no CSS.
    """
    if source.kind is SourceKind.FOLDER:
        raise BadConfiguration(where=source.name, reason="a folder has no page that could be saved")
    trial = Trial(source.name)
    page = Page(source.url, body)
    try:
        trial.links = list(discover(source, page).links)
        trial.found = len(trial.links)
    except SourceError as error:
        trial.notes.append(Problem(name, str(error)))
    try:
        article = read_page(page, source, None, newsroom.now())
        trial.read.append((Link(url=name, key=name), article))
    except SourceError as error:
        trial.notes.append(Problem(name, str(error)))
    if not trial.links and not trial.read:
        trial.problems, trial.notes = trial.notes, []
    return trial
