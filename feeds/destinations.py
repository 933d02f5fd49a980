"""Where else the public folder goes: another folder, an object store, any other file system that fsspec knows.

Credentials come by the environment, as each store wants them (for S3 `AWS_ACCESS_KEY_ID` and the like) or as fsspec
does (`FSSPEC_SFTP_USERNAME`), never in an address, which stands in reports.
"""

import contextlib
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from feeds.packing import put_out, take_away
from model.errors import BadConfiguration, PublishError

SETTING = "NEWSBRIDGE_DELIVER_TO"
_S3 = ("s3", "s3a")
_WHOLE = frozenset({*_S3, "gs", "gcs", "abfs", "az", "oss", "memory"})
"""Where a file is there as a whole or not at all; elsewhere it is written beside and renamed."""
_SECONDS = {"connect_timeout": 10, "read_timeout": 60}


class Destination(Protocol):
    """A place for files by their paths, with slashes. Every method may raise `PublishError`: the place fails."""

    address: str

    def read(self, path: str) -> bytes | None:
        """Return a file, None where there is none."""

    def write(self, path: str, data: bytes, media_type: str, cache: str) -> None:
        """Make `path` hold `data`; a reader finds what was there before, or all of it."""

    def remove(self, path: str) -> None:
        """Remove a file; one that is not there is no error."""

    def folders(self, path: str) -> list[str]:
        """Return the names of the folders in a folder; none where it is not there."""

    def remove_folder(self, path: str) -> None:
        """Remove a folder with all that is in it."""


def open_destination(address: str, packed: bool) -> Destination:
    """Return the place at `address`: a path, or the URL of a file system.

    Args:
        address: such as `/srv/www`, `s3://bucket/prefix`, `sftp://host/path`.
        packed: with compressed copies, where it is a folder.

    Raises:
        BadConfiguration: there is no such file system, what it needs is not installed, or a password is in the address.
    """
    parts = urlsplit(address)
    if parts.scheme in {"", "file", "local"}:
        return _Folder(Path(parts.path if parts.scheme else address), packed)
    if parts.password is not None:
        reason = "credentials belong into the environment, not into the address; docs/serving.md says how"
        raise BadConfiguration(where=SETTING, reason=reason)
    return _Store(address, parts.scheme)


class _Folder:
    """Another folder of this machine, or what is mounted there."""

    def __init__(self, folder: Path, packed: bool) -> None:
        self.address = str(folder)
        self._root = folder.resolve()
        self._packed = packed

    def read(self, path: str) -> bytes | None:
        with self._explained(path):
            file = self._root / path
            return file.read_bytes() if file.is_file() else None

    def write(self, path: str, data: bytes, media_type: str, cache: str) -> None:
        put_out(self._root, {path: data}, self._packed)

    def remove(self, path: str) -> None:
        with self._explained(path):
            take_away(self._root / path)

    def folders(self, path: str) -> list[str]:
        with self._explained(path):
            folder = self._root / path
            return sorted(each.name for each in folder.iterdir() if each.is_dir()) if folder.is_dir() else []

    def remove_folder(self, path: str) -> None:
        with self._explained(path):
            shutil.rmtree(self._root / path)

    @contextlib.contextmanager
    def _explained(self, path: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise PublishError(path=self._root / path, reason=error.strerror or str(error)) from error


class _Store:
    """A file system of fsspec."""

    def __init__(self, address: str, protocol: str) -> None:
        import fsspec  # noqa: PLC0415 -- takes a while, and most publish into a folder

        self.address = address
        self._protocol = protocol
        timeouts = {"config_kwargs": _SECONDS} if protocol in _S3 else {}
        try:
            # What an earlier process wrote must be seen: nothing is remembered.
            options = {"use_listings_cache": False, "skip_instance_cache": True, **timeouts}
            self._files, self._root = fsspec.core.url_to_fs(address, **options)
        except ImportError as error:
            extra = 'install it with `pip install "newsbridge[s3]"`' if protocol in _S3 else str(error)
            raise BadConfiguration(where=SETTING, reason=f"{protocol} needs a package: {extra}") from error
        except Exception as error:
            raise BadConfiguration(where=SETTING, reason=f"{address}: {error}") from error

    def read(self, path: str) -> bytes | None:
        with self._explained(path), contextlib.suppress(FileNotFoundError):
            return bytes(self._files.cat_file(self._at(path)))
        return None

    def write(self, path: str, data: bytes, media_type: str, cache: str) -> None:
        with self._explained(path):
            if self._protocol in _S3:
                self._files.pipe_file(self._at(path), data, ContentType=media_type, CacheControl=cache)
            elif self._protocol in _WHOLE:
                self._files.pipe_file(self._at(path), data)
            else:
                self._write_beside(path, data)

    def remove(self, path: str) -> None:
        with self._explained(path), contextlib.suppress(FileNotFoundError):
            self._files.rm_file(self._at(path))

    def folders(self, path: str) -> list[str]:
        with self._explained(path), contextlib.suppress(FileNotFoundError):
            found: list[dict[str, Any]] = self._files.ls(self._at(path), detail=True)
            return sorted(each["name"].rstrip("/").rsplit("/", 1)[-1] for each in found if each["type"] == "directory")
        return []

    def remove_folder(self, path: str) -> None:
        with self._explained(path), contextlib.suppress(FileNotFoundError):
            self._files.rm(self._at(path), recursive=True)

    def _write_beside(self, path: str, data: bytes) -> None:
        folder, _, name = self._at(path).rpartition("/")
        beside = f"{folder}/.{name}.{secrets.token_hex(8)}.tmp"
        self._files.makedirs(folder, exist_ok=True)
        self._files.pipe_file(beside, data)
        self._files.mv(beside, self._at(path))

    def _at(self, path: str) -> str:
        return f"{self._root.rstrip('/')}/{path}".rstrip("/")

    @contextlib.contextmanager
    def _explained(self, path: str) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # each file system has errors of its own, and not all are OSErrors
            raise PublishError(
                path=f"{self.address.rstrip('/')}/{path}", reason=str(error) or type(error).__name__
            ) from error
