"""What concerns a whole article: terms at their first mention, and the checks that need all of it."""

from collections.abc import Mapping
from dataclasses import replace

from checks import run as run_checks
from checks import run_article
from model.article import BlockKind
from model.languages import Language
from model.mentions import Passage
from model.release import ReleaseVersion, Segment
from model.richtext import RichText
from model.translation import Finding, OriginKind, SegmentTarget, Severity
from pipeline.wiring import Newsroom
from translators.mentions import Translated, settle


def settle_article(
    newsroom: Newsroom,
    version: ReleaseVersion,
    language: Language,
    fresh: Mapping[int, SegmentTarget],
    known: Mapping[int, SegmentTarget],
) -> dict[int, SegmentTarget]:
    """Return `fresh`, its terms written as their first or a later mention asks for, with the article's findings.

    Args:
        newsroom: where the termbase is.
        version: the article.
        language: of the translation.
        fresh: what was just translated, by segment id; only a machine's text is changed.
        known: the other targets of the article; they count as mentions and stay.
    """
    targets = {**known, **fresh}
    present = [segment for segment in version.segments if segment.id in targets]
    passages = [
        Translated(
            segment.source.text.text,
            targets[segment.id].text,
            headline=_is_headline(version, segment),
            editable=segment.id in fresh and _may_change(fresh[segment.id]),
        )
        for segment in present
    ]
    changed = {present[index].id: text for index, text in settle(passages, language, newsroom.terms).items()}
    settled = {
        segment.id: _settled(newsroom, segment, language, fresh[segment.id], changed.get(segment.id))
        for segment in present
        if segment.id in fresh
    }
    found = article_findings(newsroom, version, language, {**known, **settled})
    return {id_: replace(target, findings=target.findings + found.get(id_, ())) for id_, target in settled.items()}


def article_findings(
    newsroom: Newsroom, version: ReleaseVersion, language: Language, targets: Mapping[int, SegmentTarget]
) -> dict[int, tuple[Finding, ...]]:
    """Return what the checks over the whole article find, by segment id."""
    present = [segment for segment in version.segments if segment.id in targets]
    passages = [
        Passage(segment.source.text.text, targets[segment.id].text.text, _is_headline(version, segment))
        for segment in present
    ]
    found = run_article(passages, language, newsroom.terms)
    return {present[index].id: tuple(findings) for index, findings in found.items()}


def _settled(
    newsroom: Newsroom, segment: Segment, language: Language, target: SegmentTarget, text: RichText | None
) -> SegmentTarget:
    if text is None:
        return target
    findings = run_checks(segment.source.text, text, language, newsroom.terms)
    return replace(target, machine=text, findings=findings)


def _is_headline(version: ReleaseVersion, segment: Segment) -> bool:
    return version.article.blocks[segment.source.block].kind is BlockKind.TITLE


def _may_change(target: SegmentTarget) -> bool:
    """What no decoding could cure waits for an editor as it is."""
    blocked = any(finding.severity is Severity.BLOCKING for finding in target.findings)
    return target.origin.kind is OriginKind.MACHINE and not blocked
