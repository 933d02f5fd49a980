"""What is published, with compressed copies beside it for servers that send what they find: `zh.xml.gz`, `zh.xml.br`.

A copy is taken away before its file changes and written anew after it, so that a server which looks at both finds the
copy of what is there, or none and compresses for itself. The copy has the date of its file, as nginx wants it
(https://nginx.org/en/docs/http/ngx_http_gzip_static_module.html); one of another date is not used and written anew.
"""

import gzip
from collections.abc import Callable, Mapping
from pathlib import Path

import brotli

from feeds.formats import SUFFIXES
from feeds.writing import explained, replace_file, write_if_changed

MANIFEST = "manifest.json"
"""Lists what is published in a folder; written last, and alone: a long one would take seconds to compress."""
COPIES = {"br": ".br", "gzip": ".gz"}
"""Endings of the copies by content coding, the smallest first."""
PACKED = frozenset({*SUFFIXES.values(), ".html", ".css", ".opml"})
"""Endings of the files that gain by it; a picture is compressed as it is."""
_WORTH_FROM = 1024
"""Bytes; below, an answer fills one packet of the network in any form."""
# No name and no date inside: the same file has the same copy everywhere.
_PACKERS: Mapping[str, Callable[[bytes], bytes]] = {
    # A feed of 300 kB takes 0.2 s; 11, the highest, takes thrice as long for a hundredth less.
    "br": lambda data: brotli.compress(data, quality=10),
    "gzip": lambda data: gzip.compress(data, compresslevel=9, mtime=0),
}


def put_out(folder: Path, files: Mapping[str, bytes], packed: bool) -> bool:
    """Make `folder` hold `files` by their paths below it; return whether any of them had to be written.

    Args:
        folder: where.
        files: in the order in which they are written.
        packed: with copies beside those that gain by it. Whoever calls holds the turn of these files, for a copy must
            not be written while another publisher changes its file.

    Raises:
        PublishError: a file cannot be written; what was published before stays.
    """
    written = False
    for name, data in files.items():
        path = folder / name
        if not _holds(path, data):
            with explained(path):
                _remove_copies(path)
            written |= write_if_changed(path, data)
        if packed and path.name != MANIFEST and not path.name.startswith("."):
            _write_copies(path, data)
    return written


def take_away(path: Path) -> None:
    """Remove a published file and, before it, its copies, which a server would go on sending.

    Raises:
        PublishError: it cannot be removed.
    """
    with explained(path):
        _remove_copies(path)
        path.unlink(missing_ok=True)


def pack(path: Path, coding: str, data: bytes) -> bytes:
    """Return `data`, which `path` holds, in `coding`; b"" where that gains nothing."""
    if path.suffix not in PACKED or len(data) < _WORTH_FROM:
        return b""
    packed = _PACKERS[coding](data)
    return packed if len(packed) < len(data) else b""


def fresh_copy(path: Path, coding: str, modified_ns: int) -> bytes | None:
    """Return the copy of `path` in `coding`, None where there is none of the version of that date."""
    copy = _copy_of(path, coding)
    try:
        return copy.read_bytes() if copy.stat().st_mtime_ns == modified_ns else None
    except OSError:
        return None


def coding_of(path: Path) -> str:
    """Return the content coding of a copy, "" for a file that is none by its name."""
    return next((coding for coding, suffix in COPIES.items() if path.suffix == suffix), "")


def _copy_of(path: Path, coding: str) -> Path:
    return path.with_name(path.name + COPIES[coding])


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:  # whoever writes there says what is in the way
        return False


def _remove_copies(path: Path) -> None:
    for coding in COPIES:
        _copy_of(path, coding).unlink(missing_ok=True)


def _write_copies(path: Path, data: bytes) -> None:
    modified = path.stat().st_mtime_ns
    for coding in COPIES:
        copy = _copy_of(path, coding)
        if not _is_of(copy, modified) and (packed := pack(path, coding, data)):
            replace_file(copy, packed, modified)


def _is_of(copy: Path, modified_ns: int) -> bool:
    try:
        return copy.stat().st_mtime_ns == modified_ns
    except FileNotFoundError:
        return False
