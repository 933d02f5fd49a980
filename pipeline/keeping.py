"""Approvals that stand although the German has changed a little, as the operator's rule allows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from checks import ARTICLE_CHECKS
from checks import run as run_checks
from model.languages import Language
from model.people import Change, Deed
from model.release import ReleaseVersion, Segment
from model.translation import REVIEWED, Finding, SegmentTarget, Severity, State
from pipeline.changes import Kind, align
from pipeline.settings import KeepApproval
from pipeline.small_changes import is_small
from pipeline.wiring import Newsroom
from translators.chain import without_kept
from translators.memory import fit

OURSELVES = "newsbridge"
"""Who kept an approval: the history names a rule, never a person who has not seen the new German."""


@dataclass(frozen=True)
class Kept:
    """A segment that goes on with the text that was approved for the German as it was.

    Attributes:
        target: reviewed as it was, or `translated` where a check has something new to say.
        before: the German that was approved.
    """

    segment: Segment
    target: SegmentTarget
    before: str

    def change(self, newsroom: Newsroom, translation_id: int) -> Change:
        """Return the entry for the history: the German before and after, and who had approved the text."""
        return Change(
            newsroom.now(),
            OURSELVES,
            Deed.KEEP if self.target.state in REVIEWED else Deed.REOPEN,
            translation_id=translation_id,
            segment_id=self.segment.id,
            subject=self.target.edited_by or "",
            before=self.before,
            after=self.segment.source.text.text,
        )


def kept_approvals(
    newsroom: Newsroom, version: ReleaseVersion, language: Language, taken: Collection[int]
) -> dict[int, Kept]:
    """Return what goes on with its approved text, by segment id, although its German has changed.

    That is for the operator to allow (`Settings.keep_approval`) and for `is_small` to see. The checks run again: where
    they find something of severity warning or more that they did not find before, the text stays and goes back to
    review. Where links or emphasis can no longer be placed as the editor had them, nothing is kept.

    Args:
        newsroom: where.
        version: the changed release.
        language: of the translation.
        taken: ids of segments that have a person's text already.
    """
    rule = newsroom.settings.keep_approval
    known = newsroom.store.lineage.baseline(version.release.id, version.number, language)
    if rule is KeepApproval.NEVER or known is None or known.translation_id is None or not known.approved:
        return {}
    before = newsroom.store.translations.with_id(known.translation_id).targets
    kept: dict[int, Kept] = {}
    for pairing in align(newsroom.store.releases.version(known.version_id), version):
        if pairing.kind is not Kind.CHANGED or pairing.old is None or pairing.new is None or pairing.new.id in taken:
            continue
        german = pairing.old.source.text.text, pairing.new.source.text.text
        target = before.get(pairing.old.id)
        if target and _is_approved(target) and is_small(*german, rule, newsroom.terms):
            carried = _carried(newsroom, pairing.new, target, language)
            kept |= {pairing.new.id: Kept(pairing.new, carried, german[0])} if carried else {}
    return kept


def _is_approved(target: SegmentTarget) -> bool:
    return target.state in REVIEWED and target.edited is not None and bool(target.edited_by)


def _carried(newsroom: Newsroom, segment: Segment, target: SegmentTarget, language: Language) -> SegmentTarget | None:
    """Return the approved target with the marks of the new German and what the checks say of the pair."""
    source = segment.source.text
    text, marks_kept = fit(source, target.text)
    if not marks_kept:
        return None
    found = without_kept(run_checks(source, text, language, newsroom.terms), target.origin)
    findings = (*found, *_of_article(target))
    state = State.TRANSLATED if _worse(target.findings, found) else target.state
    machine, _ = fit(source, target.machine)
    return replace(target, machine=machine, edited=text, findings=findings, state=state, revision=0)


def _of_article(target: SegmentTarget) -> list[Finding]:
    """Return what was said of the text within the whole article; its place in the German may be another now."""
    names = {check.__name__ for check in ARTICLE_CHECKS}
    return [replace(finding, source_span=None) for finding in target.findings if finding.check in names]


def _worse(before: Sequence[Finding], after: Sequence[Finding]) -> bool:
    """Whether there is a doubt that the editor had not seen when they approved."""
    seen = {_said(finding) for finding in before}
    return any(finding.severity >= Severity.WARNING and _said(finding) not in seen for finding in after)


def _said(finding: Finding) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    return finding.check, finding.template, tuple(sorted(finding.fields.items()))
