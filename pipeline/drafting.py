"""What editors are still typing: kept for them, checked as they go, never published."""

from dataclasses import replace

from model.errors import Overtaken
from model.people import Person
from model.release import ReleaseVersion
from model.translation import SegmentTarget, Translation
from pipeline.approving import findings_of
from pipeline.wiring import Newsroom
from store.drafts import Draft
from translators.carrying import carry


def keep_draft(
    newsroom: Newsroom,
    version: ReleaseVersion,
    translation: Translation,
    segment_id: int,
    words: str,
    person: Person,
    revision: int,
) -> SegmentTarget:
    """Keep what a person types for a segment and return the target as it would be with it, checks included.

    The translation itself stays as it is: half a sentence must reach no feed, and no approval is lost by typing. Words
    that are those of the target leave no draft.

    Args:
        newsroom: where.
        version: the article.
        translation: as it is now.
        segment_id: a segment of it that has a target.
        words: as typed.
        person: who types.
        revision: of the target that they saw.

    Raises:
        Overtaken: somebody has saved the segment since; the draft is kept all the same.
    """
    drafts = newsroom.store.drafts
    target = translation.targets[segment_id]
    if words == target.text.text:
        drafts.drop(translation.id, segment_id, person.id)
        return target
    drafts.keep(translation.id, segment_id, person.id, Draft(words, revision, newsroom.now()))
    if target.revision != revision:
        raise Overtaken(by=target.edited_by or "", revision=target.revision)
    segment = next(each for each in version.segments if each.id == segment_id)
    text = carry(segment.source.text, target.text, words.strip())
    return replace(target, edited=text, findings=tuple(findings_of(newsroom, version, translation, segment, text)))
