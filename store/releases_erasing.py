"""A person taken out of a release: its versions, their translations, what was said and typed about them."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from model.article import Role, segment_hash
from model.erasure import Rewritten, Sought, digits, mails_in, phones_in
from model.languages import Language
from model.richtext import RichText
from store.desk_tables import ChangeRow, CommentRow, DraftRow
from store.erasing_texts import Eraser
from store.mapping import to_version
from store.queue import count_again
from store.tables import BlockRow, FindingRow, ReleaseRow, SegmentRow, TargetRow, TranslationRow, VersionRow

SAID = ("subject", "before", "after", "reason")


def affected(session: Session, sought: Sought) -> list[int]:
    """Return the ids of the releases that name the person in full, in German or in a translation."""
    found: set[int] = set()
    versions = select(VersionRow.release_id)
    german = versions.add_columns(BlockRow.text, BlockRow.image_alt, BlockRow.image_credit, VersionRow.author)
    german = german.join(BlockRow, BlockRow.version_id == VersionRow.id)
    targets = versions.add_columns(TargetRow.machine, TargetRow.edited, TargetRow.via)
    targets = targets.join(TranslationRow, TranslationRow.version_id == VersionRow.id)
    targets = targets.join(TargetRow, TargetRow.translation_id == TranslationRow.id)
    for wanted in (german, targets):
        for release_id, *texts in session.execute(wanted.execution_options(yield_per=1000)):
            if release_id not in found and any(text and sought.names(text) for text in texts):
                found.add(release_id)
    return sorted(found)


def learn(session: Session, sought: Sought, release_ids: list[int]) -> set[str]:
    """Return the keys of what stands in one line with the person in a contact block, and of their e-mail addresses.

    A telephone number elsewhere in the block may be anybody's; it has to be named.
    """
    keys: set[str] = set()
    wanted = select(BlockRow).join(VersionRow, VersionRow.id == BlockRow.version_id)
    for release_id in release_ids:
        for block in session.scalars(wanted.where(VersionRow.release_id == release_id)):
            theirs = [block.text[start:end] for start, end in sought.all(block.text)]
            keys |= {f"mail:{each.casefold()}" for each in theirs if mails_in(each) == [each]}
            for line in block.text.splitlines() if block.role is Role.CONTACT else ():
                if sought.all(line):
                    keys |= {f"phone:{digits(phone)}" for phone in phones_in(line)}
    return keys


def near(session: Session, release_ids: list[int]) -> set[str]:
    """Return the telephone numbers of the contact blocks of releases."""
    wanted = select(BlockRow.text).join(VersionRow, VersionRow.id == BlockRow.version_id)
    wanted = wanted.where(VersionRow.release_id.in_(release_ids), BlockRow.role == Role.CONTACT)
    return {phone for text in session.scalars(wanted) for phone in phones_in(text)}


def erase_release(session: Session, eraser: Eraser, release_id: int) -> None:
    """Rewrite everything that is kept of a release."""
    release = session.get_one(ReleaseRow, release_id)
    versions = session.scalars(
        select(VersionRow).where(VersionRow.release_id == release_id).order_by(VersionRow.number)
    )
    for version in versions.all():
        german = dict(_german(session, eraser, version, f"{release.url or release.key}, version {version.number}"))
        session.flush()
        _hash_again(session, release, version)
        wanted = select(TranslationRow).where(TranslationRow.version_id == version.id)
        for translation in session.scalars(wanted).all():
            _translation(session, eraser, translation, german)


def _german(session: Session, eraser: Eraser, version: VersionRow, subject: str) -> Iterator[tuple[int, Rewritten]]:
    """Rewrite the German; yield what became of the sentences that changed, by segment id."""
    eraser.field(version, ["author"], "german", subject, Language.DE)
    version.categories = [
        eraser.rewrite("german", subject, each, Language.DE, alone=False).text for each in version.categories
    ]
    segments: dict[int, list[SegmentRow]] = {}
    for segment in session.scalars(select(SegmentRow).where(SegmentRow.version_id == version.id)):
        segments.setdefault(segment.block, []).append(segment)
    for block in session.scalars(select(BlockRow).where(BlockRow.version_id == version.id)).all():
        eraser.field(block, ["image_alt", "image_credit"], "german", subject, Language.DE)
        yield from _block(eraser, block, segments.get(block.position, []), subject)


def _block(
    eraser: Eraser, block: BlockRow, segments: list[SegmentRow], subject: str
) -> Iterator[tuple[int, Rewritten]]:
    before = RichText.from_json(block.text, block.marks)
    borders = [place for segment in segments for place in (segment.start, segment.end)]
    new = eraser.rewrite("german", subject, block.text, Language.DE, borders=borders)
    if not new.spans and not eraser.links(before):
        return
    after = new.rich(before.marks, eraser.sought)
    block.text, block.marks = after.text, after.to_json()
    for segment in segments:
        old = before.text[segment.start : segment.end]
        spans = tuple((s - segment.start, e - segment.start) for s, e in new.spans if segment.start <= s < segment.end)
        segment.start, segment.end = new.place(segment.start), new.place(segment.end, is_end=True)
        if spans:
            segment.source_hash = segment_hash(after.text[segment.start : segment.end])
            eraser.hashes[segment_hash(old)] = segment.source_hash
            yield segment.id, Rewritten(old, spans, new.by)


def _hash_again(session: Session, release: ReleaseRow, version: VersionRow) -> None:
    """Let what is collected next be compared with the text as it is now."""
    blocks = session.scalars(select(BlockRow).where(BlockRow.version_id == version.id).order_by(BlockRow.position))
    version.content_hash = to_version(version, release, list(blocks), []).article.content_hash
    if release.version_id == version.id:
        release.content_hash = version.content_hash


def _translation(session: Session, eraser: Eraser, translation: TranslationRow, german: dict[int, Rewritten]) -> None:
    subject = f"translation {translation.id} ({translation.language})"
    eraser.field(translation, ["hold_reason", "waiver"], "translation", subject, translation.language)
    for target in session.scalars(select(TargetRow).where(TargetRow.translation_id == translation.id)).all():
        _target(eraser, target, subject, translation.language, german.get(target.segment_id))
    for table, columns, kind in (
        (ChangeRow, SAID, "history"),
        (CommentRow, ("text",), "remark"),
        (DraftRow, ("text",), "draft"),
    ):
        for row in session.scalars(select(table).where(table.translation_id == translation.id)).all():
            eraser.field(row, columns, kind, subject, translation.language)
    count_again(session, translation.id)


def _target(eraser: Eraser, target: TargetRow, subject: str, language: Language, german: Rewritten | None) -> None:
    machine = eraser.rich(target, "machine", "machine_marks", "translation", subject, language)
    edited = eraser.rich(target, "edited", "edited_marks", "translation", subject, language)
    eraser.field(target, ["via"], "translation", subject, Language.EN)
    shown = edited if target.edited is not None else machine
    for finding in target.findings:
        _finding(eraser, finding, language, shown, german)


def _finding(
    eraser: Eraser, finding: FindingRow, language: Language, shown: Rewritten | None, german: Rewritten | None
) -> None:
    fields = {
        name: eraser.rewrite("finding", finding.check_name, each, language) for name, each in finding.fields.items()
    }
    if any(each.spans for each in fields.values()):
        finding.fields = {name: each.text for name, each in fields.items()}
    if shown and finding.span_start is not None and finding.span_end is not None:
        finding.span_start = shown.place(finding.span_start)
        finding.span_end = shown.place(finding.span_end, is_end=True)
    if german and finding.source_start is not None and finding.source_end is not None:
        finding.source_start = german.place(finding.source_start)
        finding.source_end = german.place(finding.source_end, is_end=True)
