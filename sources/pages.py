"""What a fetch brings home, and what an overview page announces."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from model.errors import UnreadableDocument
from model.source import Link, Validators


@dataclass(frozen=True)
class Page:
    """A fetched resource.

    Attributes:
        url: the final address, after redirects.
        body: as sent, decompressed; empty where `not_modified`.
        content_type: media type in lower case without parameters, "" where the server named none.
        charset: as the server declared it in the header, or "".
        validators: what to ask with next time; may be empty.
        not_modified: the server says that nothing has changed since `validators` (304).
    """

    url: str
    body: bytes = b""
    content_type: str = ""
    charset: str = ""
    validators: Validators = field(default_factory=Validators)
    not_modified: bool = False

    @contextmanager
    def in_hand(self) -> Iterator[None]:
        """Let an `UnreadableDocument` of the block carry this page, for whoever finds out what is wrong with it."""
        try:
            yield
        except UnreadableDocument as error:
            error.document = self.body
            raise


@dataclass(frozen=True)
class Discovery:
    """What one overview page, feed or sitemap announces.

    Attributes:
        links: releases, newest first as far as the page tells.
        next_url: address of the following overview page, or "".
        children: addresses of further sitemaps, newest first; a page that has children has no links.
    """

    links: tuple[Link, ...] = ()
    next_url: str = ""
    children: tuple[str, ...] = ()
