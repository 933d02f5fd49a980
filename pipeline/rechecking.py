"""The checks anew over translations that wait for an editor, after terms or the checks themselves have changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from checks import check_ids
from checks import run as run_checks
from model.languages import TARGET_LANGUAGES, Language
from model.release import ReleaseVersion
from model.translation import Finding, Severity, State, Translation
from pipeline.reports import TranslateReport
from pipeline.settling import article_findings
from pipeline.wiring import Newsroom
from translators.chain import without_kept


@dataclass(frozen=True)
class RecheckOrder:
    """What an operator asks for.

    Attributes:
        sources: names; None: all.
        since: leave out releases published earlier.
        limit: releases at most, the newest.
        dry_run: look, store nothing.
    """

    languages: Sequence[Language] = TARGET_LANGUAGES
    sources: Sequence[str] | None = None
    since: datetime | None = None
    limit: int | None = None
    dry_run: bool = False


def recheck(newsroom: Newsroom, order: RecheckOrder = RecheckOrder()) -> list[TranslateReport]:
    """Let the checks look again at newest versions that are translated and not yet reviewed; no text changes.

    In a report, `segments` are those whose findings are others now, `flagged` those of all that are doubtful now. Where
    somebody writes at this moment, theirs stays.
    """
    return [_recheck_into(newsroom, language, order) for language in order.languages]


def _recheck_into(newsroom: Newsroom, language: Language, order: RecheckOrder) -> TranslateReport:
    report = TranslateReport(language.value)
    for version, translation in _open(newsroom, language, order):
        now = findings_now(newsroom, version, translation)
        others = {id_: found for id_, found in now.items() if found != translation.targets[id_].findings}
        if others and not order.dry_run:
            told = {id_: (translation.targets[id_].revision, found) for id_, found in others.items()}
            newsroom.store.occurrences.tell(translation.id, told)
        report.translations += 1
        report.segments += len(others)
        report.flagged += sum(any(finding.severity >= Severity.WARNING for finding in found) for found in now.values())
    return report


def _open(newsroom: Newsroom, language: Language, order: RecheckOrder) -> Iterator[tuple[ReleaseVersion, Translation]]:
    releases = [
        release
        for release in newsroom.store.releases.search(since=order.since)
        if release.withdrawn_at is None and (order.sources is None or release.source in order.sources)
    ]
    for release in releases[: order.limit]:
        translation = newsroom.store.translations.get(release.version_id, language)
        if translation is not None and translation.state is State.TRANSLATED:
            yield newsroom.store.releases.version(release.version_id), translation


def findings_now(
    newsroom: Newsroom, version: ReleaseVersion, translation: Translation
) -> dict[int, tuple[Finding, ...]]:
    """Return what the checks say of each translated segment with the terms of now, the gravest first.

    What no check of today knows stays: whoever said it is not asked here.
    """
    known, language = set(check_ids()), translation.language
    of_article = article_findings(newsroom, version, language, translation.targets)
    found = {}
    for segment in version.segments:
        if (target := translation.targets.get(segment.id)) is not None:
            of_pair = run_checks(segment.source.text, target.text, language, newsroom.terms)
            stays = [finding for finding in target.findings if finding.check not in known]
            now = [*without_kept(of_pair, target.origin), *of_article.get(segment.id, ()), *stays]
            found[segment.id] = tuple(sorted(now, key=lambda finding: -finding.severity))
    return found
