"""Files that are either the old one or the new one, never a part."""

import contextlib
import errno
import logging
import os
import secrets
import time
from collections.abc import Iterator, Mapping
from glob import escape
from pathlib import Path

from model.errors import PublishError

_log = logging.getLogger(__name__)

# No writer takes an hour for one file: what is older was left by one that was killed.
_ABANDONED_AFTER = 3600.0

_WAYS_OUT = {
    errno.ENOENT: "its folder cannot be made there; publish to another one",
    errno.EACCES: "no permission; give the user that publishes the right to write there",
    errno.EPERM: "no permission; give the user that publishes the right to write there",
    errno.EROFS: "the file system is read-only; publish to another folder",
    errno.ENOSPC: "the disk is full; the file is still the one published before, free some space and publish again",
    errno.EDQUOT: "the disk quota is used up; the file is still the one published before, free some space",
    errno.EFBIG: "the file grows beyond the limit of the system; the file is still the one published before",
    errno.EISDIR: "is a folder; remove it or give the feed another name",
    errno.ENOTDIR: "a part of the path is a file where a folder is needed; remove it or publish to another folder",
    errno.EEXIST: "a part of the path is a file where a folder is needed; remove it or publish to another folder",
    errno.ENAMETOOLONG: "the name is too long for the file system; give the feed a shorter one",
}


def write_if_changed(path: Path, data: bytes) -> bool:
    """Make `path` hold `data`; return whether it had to be written.

    A file that holds `data` already is not touched, so that its modification time stays true for subscribers who ask
    »changed since?«. A new one is written beside it, forced to the disk and renamed over it: a reader, and a machine
    that loses power, find the old file or the new one. Folders are created.

    Raises:
        PublishError: the file cannot be written; what was published before stays.
    """
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        _clean_up(path)
        if _holds(path, data):
            return False
        _replace(path, data)
    return True


def replace_file(path: Path, data: bytes, modified_ns: int) -> None:
    """Make `path`, whose folder is there, hold `data` under a date of modification in nanoseconds since 1970.

    Raises:
        PublishError: the file cannot be written; what was there before stays.
    """
    with explained(path):
        _clean_up(path)
        _replace(path, data, modified_ns)


def write_all(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Make `folder` hold `files` by their paths below it, one after the other; return whether any had to be written.

    Raises:
        PublishError: as `write_if_changed`.
    """
    written = [write_if_changed(folder / path, data) for path, data in files.items()]
    return any(written)


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the system says while `path` is written into a `PublishError` with the way out."""
    try:
        yield
    except OSError as error:
        reason = _WAYS_OUT.get(error.errno or 0, error.strerror or str(error))
        raise PublishError(path=path, reason=f"cannot be written: {reason}") from error


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except FileNotFoundError:
        return False


def _replace(path: Path, data: bytes, modified_ns: int | None = None) -> None:
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")
    try:
        # `open` gives the mode that the umask allows; `tempfile` would give 0600, which a web server cannot read.
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if modified_ns is not None:
            os.utime(beside, ns=(modified_ns, modified_ns))
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    # The rename itself is safe on disk only after this; where folders cannot be opened (Windows), it is at once.
    with contextlib.suppress(PermissionError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _clean_up(path: Path) -> None:
    for left in path.parent.glob(f".{escape(path.name)}.*.tmp"):
        with contextlib.suppress(FileNotFoundError):  # another publisher cleans up too
            if time.time() - left.stat().st_mtime > _ABANDONED_AFTER:
                left.unlink()
                _log.info("removed %s, left by a publisher that was killed", left)
