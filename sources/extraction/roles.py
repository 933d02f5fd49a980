"""What a block is in a press release: kicker, dateline, lead, boilerplate, contact. For pages and files alike."""

import re
from collections.abc import Sequence
from dataclasses import replace

from model.article import Block, BlockKind, Role
from model.richtext import MarkKind, RichText
from sources.dates import DATE
from sources.richtext import is_all, one_block, without

_KICKER = re.compile(
    r"(?:gemeinsame |aktuelle )?"
    r"(?:presse ?-?(?:mitteilung|information|info|meldung|erklärung|aussendung|dienst|notiz|text|einladung)(?:en)?"
    r"|medien(?:mitteilung|information|info|einladung)(?:en)?|presse|mitteilung|meldung|nachricht|news|pm|einladung"
    r"|termin(?:hinweis|ankündigung)?)"
    r"(?:\s*(?:[-–|:/,]|\b(?:Nr|Nummer|No)\b\.?).{0,60}| \d.{0,40}| (?:der|des|vom|von) .{0,60})?[\s:]*",
    re.IGNORECASE,
)
_PLACE = r"[A-ZÄÖÜ][\w.\-]*(?:(?: | ?/ ?|-|, | \()(?:am|an|der|im|in|ob|vor|[vda]\.|[A-ZÄÖÜ(])[\w.\-)]*){0,4}"
_WEEKDAY = r"(?:(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Sonnabend),? "
_AGENCY = r"\((?:[A-Za-z]{2,5})(?:/[\w-]{2,10})?\)"
"""What a wire service puts behind the place: »Berlin (ots)«, »Wien (OTS)«, »Hamburg (dpa/lno)«."""
_DATELINE = re.compile(
    rf"{_PLACE} {_AGENCY}\s*[-–—]*|(?:{_PLACE},? )?(?:(?:den|vom|am) )?(?:{_WEEKDAY})?(?:den )?{DATE}"
    rf"(?:\s*[,|]?\s*(?:um )?\d\d?[:.]\d\d(?: Uhr)?)?(?:\s*[,|]\s*(?:Nr\. )?[\w/.-]{{1,12}})?"
    r"(?:\s*[|·]?\s*(?:[A-ZÄÖÜ][a-zäöüß]{3,20}(?: & )?){1,2})?\s*[.:]?"
)
_OPENING_DATELINE = re.compile(
    rf"(?:\(?{_PLACE},? (?:(?:den|am) )?{DATE}\)?\s*(?:[-–—:/]|\.(?=\s))|{_PLACE} {_AGENCY}\s*[-–—])\s*"
)
_BOILERPLATE = re.compile(
    r"(?:(?:über|about) (?!\d)\S.{1,60}"
    r"|zu[rm] (?:person|unternehmen|verband|verein|projekt|stiftung|initiative).{0,60}"
    r"|(?:weitere |allgemeine |kurz)?information(?:en)? (?:zu[rm]?|über) .{2,80}"
    r"|hintergrund(?:information(?:en)?)?(?: (?:zu[rm]?|über) .{2,80})?"
    r"|(?:das|die|der) (?:unternehmen|verein|verband|stiftung|stadt|gesellschaft)(?: im (?:profil|überblick))?"
    r"|(?:kurz|unternehmens)profil.{0,60}|hinweise? (?:an|für) (?:die )?redaktion(?:en)?)[\s:]*",
    re.IGNORECASE,
)
_ASKED = (
    r"(?:kontakt(?:e|adresse|daten)?|anfragen|rückfragen(?: (?:und|&) kontakt)?|stelle|ansprechperson(?:en)?"
    r"|ansprechpartner(?:[*:]?in(?:nen)?)?)"
)
_CONTACT = re.compile(
    rf"(?:(?:(?:ihre?|weiterer?|für|nähere|wissenschaftliche[rn]?) )*(?:presse|medien)?[- ]?{_ASKED}(?:/-?in)?"
    r"(?: (?:für|zu[rm]?|bei|in|der|des|und|an) .{2,60})?"
    r"|herausgeber(?:in)?|impressum|v\. ?i\. ?s\. ?d\. ?p\..{0,80}|presse-? ?und öffentlichkeitsarbeit)[\s:]*",
    re.IGNORECASE,
)
_CONTACT_OPENING = re.compile(rf"(?:presse|medien)?-?{_ASKED}(?: an)?:|v\. ?i\. ?s\. ?d\. ?p\.", re.IGNORECASE)
_CONTACT_LINE = re.compile(
    r"(?:^|[\s|,·•])(?:tel(?:efon)?|fon|phone|(?:tele)?fax|mobil|handy|e-?mail|internet|web)\s*[.:]\s*\S"
    r"|\+49[\s(\d]|\S@\S+\.\w|^www\.\S+$",
    re.IGNORECASE,
)
_HEAD = 7
"""Blocks from the top among which kicker and dateline stand."""
_LONGEST_OPENING = 120
_LONGEST_HEADING = 100
_LONGEST_CONTACT_LINE = 90


def is_kicker(text: str) -> bool:
    """Whether a line is of the kind that stands above a headline: »Pressemitteilung Nr. 12/2026«."""
    return len(text) < 100 and bool(_KICKER.fullmatch(text))


