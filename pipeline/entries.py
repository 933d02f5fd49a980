"""The entries of a feed: what the store holds and the gate admits, each with its identity."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from feeds.assembly import fingerprint, fingerprints_of_text, is_reviewed
from feeds.gate import admits, waits
from feeds.headline import headline, headline_of
from feeds.identity import mint_guid
from feeds.selection import passes_over, passes_over_texts
from model.errors import PublishError
from model.feed import Entry, FeedProfile, Gate, Publication
from model.languages import Language
from model.release import Release, ReleaseVersion
from model.translation import REVIEWED, TRANSLATED, State, Translation
from pipeline.decide import decide_publication
from pipeline.latecomers import NOTICE, changed_since
from pipeline.reader_links import report_address
from pipeline.reports import FeedReport, Problem
from pipeline.wiring import Newsroom

REACH = 1000
"""How many releases a feed about certain words looks at, the newest: each has to be read for them."""


def entries_of(newsroom: Newsroom, profile: FeedProfile, report: FeedReport, dry_run: bool) -> list[Entry]:
    """Return the newest entries that the gate admits; look further back only where it keeps some out.

    Beside them stands what changed or was taken back lately, however old it is: its readers have to hear of it.
    """
    newest = _newest(newsroom, profile, report, dry_run)
    shown = {entry.version.release.id for entry in newest}
    return [*newest, *_changed(newsroom, profile, shown, dry_run), *_withdrawn(newsroom, profile)]


def _newest(newsroom: Newsroom, profile: FeedProfile, report: FeedReport, dry_run: bool) -> list[Entry]:
    looked = 0
    sources = None if "*" in profile.sources else profile.sources
    entries: list[Entry] = []
    about_words = bool(profile.words or profile.exclude)
    while len(entries) < profile.size and not (about_words and looked >= REACH):
        limit = _further(profile, looked) if about_words else looked + profile.size
        releases = newsroom.store.publications.newest(profile.language, sources, limit, _states(profile))[looked:]
        own = _about(newsroom, profile, releases)
        entries += [entry for release in own if (entry := _entry(newsroom, profile, release, report, dry_run))]
        report.elsewhere += len(releases) - len(own)
        looked += len(releases)
        if looked < limit:
            break
    return sorted(entries, key=_age, reverse=True)[: profile.size]


def _further(profile: FeedProfile, looked: int) -> int:
    """Return how far a feed about words looks next: twice as far, since what is rare is seldom on the next page."""
    return min(looked + max(looked, profile.size), max(REACH, profile.size))


def _about(newsroom: Newsroom, profile: FeedProfile, releases: Sequence[Release]) -> Sequence[Release]:
    """Return the releases that the feed is about; their German is read in one go."""
    if not profile.words and not profile.exclude:
        return releases
    texts = newsroom.store.publications.texts([release.version_id for release in releases])
    return [release for release in releases if not passes_over_texts(profile, texts[release.version_id])]


def _age(entry: Entry) -> tuple[datetime, str]:
    return entry.publication.published, entry.publication.guid


def _changed(newsroom: Newsroom, profile: FeedProfile, shown: Collection[int], dry_run: bool) -> Iterator[Entry]:
    """Return what changed lately and is not among the newest, which are `shown`; see `pipeline.latecomers`."""
    publications = newsroom.store.publications
    if not dry_run:
        unheard = FeedReport(profile.name)
        touched = publications.touched(profile.language, changed_since(newsroom, profile))
        unshown = [release for release in touched if release.id not in shown and _is_of(profile, release)]
        for release in _about(newsroom, profile, unshown):
            _entry(newsroom, profile, release, unheard, dry_run)  # which notes the change
    updated = publications.updated(profile.language, newsroom.now() - NOTICE, profile.size)
    return _told(newsroom, profile, [each for each in updated if each.release_id not in shown])


def entries_between(
    newsroom: Newsroom, profile: FeedProfile, start: datetime, end: datetime, dry_run: bool
) -> list[Entry]:
    """Return the entries published from `start` to before `end`; what the gate holds back stands in no report."""
    unheard = FeedReport(profile.name)
    releases = newsroom.store.publications.between(profile.language, start, end, _states(profile))
    wanted = _about(newsroom, profile, [release for release in releases if _is_of(profile, release)])
    return [entry for release in wanted if (entry := _entry(newsroom, profile, release, unheard, dry_run))]


def _states(profile: FeedProfile) -> Collection[State]:
    return REVIEWED if profile.gate is Gate.REVIEWED else TRANSLATED


def _is_of(profile: FeedProfile, release: Release) -> bool:
    return "*" in profile.sources or release.source in profile.sources


def _withdrawn(newsroom: Newsroom, profile: FeedProfile) -> Iterator[Entry]:
    """Return what was taken back lately: RSS has no deletion, so a notice has to stand in its place for a while."""
    withdrawn = newsroom.store.publications.withdrawn(profile.language, newsroom.now() - NOTICE)
    return islice(_told(newsroom, profile, withdrawn), profile.size)


def _told(newsroom: Newsroom, profile: FeedProfile, publications: Iterable[Publication]) -> Iterator[Entry]:
    """Yield what readers know, as the feed shows it; what it is not about is left out."""
    for publication in publications:
        release = newsroom.store.releases.get(publication.release_id)
        if release and _is_of(profile, release):
            found, _ = _admitted(newsroom, profile, release, publication)
            if found is not None and not passes_over(profile, found.version.article):
                yield found


def _entry(
    newsroom: Newsroom, profile: FeedProfile, release: Release, report: FeedReport, dry_run: bool
) -> Entry | None:
    """Return the release as an entry, or None with the reason in the report."""
    entry, reason = _admitted(newsroom, profile, release)
    if entry is None:
        report.held.append(Problem(release.url or release.key, reason))
        return None
    try:
        return replace(entry, publication=_publication(newsroom, entry, dry_run))
    except PublishError as error:
        report.problems.append(Problem(release.url or release.key, str(error)))
        return None


def entry_now(newsroom: Newsroom, profile: FeedProfile, release: Release) -> Entry | None:
    """Return a release as a feed shows it now, None where its gate is closed."""
    return _admitted(newsroom, profile, release)[0]


def _admitted(
    newsroom: Newsroom, profile: FeedProfile, release: Release, publication: Publication | None = None
) -> tuple[Entry | None, str]:
    """Return the newest version that may go out: while a change waits, readers keep what they had.

    Where no version may and the gate lets headlines out, the newest headline goes out alone. Without a `publication`
    the entry has that of a release that was never out.
    """
    reasons = []
    version_ids = newsroom.store.releases.version_ids(release.id)
    for version_id in version_ids:
        translation = _translation(newsroom, profile, version_id)
        reason = admits(profile.gate, profile.language, translation, newsroom.now())
        if not reason:
            return _in_time(newsroom, profile, version_id, translation, publication)
        reasons.append(reason)
    if profile.gate is Gate.HEADLINE and (translation := _translation(newsroom, profile, version_ids[0])):
        alone = headline_of(translation, newsroom.store.releases.version(version_ids[0]))
        if not (reason := admits(Gate.MACHINE, profile.language, alone, newsroom.now())):
            entry, reason = _in_time(newsroom, profile, version_ids[0], translation, publication)
            return headline(entry) if entry else None, reason
        reasons[0] = f"{reasons[0]}; its headline: {reason}"
    return None, reasons[0]


def _translation(newsroom: Newsroom, profile: FeedProfile, version_id: int) -> Translation | None:
    if profile.language is Language.DE:
        return None
    return newsroom.store.translations.get(version_id, profile.language)


def _in_time(
    newsroom: Newsroom,
    profile: FeedProfile,
    version_id: int,
    translation: Translation | None,
    publication: Publication | None,
) -> tuple[Entry | None, str]:
    """Return the entry of a version that the gate admits, or why it has to wait."""
    version = newsroom.store.releases.version(version_id)
    if reason := waits(profile, version, translation, newsroom.now()):
        return None, reason
    known = publication or fresh_publication(newsroom, version, profile.language)
    publisher = newsroom.publisher(version.release.source)
    link = report_address(newsroom, profile, version.release, known)
    return Entry(version, known, publisher, translation, report_url=link), ""


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
    reviewed = entry.translation is not None and is_reviewed(entry.translation)
    publication = decide_publication(old, fresh, newsroom.now(), fingerprints_of_text(entry), reviewed)
    if publication != old and not dry_run:
        publications.save(publication)
    return publication
