"""Releases that come as files: HTML, Markdown, plain text, PDF."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from model.article import Article, Block
from model.errors import SourceError, UnreadableDocument
from sources.charset import decode_bytes
from sources.extraction import extract_html
from sources.extraction.extract import compose, date_in_text, words
from sources.extraction.language import detect_language
from sources.pdf_documents import read_pdf
from sources.text_documents import is_markdown, join_cut_paragraphs, join_lists, read_markdown, read_plain

_MOST_MIB = 20
"""As for what is fetched. Releases have a hundredth of it; to read a page takes many times the memory of its file."""


def read_document(path: Path, now: datetime) -> Article:
    """Return the article that the file at `path` holds; which kind it is, its name says.

    Args:
        path: a file named .html, .htm, .md, .txt or .pdf.
        now: aware; nothing is published later.

    Raises:
        SourceError: there is no such file, or it may not be read.
        UnreadableDocument: it is of a kind that we cannot read, empty, too large, broken, protected, or holds pictures
            only.
    """
    read = _READERS.get(path.suffix.lower())
    data = read_file(path)
    if read is None:
        known = ", ".join(sorted(_READERS))
        raise UnreadableDocument(
            subject=path, reason=f"unknown kind of file; what can be read is {known}: save it as one"
        )
    if not data.strip():
        raise UnreadableDocument(subject=path, reason="is empty")
    try:
        return read(data, path, now)
    except UnreadableDocument as error:
        raise UnreadableDocument(subject=path, reason=error.fields["reason"]) from error


def read_file(path: Path) -> bytes:
    """Return what the file at `path` holds.

    Raises:
        SourceError: there is no such file, or it may not be read.
        UnreadableDocument: it is larger than any press release.
    """
    try:
        if path.is_dir():
            raise SourceError(subject=path, reason="is a folder; name a file in it, or make the folder a source")
        if path.stat().st_size > _MOST_MIB * 2**20:
            raise UnreadableDocument(
                subject=path, reason=f"is larger than {_MOST_MIB} MiB; cut it to the release itself"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError(subject=path, reason="there is no such file") from error
    except OSError as error:
        raise SourceError(subject=path, reason=f"cannot be read: {error.strerror}") from error


def _read_html(data: bytes, _path: Path, now: datetime) -> Article:
    return extract_html(data, now=now)


def _read_markdown(data: bytes, path: Path, now: datetime) -> Article:
    return _article(*read_markdown(decode_bytes(data)), path, now)


def _read_text(data: bytes, path: Path, now: datetime) -> Article:
    text = decode_bytes(data).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").expandtabs(4)
    return _article(*(read_markdown(text) if is_markdown(text) else read_plain(text)), path, now)


def _read_pdf(data: bytes, path: Path, now: datetime) -> Article:
    return _article(*read_pdf(data, str(path)), path, now)


def _article(title: str, blocks: Sequence[Block], path: Path, now: datetime) -> Article:
    article = compose(title, join_lists(join_cut_paragraphs(list(blocks))), subject=str(path))
    return replace(
        article, published=date_in_text(article.blocks, now), language=detect_language(words(article.blocks), "")
    )


_READERS: dict[str, Callable[[bytes, Path, datetime], Article]] = {
    ".htm": _read_html,
    ".html": _read_html,
    ".markdown": _read_markdown,
    ".md": _read_markdown,
    ".pdf": _read_pdf,
    ".txt": _read_text,
}
