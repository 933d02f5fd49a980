"""Collecting: ask each source, read what is new or changed, store it once."""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from model.article import Article
from model.errors import AlreadyStored, FetchError, SourceError, UnreadableDocument
from model.release import Release
from model.source import Link, Source, Validators
from pipeline.decide import Intent, decide_release, ensure_german
from pipeline.kept_out import without_erased
from pipeline.logs import about
from pipeline.reading import NotModified, read_link
from pipeline.recording import VisitClock, keep_broken, record_visit
from pipeline.reports import CollectReport, Problem
from pipeline.wiring import Newsroom
from sources.fetching import Fetcher
from sources.visiting import Visited, visit
from translators.splitting import segment

log = logging.getLogger(__name__)

STAGE = "collect"
GONE = 410


@dataclass(frozen=True)
class CollectOrder:
    """What an operator asks for.

    Attributes:
        sources: names; None: all that are enabled.
        since: leave out what the source dates earlier.
        until: leave out what the source dates at this time or later.
        limit: releases a source at most; None: as the catalogue says.
        dry_run: look and read, store nothing.
    """

    sources: Sequence[str] | None = None
    since: datetime | None = None
    limit: int | None = None
    dry_run: bool = False
    until: datetime | None = None

    def wants(self, published: datetime | None) -> bool:
        """Whether what the source dates so is asked for; a date that is not known yet may turn out to be right."""
        if published is None:
            return True
        return (self.since is None or published >= self.since) and (self.until is None or published < self.until)


def collect(newsroom: Newsroom, order: CollectOrder = CollectOrder()) -> list[CollectReport]:
    """Collect the sources of `order`, each for itself: a source that fails is reported and the next one is asked."""
    sources = newsroom.sources(order.sources)
    with newsroom.fetcher(sources) as fetcher:
        return [collect_source(newsroom, source, fetcher, order) for source in sources]


def collect_source(newsroom: Newsroom, source: Source, fetcher: Fetcher, order: CollectOrder) -> CollectReport:
    """Collect one source unless another run is at it."""
    report = CollectReport(source.name)
    with about(source=source.name), newsroom.claim(f"collect:{source.name}") as mine:
        if mine:
            _visit_source(newsroom, source, fetcher, order, report)
        else:
            report.note = "another run is collecting it"
    return report


def _visit_source(
    newsroom: Newsroom, source: Source, fetcher: Fetcher, order: CollectOrder, report: CollectReport
) -> None:
    sources, clock = newsroom.store.sources, VisitClock()
    try:
        visited = visit(source, fetcher, lambda url: sources.validators(source.name, _as_read(source, url)))
    except SourceError as error:
        _fail(newsroom, report, source.name, error, order)
        if not order.dry_run:
            sources.visited(source.name, newsroom.now(), None, str(error))
            record_visit(newsroom, source, clock, report, error)
            if isinstance(error, UnreadableDocument):
                keep_broken(newsroom, source, "overview", error.document)
        return
    clock.announced = None if visited.not_modified else len(visited.links)
    links = _links(newsroom, source, visited, order)
    report.found = len(links)
    for link in links:
        collect_link(newsroom, source, link, fetcher, order, report, clock)
    if not order.dry_run:
        _remember_visit(newsroom, source, visited, report, order)
        record_visit(newsroom, source, clock, report)


def _links(newsroom: Newsroom, source: Source, visited: Visited, order: CollectOrder) -> list[Link]:
    """Return what to look at; where the overview has not changed, the pages it announced last time may have."""
    links = list(visited.links)
    if visited.not_modified:
        recent = newsroom.store.releases.recent(source.name, source.limit)
        links = [Link(url=release.url, key=release.key) for release in recent if release.url]
    return [link for link in links if order.wants(link.published)][: order.limit]


