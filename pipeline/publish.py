"""Publishing: what the gate admits, newest first, into each feed's file."""

import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from feeds.assembly import fingerprint, fingerprints_of_text
from feeds.formats import SUFFIXES, build
from feeds.gate import admits
from feeds.history import History, Version
from feeds.identity import mint_guid
from feeds.item import newest_items
from feeds.writing import write_all
from model.errors import BadConfiguration, PublishError
from model.feed import Entry, FeedProfile, Gate, Publication
from model.languages import Language
from model.release import Release, ReleaseVersion
from model.translation import REVIEWED, TRANSLATED, Translation
from pipeline.decide import decide_publication
from pipeline.reports import FeedReport, Problem
from pipeline.wiring import Newsroom

STAGE = "publish"
NOTICE = timedelta(days=30)
"""How long a feed says that a release was taken back."""
PATIENCE_SECONDS = 60.0
"""How long to wait for another run that is writing the same feed; building one takes about a second."""


@dataclass(frozen=True)
class PublishOrder:
    """What an operator asks for.

    Attributes:
        feeds: names; None: all.
        dry_run: build, write nothing.
    """

    feeds: Sequence[str] | None = None
    dry_run: bool = False


def publish(newsroom: Newsroom, order: PublishOrder = PublishOrder()) -> list[FeedReport]:
    """Write the feeds of `order`; a feed that fails is reported and the next one is written."""
    return [publish_feed(newsroom, profile, order) for profile in profiles_of(newsroom, order)]


def profiles_of(newsroom: Newsroom, order: PublishOrder) -> list[FeedProfile]:
    """Return the feeds of `order`.

    Raises:
        BadConfiguration: one is not in config/feeds.toml.
    """
    known = {profile.name: profile for profile in newsroom.profiles}
    for name in order.feeds or ():
        if name not in known:
            reason = f"no feed is called {name}; known are {', '.join(known)}"
            raise BadConfiguration(where=str(newsroom.settings.feeds_path), reason=reason)
    return list(known.values()) if order.feeds is None else [known[name] for name in order.feeds]


def publish_feed(newsroom: Newsroom, profile: FeedProfile, order: PublishOrder = PublishOrder()) -> FeedReport:
    """Build one feed and write it where it differs from what is there."""
    folder = newsroom.settings.output_path
    report = FeedReport(profile.name, str(folder / f"{profile.name}{SUFFIXES[profile.formats[0]]}"))
    with publish_turn(newsroom, profile) as mine:
        if not mine:
            report.problems.append(Problem(profile.name, "another run has been writing this feed for a minute"))
            return report
        try:
            if held := history_of(newsroom, profile).held():
                _keep_back(folder, held, report, order)
            else:
                _write(newsroom, profile, folder, report, order)
        except PublishError as error:
            report.problems.append(Problem(profile.name, str(error)))
            newsroom.store.failures.record(STAGE, profile.name, str(error), newsroom.now())
    return report


def history_of(newsroom: Newsroom, profile: FeedProfile) -> History:
    """Return the earlier publications of a feed."""
    return History(newsroom.settings.history_path, profile.name, profile.keep)


def publish_turn(newsroom: Newsroom, profile: FeedProfile) -> AbstractContextManager[bool]:
    """Wait for our turn at the files of a feed, as `turn` does."""
    return turn(newsroom, f"publish:{newsroom.settings.output_path / profile.name}")


