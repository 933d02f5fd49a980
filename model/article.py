"""A press release as it was read from a page or document, before it is stored."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from model.richtext import RichText


class BlockKind(StrEnum):
    """What a block is in the layout of the article."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    TABLE_CELL = "table-cell"
    FIGURE = "figure"


class Role(StrEnum):
    """What a block is in the genre of the press release."""

    BODY = "body"
    KICKER = "kicker"
    """A line above the title: »Pressemitteilung Nr. 12/2026«."""
    DATELINE = "dateline"
    """Place and date: »Berlin, den 26.03.2021«."""
    LEAD = "lead"
    BOILERPLATE = "boilerplate"
    """The paragraph about the publisher: »Über die Stadt«, »Information zur ISA«, with its heading."""
    CONTACT = "contact"
    """Names, addresses and numbers for journalists, a line each."""


@dataclass(frozen=True)
class Image:
    """A picture at an absolute address; `alt` describes it, `credit` names who made it."""

    url: str
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list item, table cell or picture: text in one place of the layout.

    Attributes:
        level: depth of a heading (2 to 6), depth of a list item (1 and more), else 0.
        ordered: the list is numbered.
        group: number of the list or table that the block belongs to, counted from 1 within the article, else 0.
        row, column: place of a table cell, from 0.
        header: the table cell heads its row or column.
        image: the picture of a figure; its `text` is the caption and may be empty.
    """

    kind: BlockKind
    text: RichText
    role: Role = Role.BODY
    level: int = 0
    ordered: bool = False
    group: int = 0
    row: int = 0
    column: int = 0
    header: bool = False
    image: Image | None = None


@dataclass(frozen=True)
class Article:
    """What was recognised in one page or document.

    Attributes:
        blocks: in reading order; the first is the title and there is exactly one title.
        published: when the publisher dates it, aware, never in the future; a date without a time is midnight in Berlin.
        url: where a reader finds it: the page's canonical address where it names one on its own host; empty for a file.
        language: BCP 47 tag of the text as detected, `de` for anything we translate.
        categories: the publisher's own keywords, in order.
        author: person or office named as the author, or "".
    """

    blocks: tuple[Block, ...]
    published: datetime | None = None
    url: str = ""
    language: str = "de"
    categories: tuple[str, ...] = ()
    author: str = ""

    @property
    def title(self) -> str:
        """The headline, plain."""
        return self.blocks[0].text.text

    @property
    def lead(self) -> str:
        """The lead, or the first paragraph of the body where none is marked; plain, may be empty."""
        for role in (Role.LEAD, Role.BODY):
            for block in self.blocks[1:]:
                if block.role is role and block.kind in {BlockKind.PARAGRAPH, BlockKind.QUOTE} and block.text.text:
                    return block.text.text
        return ""

    @property
    def content_hash(self) -> str:
        """Fingerprint of what a reader sees. Categories and authors are left out: sites change them without news."""
        seen = [_fingerprint(block) for block in self.blocks]
        dated = self.published.astimezone(UTC).isoformat() if self.published else None
        return hashlib.sha256(json.dumps([dated, seen], ensure_ascii=False).encode()).hexdigest()


def _fingerprint(block: Block) -> list[object]:
    image = block.image.url if block.image else None
    place = [block.level, block.ordered, block.group, block.row, block.column]
    return [block.kind, block.role, block.text.text, block.text.to_json(), place, image]


@dataclass(frozen=True)
class SegmentSource:
    """A sentence of a block: `text` is `block.text[start:end]` of the block at `block` in the article."""

    block: int
    start: int
    end: int
    text: RichText = field(compare=False)

    @property
    def source_hash(self) -> str:
        """Fingerprint by which an unchanged sentence is found again in a later version."""
        return segment_hash(self.text.text)


def segment_hash(text: str) -> str:
    """Fingerprint of a German sentence; white space does not count."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()
