"""Pictures: which kinds there are, how they are told apart, and what becomes of them in a feed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from feeds.text import web_address
from model.article import Block, BlockKind
from model.feed import Images

# A table of our own: `mimetypes` reads files of the machine, and the same feed must have the same bytes everywhere.
RASTER_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
"""What is copied: a vector picture is a program and stays where it is."""
_TYPES = RASTER_TYPES | {".jpeg": "image/jpeg", ".svg": "image/svg+xml"}
# The first bytes by format: ITU-T T.81 annex B, RFC 2083 section 3.1, GIF89a section 17, RFC 9649 section 2.4, AV1
# Image File Format section 7.
_SIGNATURES = (
    (".jpg", ((0, b"\xff\xd8\xff"),)),
    (".png", ((0, b"\x89PNG\r\n\x1a\n"),)),
    (".gif", ((0, b"GIF87a"),)),
    (".gif", ((0, b"GIF89a"),)),
    (".webp", ((0, b"RIFF"), (8, b"WEBP"))),
    (".avif", ((4, b"ftypavif"),)),
)
FOLDER = "images"
"""Where copies lie, below the folder of the pages."""


@dataclass(frozen=True)
class Picture:
    """An image of an article, at its publisher or copied.

    Attributes:
        length: bytes, 0 where they were never counted.
    """

    url: str
    media_type: str
    length: int = 0


Copies = Mapping[str, Picture]
"""Copied pictures by the address at their publisher."""


def raster_suffix(body: bytes) -> str:
    """Return the ending for a picture by its first bytes, whatever its server calls it; "" for anything else."""
    for suffix, marks in _SIGNATURES:
        if all(body[start : start + len(mark)] == mark for start, mark in marks):
            return suffix
    return ""


def copy_name(url: str) -> str:
    """Return the file name, without its ending, of the copy of the picture at `url`."""
    return sha256(url.encode()).hexdigest()[:32]


def addresses(blocks: Sequence[Block]) -> list[str]:
    """Return where the pictures of an article lie, each once."""
    found = (web_address(block.image.url) for block in blocks if block.image)
    return list(dict.fromkeys(filter(None, found)))


def illustrated(blocks: Sequence[Block], images: Images, copies: Copies) -> list[Block]:
    """Return `blocks` with their pictures as a feed wants them; one that it has not goes with its caption."""
    if images is Images.LINK:
        return list(blocks)
    return [found for block in blocks if (found := _illustrated(block, images, copies))]


def _illustrated(block: Block, images: Images, copies: Copies) -> Block | None:
    if block.kind is not BlockKind.FIGURE:
        return block
    copy = copies.get(web_address(block.image.url)) if block.image and images is Images.COPY else None
    return replace(block, image=replace(block.image, url=copy.url)) if block.image and copy else None


def first_picture(blocks: Sequence[Block], images: Images, copies: Copies) -> Picture | None:
    """Return the first picture whose kind is known, None where there is none."""
    if images is Images.NONE:
        return None
    for url in addresses(blocks):
        if images is Images.COPY:
            if url in copies:
                return copies[url]
            continue
        suffix = PurePosixPath(urlsplit(url).path).suffix.lower()
        if suffix in _TYPES:
            return Picture(url, _TYPES[suffix])
    return None
