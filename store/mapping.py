"""Rows to values of the model and back."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Text, cast

from model.article import Article, Block, Image, SegmentSource
from model.release import Release, ReleaseVersion, Segment
from model.richtext import RichText
from model.translation import Finding, Origin, SegmentTarget, Severity
from store.tables import BlockRow, FindingRow, ReleaseRow, SegmentRow, TargetRow, VersionRow

REMEMBERED = 8192
"""Findings that a process keeps as it has read them: an article is read again for each sentence that is saved."""
TARGET_COLUMNS = (
    TargetRow.id,
    TargetRow.segment_id,
    TargetRow.machine,
    TargetRow.machine_marks,
    TargetRow.origin_kind,
    TargetRow.origin_name,
    TargetRow.state,
    TargetRow.edited,
    TargetRow.edited_marks,
    TargetRow.via,
    TargetRow.score,
    TargetRow.edited_by,
    TargetRow.edited_at,
    TargetRow.revision,
)
"""What `as_target` reads of a row."""
FINDING_COLUMNS = (
    FindingRow.target_id,
    FindingRow.check_name,
    FindingRow.severity,
    FindingRow.template,
    cast(FindingRow.fields, Text),
    FindingRow.span_start,
    FindingRow.span_end,
    FindingRow.source_start,
    FindingRow.source_end,
)
"""What `findings_by_target` reads of a row."""


def to_release(row: ReleaseRow) -> Release:
    """Return the release that `row` keeps."""
    return Release(
        id=row.id,
        source=row.source,
        key=row.key,
        url=row.url,
        first_seen=row.first_seen,
        number=row.number,
        version_id=row.version_id,
        content_hash=row.content_hash,
        withdrawn_at=row.withdrawn_at,
    )


def to_version(
    row: VersionRow,
    release: ReleaseRow,
    blocks: Sequence[BlockRow | Row[Any]],
    segments: Sequence[SegmentRow | Row[Any]],
) -> ReleaseVersion:
    """Return the version that `row` keeps, with its blocks and segments in order."""
    article = Article(
        blocks=tuple(map(_to_block, blocks)),
        published=row.published,
        url=row.url,
        language=row.language,
        categories=tuple(row.categories),
        author=row.author,
    )
    return ReleaseVersion(
        id=row.id,
        release=to_release(release),
        number=row.number,
        collected_at=row.collected_at,
        article=article,
        segments=tuple(_to_segment(segment, article.blocks) for segment in segments),
    )


def _to_segment(row: SegmentRow | Row[Any], blocks: tuple[Block, ...]) -> Segment:
    text = blocks[row.block].text.slice(row.start, row.end)
    return Segment(row.id, row.position, SegmentSource(row.block, row.start, row.end, text))


def _to_block(row: BlockRow | Row[Any]) -> Block:
    return Block(
        kind=row.kind,
        text=RichText.from_json(row.text, row.marks),
        role=row.role,
        level=row.level,
        ordered=row.ordered,
        group=row.group_number,
        row=row.row_number,
        column=row.column_number,
        header=row.header,
        image=None if row.image_url is None else Image(row.image_url, row.image_alt, row.image_credit),
    )


def block_row(version_id: int, position: int, block: Block) -> BlockRow:
    """Return the row that keeps `block` of a version."""
    return BlockRow(
        version_id=version_id,
        position=position,
        kind=block.kind,
        role=block.role,
        text=block.text.text,
        marks=block.text.to_json(),
        level=block.level,
        ordered=block.ordered,
        group_number=block.group,
        row_number=block.row,
        column_number=block.column,
        header=block.header,
        image_url=block.image.url if block.image else None,
        image_alt=block.image.alt if block.image else "",
        image_credit=block.image.credit if block.image else "",
    )


def segment_row(version_id: int, position: int, source: SegmentSource) -> SegmentRow:
    """Return the row that keeps a sentence of a version."""
    return SegmentRow(
        version_id=version_id,
        position=position,
        block=source.block,
        start=source.start,
        end=source.end,
        source_hash=source.source_hash,
    )


def to_target(row: TargetRow) -> SegmentTarget:
    """Return the target that `row` keeps, with its findings."""
    return as_target(row, [to_finding(finding) for finding in row.findings])


def as_target(row: TargetRow | Row[Any], findings: Sequence[Finding]) -> SegmentTarget:
    """Return the target that `row` keeps; a row of a plain query will do, which is read several times as fast."""
    return SegmentTarget(
        machine=RichText.from_json(row.machine, row.machine_marks),
        origin=Origin(row.origin_kind, row.origin_name),
        state=row.state,
        edited=None if row.edited is None else RichText.from_json(row.edited, row.edited_marks or []),
        via=row.via,
        score=row.score,
        findings=tuple(findings),
        edited_by=row.edited_by,
        edited_at=row.edited_at,
        revision=row.revision or 0,
    )


def target_row(translation_id: int, segment_id: int, target: SegmentTarget) -> TargetRow:
    """Return the row that keeps all of `target`, an editor's text included."""
    row = TargetRow(translation_id=translation_id, segment_id=segment_id, state=target.state)
    set_machine(row, target)
    row.edited = target.edited.text if target.edited else None
    row.edited_marks = target.edited.to_json() if target.edited else None
    row.edited_by = target.edited_by
    row.edited_at = target.edited_at
    return row


