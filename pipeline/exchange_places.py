"""Where the segments of an XLIFF file belong today: in the version that was exported, or in a newer one."""

from dataclasses import dataclass

from model.errors import StoreError
from model.release import ReleaseVersion, Segment
from model.translation import SegmentTarget, Translation
from pipeline.exchange_reports import FOREIGN, GONE, NOT_YET, OTHER_LANGUAGE
from pipeline.wiring import Newsroom
from translators.xliff_inline import fingerprint
from translators.xliff_values import Damaged, Origin, Returned


class Astray(Damaged):
    """A `<file>` belongs nowhere here."""


@dataclass(frozen=True)
class Home:
    """Where the work of a `<file>` goes.

    Attributes:
        exported: the version whose segments the file has.
        newest: the version that it goes to, the same where the release has not changed.
        translation_id: of the newest version.
    """

    exported: ReleaseVersion
    newest: ReleaseVersion
    translation_id: int

    def place(self, segment: Segment) -> Segment:
        """Return the segment of the newest version that says the same as `segment` of the exported one.

        Raises:
            Damaged: there is none, or more than one: which of them is meant would be a guess.
        """
        if self.newest.id == self.exported.id:
            return segment
        same = [each for each in self.newest.segments if each.source.text == segment.source.text]
        before = [each for each in self.exported.segments if each.source.text == segment.source.text]
        if len(same) != 1 or len(before) != 1:
            raise Damaged(GONE)
        return same[0]

    def is_seen(self, current: SegmentTarget, returned: Returned) -> bool:
        """Whether a target is the one that went out: by its revision, in a newer version by its text and state.

        Where a program has dropped what we need to know, only what no editor has touched counts as seen.
        """
        if self.newest.id != self.exported.id:
            return returned.exported == fingerprint(current.text, current.state)
        return current.revision == (returned.revision or 0)


def home_of(newsroom: Newsroom, origin: Origin) -> Home:
    """Return where the work of a `<file>` goes.

    Raises:
        Astray: it is from another newsroom or in another language, or the release waits to be translated anew.
    """
    translation, exported = _exported(newsroom, origin)
    if origin.language and origin.language.split("-")[0].lower() != translation.language.short:
        raise Astray(OTHER_LANGUAGE, tag=origin.language, language=translation.language.value)
    release = exported.release
    if release.version_id == exported.id:
        return Home(exported, exported, translation.id)
    today = newsroom.store.translations.get(release.version_id, translation.language)
    if today is None:
        raise Astray(NOT_YET)
    return Home(exported, newsroom.store.releases.version(release.version_id), today.id)


def _exported(newsroom: Newsroom, origin: Origin) -> tuple[Translation, ReleaseVersion]:
    try:
        translation = newsroom.store.translations.with_id(origin.translation_id)
        version = newsroom.store.releases.version(translation.version_id)
    except StoreError as error:
        raise Astray(FOREIGN) from error
    if origin.version_id not in {0, version.id} or origin.content_hash not in {"", version.article.content_hash}:
        raise Astray(FOREIGN)
    return translation, version
