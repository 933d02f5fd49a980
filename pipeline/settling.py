"""What is put right over a whole article, after its segments were translated one by one."""

from collections.abc import Mapping
from dataclasses import replace

from checks import run as run_checks
from model.article import BlockKind
from model.languages import Language
from model.release import ReleaseVersion
from model.translation import OriginKind, SegmentTarget, Severity
from pipeline.wiring import Newsroom
from translators.mentions import Translated, settle


def settle_article(
    newsroom: Newsroom,
    version: ReleaseVersion,
    language: Language,
    fresh: Mapping[int, SegmentTarget],
    known: Mapping[int, SegmentTarget],
) -> dict[int, SegmentTarget]:
    """Return `fresh`, its terms written as their first or a later mention in the article asks for.

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
            headline=version.article.blocks[segment.source.block].kind is BlockKind.TITLE,
            editable=segment.id in fresh and _may_change(fresh[segment.id]),
        )
        for segment in present
    ]
    changed = settle(passages, language, newsroom.terms)
    settled = dict(fresh)
    for index, text in changed.items():
        segment = present[index]
        findings = run_checks(segment.source.text, text, language, newsroom.terms)
        settled[segment.id] = replace(settled[segment.id], machine=text, findings=findings)
    return settled


def _may_change(target: SegmentTarget) -> bool:
    """What no decoding could cure waits for an editor as it is."""
    blocked = any(finding.severity is Severity.BLOCKING for finding in target.findings)
    return target.origin.kind is OriginKind.MACHINE and not blocked
