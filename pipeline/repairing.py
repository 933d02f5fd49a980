"""Repairs that a key applies: for a finding the exact words that cure it, wherever the product knows them for sure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from checks import run as run_checks
from checks.pair import Pair
from model.languages import Language
from model.release import ReleaseVersion
from model.richtext import RichText
from model.termbase import Termbase
from model.translation import Finding, Origin, SegmentTarget, Translation
from pipeline import remedies, sign_remedies
from pipeline.edits import Edit
from pipeline.remedies import Remedy
from pipeline.settling import article_findings
from pipeline.wiring import Newsroom
from translators.carrying import carry
from translators.chain import without_kept

REMEDIES: dict[str, tuple[Remedy, ...]] = {
    "numbers": (remedies.of_half_translated, remedies.of_value),
    "dates": (remedies.of_half_translated, remedies.of_value),
    "addresses": (remedies.of_address,),
    "names": (remedies.of_name,),
    "terms": (remedies.of_term,),
    "residue": (remedies.of_half_translated, remedies.of_residue),
    "brackets": (sign_remedies.of_brackets,),
    "punctuation": (sign_remedies.of_signs,),
    "spacing": (sign_remedies.of_spaces,),
    "repetition": (sign_remedies.of_doubled,),
    "traditional": (sign_remedies.of_traditional,),
    "numerals": (sign_remedies.of_numerals,),
    "note": (sign_remedies.of_note,),
}
"""What may cure a finding of a check of segments, tried in order; the other checks need a translator."""

ARTICLE_REMEDIES: dict[str, Remedy] = {
    "first_mention": remedies.of_mention,
    "consistency": remedies.of_other_form,
}
"""The same for the checks of whole articles."""

_Key = tuple[object, ...]
_COUNTING = frozenset({"length", "spacing", "addition", "residue"})
"""Checks whose words change with every letter: a finding of theirs stays the same one all the same."""


@dataclass(frozen=True)
class Repair:
    """What cures a finding.

    Attributes:
        finding: its index among the findings of the target.
        edit: in the text of the target.
    """

    finding: int
    edit: Edit


def repairs(
    newsroom: Newsroom, version: ReleaseVersion, translation: Translation, only: int | None = None
) -> dict[int, tuple[Repair, ...]]:
    """Return what can be repaired in a translation, by segment id; at most one repair a finding.

    A repair is offered only where the checks, run again on the repaired text, miss its finding and find nothing new.
    That takes some milliseconds a finding the first time; `only` asks for one segment.
    """
    wanted = {
        segment_id: target
        for segment_id, target in translation.targets.items()
        if target.findings and only in (None, segment_id)
    }
    found = {
        segment.id: segment_repairs(segment.source.text, wanted[segment.id], translation.language, newsroom.terms)
        for segment in version.segments
        if segment.id in wanted
    }
    for segment_id, of_article in _article_repairs(newsroom, version, translation, wanted).items():
        found[segment_id] = tuple(sorted((*found[segment_id], *of_article), key=lambda repair: repair.finding))
    return {segment_id: proposed for segment_id, proposed in found.items() if proposed}


def segment_repairs(source: RichText, target: SegmentTarget, language: Language, terms: Termbase) -> tuple[Repair, ...]:
    """Return what can be repaired in a target by itself, in the order of its findings."""
    return _segment_repairs(source, target.text, target.findings, target.origin, language, terms)


@lru_cache(maxsize=4096)
def _segment_repairs(
    source: RichText,
    text: RichText,
    findings: tuple[Finding, ...],
    origin: Origin,
    language: Language,
    terms: Termbase,
) -> tuple[Repair, ...]:
    """Do it once for a text: a page of 200 segments is opened many times while it is reviewed."""
    pair = Pair(source, text, language, terms)
    if not any(finding.check in REMEDIES for finding in findings):
        return ()
    known = _keys((*findings, *run_checks(source, text, language, terms)))
    proposed: dict[int, Repair] = {}
    for index, finding in enumerate(findings):
        for edit in _proposed(pair, finding):
            repaired = carry(source, text, edit.apply(text.text))
            left = _keys(without_kept(run_checks(source, repaired, language, terms), origin))
            if left <= known and not _keys([finding]) <= left:
                proposed[index] = Repair(index, edit)
                break
    return tuple(proposed.values())


def _proposed(pair: Pair, finding: Finding) -> Iterator[Edit]:
    for remedy in REMEDIES.get(finding.check, ()):
        for edit in remedy(pair, finding):
            if edit.apply(pair.target.text).strip() and edit.apply(pair.target.text) != pair.target.text:
                yield edit


def _keys(findings: Iterable[Finding]) -> set[_Key]:
    """Return what makes findings the same ones in a text that was changed elsewhere; several for one of many words."""
    return {key for finding in findings for key in _keys_of(finding)}


def _keys_of(finding: Finding) -> Iterator[_Key]:
    words = finding.fields.get("words", "").split(", ") if finding.check == "residue" else [""]
    fields = () if finding.check in _COUNTING else tuple(sorted(finding.fields.items()))
    for word in words:
        yield finding.check, finding.template, finding.source_span, word or fields


def _article_repairs(
    newsroom: Newsroom, version: ReleaseVersion, translation: Translation, wanted: Mapping[int, SegmentTarget]
) -> dict[int, tuple[Repair, ...]]:
    """Return what can be repaired of what the whole article shows; all are tried together, as none touches another."""
    sources = {segment.id: segment.source.text for segment in version.segments}
    proposed = {
        segment_id: edits
        for segment_id, target in wanted.items()
        if (edits := tuple(_of_article(sources[segment_id], target, translation.language, newsroom.terms)))
    }
    if not proposed:
        return {}
    targets = dict(translation.targets)
    for segment_id, edits in proposed.items():
        targets[segment_id] = _repaired(sources[segment_id], targets[segment_id], edits)
    left = article_findings(newsroom, version, translation.language, targets)
    return {
        segment_id: edits
        for segment_id, edits in proposed.items()
        if not left.get(segment_id) and _stays(sources, translation, targets, segment_id, newsroom.terms)
    }


def _of_article(source: RichText, target: SegmentTarget, language: Language, terms: Termbase) -> Iterator[Repair]:
    pair, taken = Pair(source, target.text, language, terms), 0
    for index, finding in enumerate(target.findings):
        remedy = ARTICLE_REMEDIES.get(finding.check)
        for edit in remedy(pair, finding) if remedy else ():
            if edit.start >= taken:
                yield Repair(index, edit)
                taken = edit.end


def _repaired(source: RichText, target: SegmentTarget, wanted: Sequence[Repair]) -> SegmentTarget:
    words = target.text.text
    for repair in reversed(wanted):
        words = repair.edit.apply(words)
    return replace(target, edited=carry(source, target.text, words))


def _stays(
    sources: Mapping[int, RichText],
    translation: Translation,
    targets: Mapping[int, SegmentTarget],
    segment_id: int,
    terms: Termbase,
) -> bool:
    """Whether the repaired segment has no finding by itself that it had not before."""
    before, after = translation.targets[segment_id], targets[segment_id]
    language = translation.language
    known = _keys((*before.findings, *run_checks(sources[segment_id], before.text, language, terms)))
    return _keys(run_checks(sources[segment_id], after.text, language, terms)) <= known