@contextmanager
def turn(newsroom: Newsroom, name: str) -> Iterator[bool]:
    """Wait for our turn at a feed: two runs must not write the older state over the newer one."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        with newsroom.claim(name) as mine:
            if mine or time.monotonic() > deadline:
                yield mine
                return
        time.sleep(0.1)


def _write(newsroom: Newsroom, profile: FeedProfile, folder: Path, report: FeedReport, order: PublishOrder) -> None:
    items = newest_items(profile, entries_of(newsroom, profile, report, order))
    report.entries = len(items)
    # All are built before the first is written: what cannot be said in one format goes out in none.
    files = {
        f"{profile.name}{SUFFIXES[form]}": build(form, profile, items, newsroom.authority) for form in profile.formats
    }
    if order.dry_run:
        return
    history_of(newsroom, profile).add(files)
    report.written = write_all(folder, files)
    newsroom.store.failures.clear(STAGE, profile.name)


def _keep_back(folder: Path, held: Version, report: FeedReport, order: PublishOrder) -> None:
    """Leave a feed that was rolled back as it is; finish the work where rolling back was interrupted."""
    reason = f"held at version {held.number}; `newsbridge feeds release {report.feed}` lets it go on"
    report.held.append(Problem(report.feed, reason))
    if not order.dry_run:
        report.written = write_all(folder, held.files())


def entries_of(newsroom: Newsroom, profile: FeedProfile, report: FeedReport, order: PublishOrder) -> list[Entry]:
    """Return the newest entries that the gate admits; look further back only where it keeps some out."""
    looked = 0
    sources = None if "*" in profile.sources else profile.sources
    states = REVIEWED if profile.gate is Gate.REVIEWED else TRANSLATED
    entries = _withdrawn(newsroom, profile)
    while len(entries) < profile.size:
        limit = looked + profile.size
        releases = newsroom.store.publications.newest(profile.language, sources, limit, states)[looked:]
        entries += [entry for release in releases if (entry := _entry(newsroom, profile, release, report, order))]
        looked += len(releases)
        if looked < limit:
            break
    return entries


def _withdrawn(newsroom: Newsroom, profile: FeedProfile) -> list[Entry]:
    """Return what was taken back lately: RSS has no deletion, so a notice has to stand in its place for a while."""
    store = newsroom.store
    entries = []
    for publication in store.publications.withdrawn(profile.language, newsroom.now() - NOTICE):
        release = store.releases.get(publication.release_id)
        if release and ("*" in profile.sources or release.source in profile.sources):
            found, _ = _admitted(newsroom, profile, release)
            if found is not None:
                version, translation = found
                entries.append(Entry(version, publication, newsroom.publisher(release.source), translation))
    return entries


def _entry(
    newsroom: Newsroom, profile: FeedProfile, release: Release, report: FeedReport, order: PublishOrder
) -> Entry | None:
    """Return the release as an entry, or None with the reason in the report."""
    found, reason = _admitted(newsroom, profile, release)
    if found is None:
        report.held.append(Problem(release.url or release.key, reason))
        return None
    version, translation = found
    fresh = _fresh_publication(newsroom, version, profile.language)
    entry = Entry(version, fresh, newsroom.publisher(release.source), translation)
    try:
        return replace(entry, publication=_publication(newsroom, entry, order))
    except PublishError as error:
        report.problems.append(Problem(release.url or release.key, str(error)))
        return None


def _admitted(
    newsroom: Newsroom, profile: FeedProfile, release: Release
) -> tuple[tuple[ReleaseVersion, Translation | None] | None, str]:
    """Return the newest version that may go out: while a change waits, readers keep what they had."""
    reasons = []
    for version_id in newsroom.store.releases.version_ids(release.id):
        translation = None
        if profile.language is not Language.DE:
            translation = newsroom.store.translations.get(version_id, profile.language)
        reason = admits(profile.gate, profile.language, translation, newsroom.now())
        if not reason:
            return (newsroom.store.releases.version(version_id), translation), ""
        reasons.append(reason)
    return None, reasons[0]


def _fresh_publication(newsroom: Newsroom, version: ReleaseVersion, language: Language) -> Publication:
    release = version.release
    published = version.article.published or release.first_seen
    guid = mint_guid(newsroom.authority, release.source, release.key, language)
    return Publication(release.id, language, guid, published, published)


def _publication(newsroom: Newsroom, entry: Entry, order: PublishOrder) -> Publication:
    """Keep the identity of the entry and the date of its last change.

    Stored before the file is written: a GUID that a subscriber has seen must never be minted again differently.
    """
    fresh = replace(entry.publication, content_hash=fingerprint(entry))
    publications = newsroom.store.publications
    old = publications.get(fresh.release_id, fresh.language)
    publication = decide_publication(old, fresh, newsroom.now(), fingerprints_of_text(entry))
    if publication != old and not order.dry_run:
        publications.save(publication)
    return publication
