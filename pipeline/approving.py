"""An editor's word on a segment: kept beside the machine's, checked, and remembered for the next release."""

from dataclasses import replace

from checks import run as run_checks
from model.errors import Overtaken, StoreError, TranslationError
from model.release import ReleaseVersion, Segment
from model.richtext import RichText
from model.terms import TranslationUnit
from model.translation import REVIEWED, Finding, SegmentTarget, State, Translation
from pipeline.measuring import likeness
from pipeline.memory import neighbours
from pipeline.settling import article_findings
from pipeline.wiring import Newsroom
from translators.carrying import carry
from translators.chain import without_kept


def approve(
    newsroom: Newsroom,
    translation_id: int,
    segment_id: int,
    text: RichText | str | None,
    by: str,
    state: State = State.REVIEWED,
    revision: int | None = None,
) -> SegmentTarget:
    """Store an editor's text for a segment and return the target as it is then.

    Once reviewed or final the pair goes into the memory, with its neighbours. When the last segment is approved the
    translation is.

    Args:
        newsroom: where.
        translation_id: the translation.
        segment_id: a segment of it that has a target.
        text: what the editor wrote; plain words take links and emphasis over from the text that stands there; None
            where that text is right.
        by: the editor's name.
        state: `reviewed`, `final`, or `translated` for a draft, which is stored but not remembered.
        revision: of the target that the editor saw; None writes over whatever stands there.

    Raises:
        StoreError: there is no such translation, or no such target in it.
        Overtaken: somebody else has edited the segment since `revision`; nothing is stored.
        TranslationError: an empty text, or no name, would be approved; nothing is stored then.
    """
    translation = newsroom.store.translations.with_id(translation_id)
    version = newsroom.store.releases.version(translation.version_id)
    return edited(newsroom, version, translation, segment_id, text, by, state, revision).targets[segment_id]


def edited(
    newsroom: Newsroom,
    version: ReleaseVersion,
    translation: Translation,
    segment_id: int,
    text: RichText | str | None,
    by: str,
    state: State = State.REVIEWED,
    revision: int | None = None,
) -> Translation:
    """Do as `approve` in a translation that was read just now, and return it with what stands there then.

    Reading an article of 200 segments takes longer than all the rest. Whoever was faster since it was read is not
    written over: the store compares the revisions once more.

    Raises:
        StoreError, Overtaken, TranslationError: as `approve`.
    """
    store, now = newsroom.store, newsroom.now()
    segment = _wanted(newsroom, version, translation, segment_id)
    target = translation.targets[segment_id]
    if not isinstance(text, RichText):
        text = target.text if text is None else carry(segment.source.text, target.text, text)
    _ensure_worth(text, by, state)
    if revision is not None and target.revision != revision:
        raise Overtaken(by=target.edited_by or "", revision=target.revision)
    if state in REVIEWED:
        # First, as it may be done twice: a crash in between leaves a segment that its editor approves again.
        before, after = neighbours(version)[segment_id]
        german = segment.source.text.text
        store.memory.add(TranslationUnit(german, translation.language, text, by, now, before, after, state))
    alike = likeness(target, text.text) if state in REVIEWED else None
    findings = findings_of(newsroom, version, translation, segment, text)
    target = store.translations.edit(translation.id, segment_id, text, by, now, state, findings, revision, alike)
    return replace(translation, targets={**translation.targets, segment_id: target})


def _wanted(newsroom: Newsroom, version: ReleaseVersion, translation: Translation, segment_id: int) -> Segment:
    for segment in version.segments:
        if segment.id == segment_id and segment_id in translation.targets:
            return segment
    reason = f"no target of segment {segment_id} in translation {translation.id}"
    raise StoreError(url=newsroom.store.url, reason=reason)


def _ensure_worth(text: RichText, by: str, state: State) -> None:
    if state is State.INITIAL:
        raise TranslationError(reason="an edited segment cannot be untranslated; give it state translated for a draft")
    if not by.strip():
        raise TranslationError(reason="nobody is named as the editor; give a name")
    if state in REVIEWED and not text.text.strip():
        raise TranslationError(reason="an empty text cannot be approved; write the translation first")


def findings_of(
    newsroom: Newsroom, version: ReleaseVersion, translation: Translation, segment: Segment, text: RichText
) -> list[Finding]:
    """Return what the checks find in `text` by itself, and at its place in the article.

    An address or a name that a rule keeps in the original on purpose stays right when an editor approves it.
    """
    target = translation.targets[segment.id]
    found = run_checks(segment.source.text, text, translation.language, newsroom.terms)
    whole = {**translation.targets, segment.id: replace(target, edited=text)}
    of_article = article_findings(newsroom, version, translation.language, whole)
    return [*without_kept(found, target.origin), *of_article.get(segment.id, ())]