def is_dateline(text: str) -> bool:
    """Whether a line holds place and date, or a date, and nothing else: »Berlin, den 26.03.2021«."""
    return len(text) < 100 and bool(_DATELINE.fullmatch(text))


def opens_contact(text: str) -> bool:
    """Whether a heading or a line's beginning announces names and numbers for journalists: »Pressekontakt«."""
    line = text.partition("\n")[0]
    return len(line) <= _LONGEST_HEADING and bool(_CONTACT.fullmatch(line) or _CONTACT_OPENING.match(line))


def assign_roles(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of an article (without its title) with their roles; a role given already stays.

    A dateline that opens a paragraph becomes a block of its own; contact lines that stand apart are put together.
    """
    named = [piece for index, block in enumerate(blocks) for piece in _opened(index, block)]
    return _joined(_sections(_led(named)))


def _opened(index: int, block: Block) -> list[Block]:
    """Name kickers and datelines among the first blocks, and part a dateline from the paragraph that it opens."""
    text = block.text.text
    if index >= _HEAD or block.kind not in {BlockKind.PARAGRAPH, BlockKind.HEADING}:
        return [block]
    if is_kicker(text):
        return [replace(block, kind=BlockKind.PARAGRAPH, level=0, role=Role.KICKER)]
    if is_dateline(text):
        return [replace(block, kind=BlockKind.PARAGRAPH, level=0, role=Role.DATELINE)]
    opening = _OPENING_DATELINE.match(text[:_LONGEST_OPENING])
    if opening and block.kind is BlockKind.PARAGRAPH and opening.end() < len(text):
        place = block.text.slice(0, len(opening.group().rstrip()))
        return [
            Block(BlockKind.PARAGRAPH, RichText(place.text), Role.DATELINE),
            replace(block, text=block.text.slice(opening.end(), len(text))),
        ]
    return [block]


def _led(blocks: list[Block]) -> list[Block]:
    """Make the first paragraph the lead where it is set in bold and no other is marked as the lead."""
    first = next(
        (i for i, block in enumerate(blocks) if block.kind is BlockKind.PARAGRAPH and block.role is Role.BODY), None
    )
    marked = any(block.role is Role.LEAD for block in blocks)
    if first is not None and not marked and is_all(blocks[first].text, MarkKind.STRONG):
        blocks[first] = replace(blocks[first], role=Role.LEAD)
    return [replace(b, text=without(b.text, MarkKind.STRONG)) if _is_bold_lead(b) else b for b in blocks]


def _is_bold_lead(block: Block) -> bool:
    return block.role is Role.LEAD and is_all(block.text, MarkKind.STRONG)


def _sections(blocks: list[Block]) -> list[Block]:
    """Name the sections about the publisher and for journalists, from their heading to the next."""
    role, named, seen_body = Role.BODY, list[Block](), False
    for block in blocks:
        if block.role is not Role.BODY:
            named.append(block)
            continue
        role = _role_from(block, role, seen_body=seen_body)
        seen_body = seen_body or (role is Role.BODY and block.kind is BlockKind.PARAGRAPH)
        found = Role.CONTACT if role is Role.BODY and seen_body and _is_contact(block) else role
        named.append(replace(block, role=found))
    return _boilerplate_at_end(named)


def _boilerplate_at_end(blocks: list[Block]) -> list[Block]:
    """Take back the name of a section that text of the release follows: »Hintergrund« may stand in its middle."""
    follows = False
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        follows = follows or (block.role is Role.BODY and block.kind is not BlockKind.FIGURE)
        if follows and block.role is Role.BOILERPLATE:
            blocks[index] = replace(block, role=Role.BODY)
    return blocks


def _role_from(block: Block, current: Role, *, seen_body: bool) -> Role:
    """Return the role that goes on after a heading or opening line; sections count only below the body."""
    line = block.text.text.split("\n")[0]
    if not seen_body:
        return current
    if opens_contact(line):
        return Role.CONTACT
    if block.kind is BlockKind.HEADING:
        return Role.BOILERPLATE if _BOILERPLATE.fullmatch(line) else Role.BODY
    if current is Role.CONTACT and not _continues_contact(block):
        return Role.BODY
    return current


def _continues_contact(block: Block) -> bool:
    return all(len(line) <= _LONGEST_CONTACT_LINE for line in block.text.text.split("\n")) or _is_contact(block)


def _is_contact(block: Block) -> bool:
    """Whether a block holds numbers and addresses of a person, a line each."""
    lines = block.text.text.split("\n")
    if block.kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} or len(max(lines, key=len)) > _LONGEST_CONTACT_LINE:
        return False
    numbers = sum(bool(_CONTACT_LINE.search(line)) for line in lines)
    return numbers > 0 and numbers * 4 >= len(lines)


def _joined(blocks: list[Block]) -> list[Block]:
    """Put contact lines that stand in paragraphs of their own into one block."""
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if before is not None and _is_line(before) and _is_line(block):
            joined[-1] = replace(before, text=one_block([before.text, block.text]))
        else:
            joined.append(block)
    return joined


def _is_line(block: Block) -> bool:
    return block.role is Role.CONTACT and block.kind is BlockKind.PARAGRAPH
