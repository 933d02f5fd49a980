"""The drop folder: releases that come as files."""

import logging
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from model.errors import SourceError
from model.source import Link, Source

_log = logging.getLogger(__name__)

READABLE = frozenset({".html", ".htm", ".md", ".txt", ".pdf"})
_UNFINISHED = frozenset({".part", ".tmp", ".crdownload"})
_SETTLED = 2.0
"""Seconds without a change after which a file counts as completely written."""


def list_folder(source: Source, now: float | None = None) -> tuple[Link, ...]:
    """Return the files in the folder of `source` and below, the newest first; each is a release.

    Left out are hidden files, files that are still being written, and, with a warning, kinds that we cannot read.

    Args:
        source: its `url` is the path.
        now: seconds since the epoch; the current time if None.

    Raises:
        SourceError: there is no such folder, or it may not be read.
    """
    folder = Path(source.url)
    if not folder.is_dir():
        reason = f"there is no folder {folder}; create it, or correct `url` in the catalogue"
        raise SourceError(subject=source.name, reason=reason)
    try:
        files = sorted(_files(folder, time.time() if now is None else now), reverse=True)
    except OSError as error:
        raise SourceError(subject=source.name, reason=f"{error.filename}: {error.strerror}") from error
    return tuple(Link(url=str(path.absolute()), key=_key(path, folder)) for _, path in files)


def _files(folder: Path, now: float) -> Iterator[tuple[float, Path]]:
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        suffix = path.suffix.lower()
        if not path.is_file() or any(part.startswith((".", "~$")) for part in inside.parts) or suffix in _UNFINISHED:
            continue
        if suffix not in READABLE:
            _log.warning("%s: left out; what can be read is %s", path, ", ".join(sorted(READABLE)))
            continue
        changed = path.stat().st_mtime
        if not 0 <= now - changed < _SETTLED:
            yield changed, path


def _key(path: Path, folder: Path) -> str:
    """Composed, because one file system writes »ü« as one character and another as two."""
    return unicodedata.normalize("NFC", path.relative_to(folder).as_posix())
