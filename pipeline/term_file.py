"""The operator's termbase file while programs run for weeks: read again when it changes, written by one at a time."""

import logging
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from filelock import FileLock, Timeout

from feeds.writing import write_if_changed
from model.errors import BadConfiguration, PublishError
from model.termbase import Termbase
from translators.terms import Table, parse_table, read_table, to_terms

log = logging.getLogger(__name__)

PATIENCE = 20.0
"""Seconds that a change waits for another one to end; each takes a fraction of one."""

_Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class _Read:
    """The file as it was read, and what told then whether it has changed since."""

    stamp: _Stamp
    table: Table
    termbase: Termbase


class TermsFile:
    """The termbase file; threads share it, and processes take turns at writing it.

    Args:
        path: the file.
        lock: a file that whoever writes the termbase holds for that long.
    """

    def __init__(self, path: Path, lock: Path) -> None:
        self.path = path
        self._lock = lock
        self._reading = Lock()
        self._read: _Read | None = None
        self._bad: _Stamp | None = None

    def table(self) -> Table:
        """Return the lines of the file as they are now.

        Raises:
            BadConfiguration: it cannot be read, or a line of it is wrong.
        """
        return self._now().table

    def examined(self) -> Termbase:
        """Return the terms of the file as they are now.

        Raises:
            BadConfiguration: as `table`.
        """
        return self._now().termbase

    def termbase(self) -> Termbase:
        """Return the terms of the file; while somebody spoils it by hand those that it had before, and the log says so.

        Raises:
            BadConfiguration: it could not be read yet.
        """
        try:
            return self._now().termbase
        except BadConfiguration as error:
            if self._read is None:
                raise
            self._complain_once(error)
            return self._read.termbase

    def rewrite(self, change: Callable[[Table], str]) -> None:
        """Let the file hold what `change` makes of it; nothing is written where that is what it holds.

        The file is written beside and renamed, keeps its permissions, and is never one that could not be read.

        Raises:
            BadConfiguration: it cannot be read, somebody else holds or changed it at this moment, or what is to be
                written is no termbase.
            PublishError: it cannot be written; it is as before.
        """
        with self._turn():
            table = read_table(self.path)
            text = change(table)
            if text == table.text:
                return
            parse_table(text, self.path)
            if read_table(self.path).text != table.text:
                raise BadConfiguration(where=self.path, reason="was changed by another program just now; try again")
            path = self.path.resolve()
            mode = stat.S_IMODE(path.stat().st_mode)
            write_if_changed(path, (table.mark + text).encode())
            path.chmod(mode)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        lock = FileLock(self._lock, timeout=PATIENCE)
        try:
            self._lock.parent.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as error:
            reason = "somebody else is changing it; try again in a moment"
            raise BadConfiguration(where=self.path, reason=reason) from error
        except OSError as error:
            reason = f"cannot be locked: {error.strerror}; the user of the desk must be able to write there"
            raise PublishError(path=self._lock, reason=reason) from error
        try:
            yield
        finally:
            lock.release()

    def _now(self) -> _Read:
        with self._reading:
            stamp = self._stamp()
            if self._read is None or self._read.stamp != stamp or not any(stamp):
                table = read_table(self.path)
                terms = Termbase(term for line in table.lines for term in to_terms(line.row))
                self._read = _Read(stamp, table, terms)
            return self._read

    def _stamp(self) -> _Stamp:
        """Return what differs after each change; a file that is not there differs always."""
        try:
            now = self.path.stat()
        except OSError:
            return 0, 0, 0
        return now.st_mtime_ns, now.st_size, now.st_ino

    def _complain_once(self, error: BadConfiguration) -> None:
        stamp = self._stamp()
        if stamp != self._bad:
            log.error("%s; the terms from before are used until it is put right", error)
            self._bad = stamp
