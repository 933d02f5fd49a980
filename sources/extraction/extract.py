"""The steps from a page to an article, in order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time

from model.article import Article, Block, BlockKind, Role
from model.berlin import BERLIN
from model.errors import UnreadableDocument
from model.richtext import RichText
from model.source import Link, Selectors
from sources.charset import decode_bytes
from sources.dates import dates_in, parse_date
from sources.extraction.blocks import read_units
from sources.extraction.boilerplate import is_control
from sources.extraction.captions import attach_captions
from sources.extraction.content import find_main, fold
from sources.extraction.language import detect_language
from sources.extraction.metadata import public_url, read_metadata
from sources.extraction.page import body_of, parse_page, storable, strip_furniture
from sources.extraction.published import find_published, guess_published, suppose_published
from sources.extraction.roles import assign_roles, is_dateline
from sources.extraction.selection import is_overview, mark_leads, select_units
from sources.extraction.selectors import remove_selected, selected_html, selected_text
from sources.extraction.titles import find_title
from sources.richtext import Element, clean

_NO_SELECTORS = Selectors()
_LONGEST_TITLE = 300
_LONGEST_FIRST_LINE = 150
_LONGEST_DATE_LINE = 45
_HEAD = 8
"""Blocks from the top among which a short line with a date tells when the release was made."""


def extract_html(
    html: str | bytes, *, url: str = "", selectors: Selectors = _NO_SELECTORS, now: datetime, hint: Link | None = None
) -> Article:
    """Return the article that a page shows.

    The source's selectors go first; what they leave open is found by general rules: the text by trafilatura and the
    shape of the page, the headline and date by what its statements agree on. Only text, our marks and safe addresses
    come out.

    Args:
        html: the page; bytes are decoded by byte order mark, declaration and content.
        url: where it was found, by which relative addresses become absolute.
        selectors: CSS selectors of the source.
        now: aware; nothing is published later.
        hint: what the source announced; it fills gaps only.

    Raises:
        UnreadableDocument: there is no article text in the page.
        BadConfiguration: a selector is no CSS.
    """
    text = remove_selected(storable(html if isinstance(html, str) else decode_bytes(html)), selectors)
    root = parse_page(text, url)
    meta = read_metadata(root)
    found, heading = find_title(root, meta)
    title = selected_text(text, selectors.title, "title") or found or (clean(hint.title).strip() if hint else "")
    published = parse_date(selected_text(text, selectors.date, "date"), now)
    published = published or find_published(root, meta, heading, now)
    supposed = suppose_published(root, meta, heading, url, now)
    strip_furniture(root)
    blocks = _selected(text, url, selectors) if selectors.body else _found(root, url, heading)
    article = compose(title, _with_lead(blocks, selected_text(text, selectors.lead, "lead")), subject=url)
    published = _finest([published, date_in_text(article.blocks, now), supposed, hint.published if hint else None])
    return replace(
        article,
        published=published or guess_published(root, url, now),
        url=public_url(url, meta.canonical),
        language=detect_language(words(article.blocks), meta.language),
        categories=meta.keywords,
        author=meta.author,
    )


def compose(title: str, blocks: Sequence[Block], *, subject: str) -> Article:
    """Return an article of `title` and `blocks` with their roles; without a title, the first line of the text serves.

    Raises:
        UnreadableDocument: nothing but a title, or not even that; `subject` names the document.
    """
    title = title or _first_line(blocks)
    same = fold(title)
    body = assign_roles([block for block in blocks if block.image or fold(block.text.text) != same])
    if not any(block.text.text for block in body if block.role in {Role.BODY, Role.LEAD}):
        raise UnreadableDocument(
            subject=subject or title or "page",
            reason="no article text found; if it is the page of one release, a selector `body` can name the place",
        )
    return Article((Block(BlockKind.TITLE, RichText(title[:_LONGEST_TITLE].strip())), *body))


def _finest(moments: Sequence[datetime | None]) -> datetime | None:
    """Return the first moment that is known, with the time of day that a later one may give to the same day."""
    known = [moment.astimezone(BERLIN) for moment in moments if moment]
    timed = (moment for moment in known if moment.date() == known[0].date() and moment.time() != time())
    return next(timed, known[0]) if known else None


def _first_line(blocks: Sequence[Block]) -> str:
    """Return the first heading, or the first line as far as it can be a headline."""
    texts = [block.text.text for block in blocks if block.kind is BlockKind.HEADING] or [
        block.text.text for block in blocks
    ]
    line = next((text.split("\n")[0] for text in texts if text), "")
    return line if len(line) <= _LONGEST_FIRST_LINE else line[:_LONGEST_FIRST_LINE].rsplit(" ", 1)[0] + " …"


def date_in_text(blocks: Sequence[Block], now: datetime) -> datetime | None:
    """Return the date of a dateline or kicker, of a short line near the top, or of a line of date at the end."""
    named = [block.text.text for block in blocks if block.role in {Role.DATELINE, Role.KICKER}]
    short = [block.text.text for block in blocks[1:_HEAD] if len(block.text.text) <= _LONGEST_DATE_LINE]
    last = [line for block in blocks[-1:] for line in block.text.text.split("\n") if is_dateline(line)]
    return next((moment for line in named + short + last for moment in dates_in(line, now)), None)


def _found(root: Element, url: str, heading: Element | None) -> list[Block]:
    """Find the article in the page by general rules."""
    main = find_main(root, url, heading)
    if main is None:
        return []
    units = select_units(read_units(body_of(root)), main, heading)
    return [] if is_overview(units) else mark_leads(units, main.container)


def _selected(text: str, url: str, selectors: Selectors) -> list[Block]:
    """Read the element that the source's selector names."""
    selected = selected_html(text, selectors.body, "body")
    if not selected:
        reason = f"no article text found: nothing matches the source's selector `body` ({selectors.body})"
        raise UnreadableDocument(subject=url or "page", reason=reason)
    root = parse_page(selected, url)
    strip_furniture(root)
    units = [unit for unit in read_units(body_of(root)) if not is_control(unit.text)]
    return mark_leads(attach_captions(units), body_of(root))


def _with_lead(blocks: list[Block], lead: str) -> list[Block]:
    """Put the lead that a selector found where it belongs: named in place, or above the text."""
    if not lead:
        return blocks
    same = fold(lead)
    if any(fold(block.text.text) == same for block in blocks):
        return [replace(block, role=Role.LEAD) if fold(block.text.text) == same else block for block in blocks]
    return [Block(BlockKind.PARAGRAPH, RichText(lead), Role.LEAD), *blocks]


def words(blocks: Sequence[Block]) -> str:
    """Return the running text, without the names and numbers of contacts."""
    return "\n".join(block.text.text for block in blocks if block.role is not Role.CONTACT)