def set_machine(row: TargetRow, target: SegmentTarget) -> None:
    """Take over what a machine made, with its findings; the state and the editor's text stay as they are."""
    row.machine = target.machine.text
    row.machine_marks = target.machine.to_json()
    row.origin_kind = target.origin.kind
    row.origin_name = target.origin.name
    row.via = target.via
    row.score = target.score
    set_findings(row, target.findings)
    if target.edited is None and row.reviewed_engine is None:
        # Else the findings are of an editor's text, or of an engine that no editor has judged.
        row.doubts = [finding.check for finding in target.findings]


def set_findings(row: TargetRow, findings: Sequence[Finding]) -> None:
    """Let `findings` be what the checks say of the target, and set the risk that follows from them."""
    row.findings = [finding_row(finding) for finding in findings]
    row.risk = to_target(row).risk


def to_finding(row: FindingRow | Row[Any]) -> Finding:
    """Return the finding that `row` keeps."""
    return Finding(
        row.check_name,
        Severity(row.severity),
        row.template,
        span=_span(row.span_start, row.span_end),
        source_span=_span(row.source_start, row.source_end),
        fields=row.fields,
    )


def findings_by_target(rows: Iterable[Row[Any]]) -> dict[int, list[Finding]]:
    """Return the findings of rows of `FINDING_COLUMNS`, in their order, by the id of their target."""
    found: defaultdict[int, list[Finding]] = defaultdict(list)
    for target_id, *kept in rows:
        found[target_id].append(_finding(*kept))
    return found


@lru_cache(REMEMBERED)
def _finding(
    check: str,
    severity: int,
    template: str,
    fields: str,
    span_start: int | None,
    span_end: int | None,
    source_start: int | None,
    source_end: int | None,
) -> Finding:
    span, source_span = _span(span_start, span_end), _span(source_start, source_end)
    return Finding(check, Severity(severity), template, span, source_span, json.loads(fields))


def _span(start: int | None, end: int | None) -> tuple[int, int] | None:
    return None if start is None or end is None else (start, end)


def finding_row(finding: Finding) -> FindingRow:
    """Return the row that keeps `finding`."""
    start, end = finding.span or (None, None)
    source_start, source_end = finding.source_span or (None, None)
    return FindingRow(
        check_name=finding.check,
        severity=finding.severity.value,
        template=finding.template,
        fields=dict(finding.fields),
        span_start=start,
        span_end=end,
        source_start=source_start,
        source_end=source_end,
    )