def _remember_visit(
    newsroom: Newsroom, source: Source, visited: Visited, report: CollectReport, order: CollectOrder
) -> None:
    """Record the visit. What failed or was left out must be met again, so the overview then counts as not yet seen."""
    whole = not report.problems and order.since is None and order.until is None and order.limit is None
    found = None if visited.not_modified else report.found
    newsroom.store.sources.visited(source.name, newsroom.now(), found)
    for url, validators in visited.validators.items():
        kept = validators if whole else Validators()
        newsroom.store.sources.remember(source.name, _as_read(source, url), kept)
    if not visited.links:
        keep_broken(newsroom, source, "overview", visited.page)
    newsroom.store.failures.clear(STAGE, source.name)


def _as_read(source: Source, url: str) -> str:
    """Return the name under which validators are kept: a corrected selector must read an unchanged page again."""
    rules = repr((source.kind, source.include, source.selectors, source.key_parameters, source.full_text))
    return f"{url}#{hashlib.sha256(rules.encode()).hexdigest()[:12]}"


def collect_link(
    newsroom: Newsroom,
    source: Source,
    link: Link,
    fetcher: Fetcher,
    order: CollectOrder,
    report: CollectReport,
    clock: VisitClock,
) -> None:
    """Read one announced release and store what is new in it; whatever is wrong with it stops only itself."""
    store = newsroom.store
    known = store.releases.find(source.name, [link.key])
    # A release that was taken back is read anew: »not modified« would not tell that it is there again.
    ask = known is not None and known.withdrawn_at is None
    asked = store.sources.validators(source.name, _as_read(source, link.url)) if ask else None
    try:
        article, validators = read_link(source, link, fetcher, asked, newsroom.now())
        ensure_german(article, link.url)
    except NotModified:
        report.unchanged += 1
        return
    except SourceError as error:
        if known and isinstance(error, FetchError) and error.fields.get("status") == GONE:
            _withdraw(newsroom, known, order, report)
        else:
            _fail(newsroom, report, link.url or link.key, error, order)
            if isinstance(error, UnreadableDocument) and not order.dry_run:
                keep_broken(newsroom, source, "article", error.document)
        return
    clock.lengths.append(sum(len(block.text.text) for block in article.blocks))
    if not order.wants(article.published):
        report.found -= 1
        return
    try:
        keep_article(newsroom, source, [link.key], article, link.url, order, report)
    except AlreadyStored:
        log.info("%s: another run stored it first", link.url)
        report.unchanged += 1
    if not order.dry_run:
        store.sources.remember(source.name, _as_read(source, link.url), validators)
        store.failures.clear(STAGE, link.url)


def keep_article(
    newsroom: Newsroom,
    source: Source,
    keys: Sequence[str],
    article: Article,
    url: str,
    order: CollectOrder,
    report: CollectReport,
) -> None:
    """Store `article` as what it is: a new release, a new version, or nothing new.

    Raises:
        AlreadyStored: another worker was faster; its release stands.
    """
    releases = newsroom.store.releases
    article = without_erased(newsroom, article)
    known = releases.find(source.name, keys)
    twin = None if known else releases.find_content(source.name, article.content_hash)
    intent = decide_release(known, twin, article)
    if order.dry_run:
        report.count(intent)
        return
    if intent is Intent.ADD:
        releases.add(source.name, keys, url, article, segment(article), newsroom.now())
    elif intent is Intent.CHANGE and known is not None:
        releases.add_version(known, url, article, segment(article), newsroom.now())
    elif intent is Intent.KNOWN_UNDER_OTHER_KEY and twin is not None:
        releases.add_keys(twin, keys, url)
    if known is not None and known.withdrawn_at is not None:
        releases.restore(known.id)
    report.count(intent)


def _withdraw(newsroom: Newsroom, known: Release, order: CollectOrder, report: CollectReport) -> None:
    """Take back what the publisher has taken back: only an explicit 410 Gone counts, a 404 may be an accident."""
    if known.withdrawn_at is not None:
        report.unchanged += 1
        return
    report.withdrawn += 1
    if not order.dry_run:
        newsroom.store.releases.withdraw(known.id, newsroom.now())


def _fail(newsroom: Newsroom, report: CollectReport, subject: str, error: SourceError, order: CollectOrder) -> None:
    report.problems.append(Problem(subject, str(error)))
    if not order.dry_run:
        newsroom.store.failures.record(STAGE, subject, str(error), newsroom.now())
