"""Translations taken along as XLIFF, for editors who work in a translation program."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby, pairwise
from pathlib import Path

from checks import explain
from feeds.writing import write_if_changed
from model.errors import PublishError
from model.languages import Language
from model.people import Comment
from model.release import ReleaseVersion, Segment
from model.richtext import RichText
from model.terms import Term
from model.translation import Finding, OriginKind, SegmentTarget, Severity, State, Translation
from pipeline.memory import Offer, offers
from pipeline.wiring import Newsroom
from store.queue_filters import QueueFilter, Standing
from translators.xliff_values import LARGEST, Candidate, Note, Paragraph, Sentence, Sheet
from translators.xliff_writing import write_xliff

SUFFIXES = {".xlf", ".xliff"}
_PAGE = 200
_OFFERED = 3
_PRIORITIES = {Severity.BLOCKING: 1, Severity.ERROR: 2, Severity.WARNING: 4, Severity.NOTE: 8}
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class ExportOrder:
    """What an editor wants to take along.

    Attributes:
        language: of the translations.
        source: of this source alone; None for all.
        waiting: only what is not reviewed yet.
        reader: the language in which findings are explained.
    """

    language: Language
    source: str | None = None
    waiting: bool = False
    reader: Language = Language.EN


def wanted(newsroom: Newsroom, order: ExportOrder) -> list[int]:
    """Return the ids of the translations that an order means, those that wait first; rejected ones are left out."""
    standings = (Standing.WAITING,) if order.waiting else (Standing.WAITING, Standing.REVIEWED)
    return [each for standing in standings for each in _standing(newsroom, order, standing)]


def export(newsroom: Newsroom, translation_ids: Iterable[int], reader: Language = Language.EN) -> bytes:
    """Return translations into one language as one XLIFF 2.1 file.

    Args:
        newsroom: where they are.
        translation_ids: one at least.
        reader: the language in which findings are explained.

    Raises:
        StoreError: there is no such translation.
    """
    translations = (newsroom.store.translations.with_id(each) for each in translation_ids)
    first = next(translations)
    file = BytesIO()
    sheets = (sheet(newsroom, each, reader) for each in _chain(first, translations))
    write_xliff(file, first.language, sheets)
    return file.getvalue()


def export_to(newsroom: Newsroom, ids: Sequence[int], path: Path, reader: Language = Language.EN) -> list[Path]:
    """Write translations into one language to a file, or each to a file of its own in a folder; return the files.

    A path that ends in .xlf or .xliff is a file, any other a folder. Each file appears whole or not at all.

    Raises:
        StoreError: there is no such translation.
        PublishError: a file cannot be written, or would be too large to be read again.
    """
    if path.suffix.lower() in SUFFIXES:
        files: dict[Path, Sequence[int]] = {path: ids}
    else:
        files = {path / file_name(newsroom, each): [each] for each in ids}
    for file, inside in files.items():
        content = export(newsroom, inside, reader)
        if len(content) > LARGEST:
            raise PublishError(path=file, reason="more than 64 MB, which no program reads well; name a folder instead")
        write_if_changed(file, content)
    return list(files)


def file_name(newsroom: Newsroom, translation_id: int) -> str:
    """Return what the file of a translation is called: source, release, language.

    Raises:
        StoreError: there is no such translation.
    """
    translation = newsroom.store.translations.with_id(translation_id)
    release = newsroom.store.releases.version(translation.version_id).release
    return f"{_UNSAFE.sub('-', release.source)}-{release.id}.{translation.language.short}.xlf"


def sheet(newsroom: Newsroom, translation: Translation, reader: Language) -> Sheet:
    """Return a translation with what helps an editor: findings, remarks, the English between, candidates, terms."""
    version = newsroom.store.releases.version(translation.version_id)
    remarks = [each for each in newsroom.store.history.comments(translation.id) if not each.settled_by]
    maker = _Maker(newsroom, translation, reader, remarks)
    release = version.release
    facts = {
        "release": str(release.id),
        "number": str(version.number),
        "source": release.source,
        "title": version.article.title,
    }
    return Sheet(
        translation_id=translation.id,
        version_id=version.id,
        content_hash=version.article.content_hash,
        original=version.article.url or release.url or release.key,
        language=translation.language,
        paragraphs=tuple(paragraphs(version, maker.sentence)),
        facts=facts,
    )


def paragraphs(version: ReleaseVersion, sentence: Callable[[Segment], Sentence]) -> Iterator[Paragraph]:
    """Yield the blocks of a version that have sentences, each made by `sentence`."""
    for number, group in groupby(version.segments, key=lambda each: each.source.block):
        inside, block = list(group), version.article.blocks[number]
        gaps = tuple(block.text.text[one.source.end : other.source.start] for one, other in pairwise(inside))
        yield Paragraph(number, block.kind.value, tuple(map(sentence, inside)), gaps)


def _standing(newsroom: Newsroom, order: ExportOrder, standing: Standing) -> list[int]:
    asked, ids = QueueFilter(standing, language=order.language, source=order.source), list[int]()
    while page := newsroom.store.queue.page(asked, _PAGE, len(ids), now=newsroom.now()):
        ids += [each.translation_id for each in page]
    return ids


def _chain(first: Translation, rest: Iterator[Translation]) -> Iterator[Translation]:
    yield first
    yield from rest


@dataclass(frozen=True)
class _Maker:
    """Makes sentences of one translation."""

    newsroom: Newsroom
    translation: Translation
    reader: Language
    remarks: Sequence[Comment]

    def sentence(self, segment: Segment) -> Sentence:
        target = self.translation.targets.get(segment.id)
        source = segment.source.text
        if target is None:
            return Sentence(segment.id, source, None, State.INITIAL, terms=self._terms(source.text))
        return Sentence(
            id=segment.id,
            source=source,
            target=target.text,
            state=target.state,
            origin=_origin(target),
            revision=target.revision,
            notes=tuple(self._notes(segment.id, target)),
            candidates=tuple(self._candidates(source, target)),
            terms=self._terms(source.text),
        )

    def _notes(self, segment_id: int, target: SegmentTarget) -> Iterator[Note]:
        for finding in sorted(target.findings, key=lambda each: -each.severity):
            yield _note(finding, self.reader)
        for remark in self.remarks:
            if remark.segment_id == segment_id:
                yield Note("remark", f"{remark.by}: {remark.text}", 3)
        if target.via:
            yield Note("english", target.via, 10, of_target=False)

    def _candidates(self, source: RichText, target: SegmentTarget) -> Iterator[Candidate]:
        if target.origin.kind is OriginKind.MACHINE:
            yield Candidate("mt", target.origin.name, source, target.machine)
        for offer in offers(self.newsroom, source.text, self.translation.language, _OFFERED):
            yield _candidate(offer)

    def _terms(self, german: str) -> tuple[Term, ...]:
        matches = self.newsroom.terms.find(german)
        found = (match.term(self.translation.language) for match in matches)
        return tuple(dict.fromkeys(term for term in found if term is not None))


def _origin(target: SegmentTarget) -> str:
    if target.edited is None or target.edited == target.machine:
        return target.origin.kind.value
    return OriginKind.PERSON.value


def _note(finding: Finding, reader: Language) -> Note:
    return Note("finding", f"{finding.check}: {explain(finding, reader)}", _PRIORITIES[finding.severity])


def _candidate(offer: Offer) -> Candidate:
    return Candidate("tm", offer.unit.reviewer, RichText(offer.unit.source), offer.unit.target, offer.likeness)
