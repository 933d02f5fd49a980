"""The entries of a feed: what the store holds and the gate admits, each with its identity."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from feeds.assembly import fingerprint, fingerprints_of_text
from feeds.gate import admits
from feeds.identity import mint_guid
from model.errors import PublishError
from model.feed import Entry, FeedProfile, Gate, Publication
from model.languages import Language
from model.release import Release, ReleaseVersion
from model.translation import REVIEWED, TRANSLATED, State, Translation
from pipeline.decide import decide_publication
from pipeline.reports import FeedReport, Problem
from pipeline.wiring import Newsroom

NOTICE = timedelta(days=30)
"""How long a feed says that a release was taken back."""


def entries_of(newsroom: Newsroom, profile: FeedProfile, report: FeedReport, dry_run: bool) -> list[Entry]:
    """Return the newest entries that the gate admits; look further back only where it keeps some out."""
    looked = 0
    sources = None if "*" in profile.sources else profile.sources
    entries = _withdrawn(newsroom, profile)
    while len(entries) < profile.size:
        limit = looked + profile.size
        releases = newsroom.store.publications.newest(profile.language, sources, limit, _states(profile))[looked:]
        entries += [entry for release in releases if (entry := _entry(newsroom, profile, release, report, dry_run))]
        looked += len(releases)
        if looked < limit:
            break
    return entries


def entries_between(
    newsroom: Newsroom, profile: FeedProfile, start: datetime, end: datetime, dry_run: bool
) -> list[Entry]:
    """Return the entries published from `start` to before `end`; what the gate holds back stands in no report."""
    unheard = FeedReport(profile.name)
    releases = newsroom.store.publications.between(profile.language, start, end, _states(profile))
    wanted = [release for release in releases if _is_of(profile, release)]
    return [entry for release in wanted if (entry := _entry(newsroom, profile, release, unheard, dry_run))]


def _states(profile: FeedProfile) -> Collection[State]:
    return REVIEWED if profile.gate is Gate.REVIEWED else TRANSLATED


def _is_of(profile: FeedProfile, release: Release) -> bool:
    return "*" in profile.sources or release.source in profile.sources


def _withdrawn(newsroom: Newsroom, profile: FeedProfile) -> list[Entry]:
    """Return what was taken back lately: RSS has no deletion, so a notice has to stand in its place for a while."""
    store = newsroom.store
    entries = []
    for publication in store.publications.withdrawn(profile.language, newsroom.now() - NOTICE):
        release = store.releases.get(publication.release_id)
        if release and _is_of(profile, release):
            found, _ = _admitted(newsroom, profile, release)
            if found is not None:
                version, translation = found
                entries.append(Entry(version, publication, newsroom.publisher(release.source), translation))
    return entries


def _entry(
    newsroom: Newsroom, profile: FeedProfile, release: Release, report: FeedReport, dry_run: bool
) -> Entry | None:
    """Return the release as an entry, or None with the reason in the report."""
    found, reason = _admitted(newsroom, profile, release)
    if found is None:
        report.held.append(Problem(release.url or release.key, reason))
        return None
    version, translation = found
    fresh = fresh_publication(newsroom, version, profile.language)
    entry = Entry(version, fresh, newsroom.publisher(release.source), translation)
    try:
        return replace(entry, publication=_publication(newsroom, entry, dry_run))
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


def fresh_publication(newsroom: Newsroom, version: ReleaseVersion, language: Language) -> Publication:
    """Return the publication of a version that has not been out in `language`."""
    release = version.release
    published = version.article.published or release.first_seen
    guid = mint_guid(newsroom.authority, release.source, release.key, language)
    return Publication(release.id, language, guid, published, published)


def _publication(newsroom: Newsroom, entry: Entry, dry_run: bool) -> Publication:
    """Keep the identity of the entry and the date of its last change.

    Stored before the file is written: a GUID that a subscriber has seen must never be minted again differently.
    """
    fresh = replace(entry.publication, content_hash=fingerprint(entry))
    publications = newsroom.store.publications
    old = publications.get(fresh.release_id, fresh.language)
    publication = decide_publication(old, fresh, newsroom.now(), fingerprints_of_text(entry))
    if publication != old and not dry_run:
        publications.save(publication)
    return publication
