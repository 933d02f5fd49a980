"""Earlier publications of a feed: kept, so that one can be put back."""

import contextlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from feeds.writing import write_all, write_if_changed
from model.errors import PublishError

_HELD = "held"


@dataclass(frozen=True)
class Version:
    """One publication: the files of all formats as they went out together.

    Attributes:
        number: 1 for the first ever; never given twice.
    """

    number: int
    folder: Path

    @property
    def kept_at(self) -> datetime:
        """When it was published."""
        return datetime.fromtimestamp(self.folder.stat().st_mtime, UTC)

    def files(self) -> dict[str, bytes]:
        """Return the files by name.

        Raises:
            PublishError: they cannot be read.
        """
        try:
            return {path.name: path.read_bytes() for path in sorted(self.folder.iterdir())}
        except OSError as error:
            raise PublishError(path=self.folder, reason=f"cannot be read: {error.strerror}") from error


class History:
    """The publications of one feed, in a folder of its own that no server shows.

    A feed that was rolled back is held at a version: publishing leaves it there until it is released, for the fault
    that it was rolled back for would else be out again an hour later.
    """

    def __init__(self, folder: Path, name: str, keep: int) -> None:
        self.name = name
        self._folder = folder / name
        self._keep = keep

    def versions(self) -> list[Version]:
        """Return what is kept, the newest first."""
        if not self._folder.is_dir():
            return []
        folders = [path for path in self._folder.iterdir() if path.is_dir() and path.name.isdigit()]
        return sorted((Version(int(path.name), path) for path in folders), key=lambda each: each.number, reverse=True)

    def version(self, number: int) -> Version:
        """Return one version.

        Raises:
            PublishError: it is not kept; the text names those that are.
        """
        versions = self.versions()
        for version in versions:
            if version.number == number:
                return version
        kept = ", ".join(str(version.number) for version in versions) or "none"
        raise PublishError(path=self.name, reason=f"there is no version {number}; kept are {kept}")

    def before(self) -> Version:
        """Return the version before the one that is out.

        Raises:
            PublishError: there is none.
        """
        current = self.current()
        for version in self.versions():
            if current and version.number < current.number:
                return version
        raise PublishError(path=self.name, reason="there is no earlier version to go back to")

    def current(self) -> Version | None:
        """Return the version that is out: the one it is held at, else the newest."""
        held = self.held()
        versions = self.versions()
        return held or (versions[0] if versions else None)

    def add(self, files: Mapping[str, bytes]) -> None:
        """Keep `files`, unless they are those of the newest version, and forget what is older than the feed wants.

        To be called before they go out: what readers have seen can always be put back. A version is complete, or it is
        not there.

        Raises:
            PublishError: they cannot be written.
        """
        versions = self.versions()
        if versions and versions[0].files() == files:
            return
        number = versions[0].number + 1 if versions else 1
        beside = self._folder / f".{number:06}"
        shutil.rmtree(beside, ignore_errors=True)  # left by a publisher that was killed
        write_all(beside, files)
        beside.rename(self._folder / f"{number:06}")
        self._forget()

    def held(self) -> Version | None:
        """Return the version that the feed is held at, None where it is not.

        Raises:
            PublishError: that version is gone, or the file that names it is damaged.
        """
        try:
            number = int((self._folder / _HELD).read_text(encoding="ascii"))
        except (FileNotFoundError, NotADirectoryError):  # whoever writes there says what is in the way
            return None
        except ValueError as error:
            reason = f"names no version; `newsbridge feeds release {self.name}` removes it"
            raise PublishError(path=self._folder / _HELD, reason=reason) from error
        return self.version(number)

    def hold(self, version: Version) -> None:
        """Hold the feed at `version` until it is released."""
        write_if_changed(self._folder / _HELD, str(version.number).encode())

    def release(self) -> bool:
        """Let the feed go on; return whether it was held."""
        is_held = (self._folder / _HELD).exists()
        with contextlib.suppress(FileNotFoundError):
            (self._folder / _HELD).unlink()
        return is_held

    def _forget(self) -> None:
        held = self.held()
        for version in self.versions()[self._keep :]:
            if version != held:
                shutil.rmtree(version.folder, ignore_errors=True)
