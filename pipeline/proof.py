"""A translation beside its German, block by block, for a person who signs on paper."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from feeds.assembly import assemble
from feeds.inline import inline
from feeds.label import notice
from model.article import Block, BlockKind
from model.feed import Entry
from model.release import ReleaseVersion
from model.translation import Finding, Translation
from pipeline.entries import fresh_publication
from pipeline.wiring import Newsroom


@dataclass(frozen=True)
class Printed:
    """A block in one language.

    Attributes:
        words: HTML, escaped: the text with its links and emphasis.
        number: of an item of a numbered list, else 0.
    """

    block: Block
    words: str
    number: int = 0


@dataclass(frozen=True)
class Row:
    """Blocks that stand side by side and are not torn apart: one, or all cells of a table.

    Attributes:
        german, target: the rows of cells of a table, else one row of one.
        notes: numbers of the findings about it.
    """

    kind: BlockKind
    german: tuple[tuple[Printed, ...], ...]
    target: tuple[tuple[Printed, ...], ...]
    notes: tuple[int, ...]


@dataclass(frozen=True)
class Proof:
    """What is printed.

    Attributes:
        label: the sentence that says who stands behind the translation, in its language.
        findings: those of its segments, numbered from 1.
    """

    label: str
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]


def proof(newsroom: Newsroom, version: ReleaseVersion, translation: Translation) -> Proof:
    """Return a translation as it is printed.

    Raises:
        PublishError: the translation is not complete.
    """
    release, language = version.release, translation.language
    known = newsroom.store.publications.get(release.id, language)
    publication = known or fresh_publication(newsroom, version, language)
    entry = Entry(version, publication, newsroom.publisher(release.source), translation)
    findings: list[Finding] = []
    notes = _notes(version, translation, findings)
    pairs = list(zip(_printed(version.article.blocks), _printed(assemble(entry).blocks), strict=True))
    return Proof(notice(entry), tuple(_rows(pairs, notes)), tuple(findings))


def _notes(version: ReleaseVersion, translation: Translation, findings: list[Finding]) -> dict[int, list[int]]:
    """Return the numbers of the findings by block; the findings go into the list."""
    notes: dict[int, list[int]] = {}
    for segment in version.segments:
        target = translation.targets.get(segment.id)
        for finding in target.findings if target else ():
            findings.append(finding)
            notes.setdefault(segment.source.block, []).append(len(findings))
    return notes


def _printed(blocks: Sequence[Block]) -> Iterator[Printed]:
    counted: dict[tuple[int, int], int] = {}
    for block in blocks:
        place = block.group, block.level
        if block.kind is BlockKind.LIST_ITEM and block.ordered:
            counted[place] = counted.get(place, 0) + 1
            yield Printed(block, inline(block.text), counted[place])
        else:
            yield Printed(block, inline(block.text))


def _rows(pairs: Sequence[tuple[Printed, Printed]], notes: Mapping[int, Sequence[int]]) -> Iterator[Row]:
    for (kind, _), group in groupby(enumerate(pairs), key=lambda numbered: _belonging(*numbered)):
        members = list(group)
        numbers = tuple(number for index, _ in members for number in notes.get(index, ()))
        german, target = _cells([one for _, (one, _) in members]), _cells([other for _, (_, other) in members])
        yield Row(kind, german, target, numbers)


def _belonging(index: int, pair: tuple[Printed, Printed]) -> tuple[BlockKind, int]:
    block = pair[0].block
    return (block.kind, block.group) if block.kind is BlockKind.TABLE_CELL else (block.kind, -index - 1)


def _cells(members: Sequence[Printed]) -> tuple[tuple[Printed, ...], ...]:
    return tuple(tuple(row) for _, row in groupby(members, key=lambda printed: printed.block.row))
