"""XLIFF files that come back from a translation program: each segment is taken whole, or reported."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import BinaryIO

from model.errors import Overtaken, TranslationError
from model.release import ReleaseVersion, Segment
from model.richtext import RichText
from model.translation import REVIEWED, SegmentTarget, State
from pipeline.approving import approve
from pipeline.exchange_places import Astray, Home, home_of
from pipeline.exchange_reports import (
    CHANGED,
    EDITED,
    NO_TARGET,
    RESEGMENTED,
    SOURCE_CHANGED,
    TWICE,
    UNKNOWN_UNIT,
    ImportReport,
    Trouble,
)
from pipeline.wiring import Newsroom
from translators.xliff_inline import codes_of, ensure_complete, fingerprint, from_content, tidy
from translators.xliff_reading import read_xliff
from translators.xliff_values import Damaged, Flaw, Origin, Returned, ReturnedUnit
from translators.xliff_writing import segment_name, unit_name

_RANKS = list(State)


class Verdict(StrEnum):
    """What to do with a segment that came back."""

    UNCHANGED = "unchanged"
    TAKE = "take"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class ImportOrder:
    """How a file is brought back.

    Attributes:
        by: whose work it is.
        approve: segments that the file calls reviewed or final become so; else all are drafts.
        dry_run: only say what would be done.
    """

    by: str
    approve: bool = False
    dry_run: bool = False


def import_xliff(newsroom: Newsroom, file: BinaryIO, name: str, order: ImportOrder) -> ImportReport:
    """Bring the work in an XLIFF file back; doing it twice changes nothing.

    What cannot be taken stays as it is here and is reported. Where the file breaks off, what stood before is taken.

    Args:
        newsroom: where it came from.
        file: opened for reading, at its beginning.
        name: what the file is called in the report.
        order: how.

    Raises:
        SourceError: it is no XLIFF 2 file, too large, or declares a document type.
        StoreError: the store fails; what was taken before that is kept, and importing again goes on.
        TranslationError: nobody is named.
    """
    if not order.by.strip():
        raise TranslationError(reason="nobody is named as the editor; give a name")
    importing = _Importing(newsroom, order, ImportReport(name))
    for unit in read_xliff(file, name):
        if isinstance(unit, Flaw):
            importing.refuse(unit.line, unit.template, **unit.fields)
        else:
            importing.bring(unit)
    return importing.report


def decide(current: SegmentTarget, text: RichText, state: State, returned: Returned, *, seen: bool) -> Verdict:
    """Decide what a segment that came back is to the target that stands here.

    Args:
        current: what stands here.
        text: what the file says.
        state: what the segment is to be: `translated` for a draft.
        returned: the segment, with what was exported.
        seen: whether what stands here is what the editor saw.
    """
    untouched = returned.exported == fingerprint(text, returned.state)
    if text == tidy(current.text):
        raises = state in REVIEWED and _RANKS.index(state) > _RANKS.index(current.state)
        return Verdict.TAKE if raises and not untouched else Verdict.UNCHANGED
    if untouched:
        return Verdict.UNCHANGED
    return Verdict.TAKE if seen else Verdict.CONFLICT


@dataclass
class _Importing:
    """A file on its way in; `seen` are the segments that have come by."""

    newsroom: Newsroom
    order: ImportOrder
    report: ImportReport
    homes: dict[Origin, Home | None] = field(default_factory=dict)
    seen: set[tuple[int, int]] = field(default_factory=set)

    def refuse(self, line: int | None, template: str, **fields: str) -> None:
        self.report.refused.append(Trouble(line, template, fields))

    def bring(self, unit: ReturnedUnit) -> None:
        home = self._home(unit.origin)
        if home is None:
            return
        segments = _of_unit(home.exported, unit.id)
        if not segments:
            self.refuse(unit.line, UNKNOWN_UNIT, unit=unit.id)
        elif not _is_whole(segments, unit):
            self.refuse(unit.line, RESEGMENTED, unit=unit.id)
        else:
            by_name = {segment_name(segment.id): segment for segment in segments}
            for each in unit.segments:
                name = each.segment if isinstance(each, Flaw) else each.id
                self._segment(home, by_name[name], each)

    def _home(self, origin: Origin) -> Home | None:
        """Return where a `<file>` belongs; one that belongs nowhere is reported once."""
        if origin not in self.homes:
            try:
                self.homes[origin] = home_of(self.newsroom, origin)
            except Astray as error:
                self.homes[origin] = None
                self.refuse(origin.line, error.template, **error.fields)
        return self.homes[origin]

    def _segment(self, home: Home, segment: Segment, each: Returned | Flaw) -> None:
        german = segment.source.text.text
        trouble = Trouble(each.line, "", {}, home.translation_id, segment.id, german)
        try:
            if isinstance(each, Flaw):
                raise Damaged(each.template, **each.fields)
            if (home.translation_id, segment.id) in self.seen:
                raise Damaged(TWICE)
            self.seen.add((home.translation_id, segment.id))
            self._take(home, segment, each, trouble)
        except Damaged as error:
            self.report.refused.append(replace(trouble, template=error.template, fields=error.fields))

    def _take(self, home: Home, segment: Segment, returned: Returned, trouble: Trouble) -> None:
        place = home.place(segment)
        current = self.newsroom.store.translations.with_id(home.translation_id).targets.get(place.id)
        if current is None:
            raise Damaged(NO_TARGET)
        text = _read(segment, current, returned)
        if text is None:
            self.report.unchanged += 1
            return
        state = returned.state if self.order.approve and returned.state in REVIEWED else State.TRANSLATED
        verdict = decide(current, text, state, returned, seen=home.is_seen(current, returned))
        told = replace(trouble, segment_id=place.id, theirs=text.text, ours=current.text.text)
        if verdict is Verdict.UNCHANGED:
            self.report.unchanged += 1
        elif verdict is Verdict.CONFLICT:
            self._conflict(told, current.edited_by)
        else:
            self._store(home.translation_id, place, text, state, current, told)

    def _store(
        self, translation_id: int, place: Segment, text: RichText, state: State, current: SegmentTarget, told: Trouble
    ) -> None:
        try:
            if not self.order.dry_run:
                approve(self.newsroom, translation_id, place.id, text, self.order.by, state, current.revision)
        except Overtaken as error:
            self._conflict(told, str(error.fields["by"]))
            return
        self.report.approved += state in REVIEWED
        self.report.drafts += state not in REVIEWED
        self.report.translations.add(translation_id)

    def _conflict(self, told: Trouble, by: str | None) -> None:
        template, fields = (EDITED, {"by": by}) if by else (CHANGED, {})
        self.report.conflicts.append(replace(told, template=template, fields=fields))


def _read(segment: Segment, current: SegmentTarget, returned: Returned) -> RichText | None:
    """Return the translation in the file, None where it has none.

    Raises:
        Damaged: it cannot be taken.
    """
    codes = codes_of(segment_name(segment.id), segment.source.text, current.text)
    try:
        german = from_content(returned.source, codes.known())
    except Damaged as error:
        raise Damaged(SOURCE_CHANGED) from error
    if german != tidy(segment.source.text):
        raise Damaged(SOURCE_CHANGED)
    if returned.target is None:
        return None
    text = from_content(returned.target, codes.known())
    if not text.text:
        return None
    if text != tidy(current.text):
        ensure_complete(returned.target, codes.target)
    return text


def _of_unit(version: ReleaseVersion, unit: str) -> list[Segment]:
    return [segment for segment in version.segments if unit_name(segment.source.block) == unit]


def _is_whole(segments: Sequence[Segment], unit: ReturnedUnit) -> bool:
    """Whether a unit has the segments with which it went out."""
    names = {each.segment if isinstance(each, Flaw) else each.id for each in unit.segments}
    return names == {segment_name(segment.id) for segment in segments}
