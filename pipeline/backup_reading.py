"""Reading a backup: unpacked beside, and believed only when every byte is what its manifest says."""

import gzip
import hashlib
import json
import os
import tarfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from model.errors import BackupError
from pipeline.backup import FORMAT, MANIFEST, MODIFIED

STORE = "store/"
"""Where the tables lie in a backup."""
BLOCK = 2**20
MOST_MANIFEST = 256 * BLOCK
"""Bytes of a manifest; each file of a newsroom takes a hundred and fifty."""


@dataclass(frozen=True)
class Unpacked:
    """A backup whose checksums are right.

    Attributes:
        folder: what it was unpacked into.
        files: names of its files, those of the store left out.
        times: when its folders changed, in nanoseconds, by name.
        made_at: when, in ISO 8601.
        version: of the newsbridge that made it.
        packages: the language packages that were installed there.
    """

    folder: Path
    files: tuple[str, ...]
    times: dict[str, int]
    tables: dict[str, Path]
    rows: dict[str, int]
    schema: str
    made_at: str
    version: str
    packages: tuple[str, ...]
    packages_included: bool


def unpack(path: Path, into: Path) -> Unpacked:
    """Unpack the backup at `path` and compare each file with its checksum.

    Args:
        path: of the backup.
        into: an empty folder.

    Raises:
        BackupError: it cannot be read, is no backup, was cut off or altered, or is of a newer newsbridge.
    """
    sums: dict[str, str] = {}
    times: dict[str, int] = {}
    try:
        with gzip.open(path) as zipped, tarfile.open(fileobj=zipped, mode="r|") as tar:
            for member in tar:
                _take(tar, member, into, sums, times)
    except (tarfile.TarError, EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise BackupError(path=path, reason="is no whole backup: damaged or cut off; take another one") from error
    except OSError as error:
        raise BackupError(path=path, reason=f"cannot be unpacked: {error.strerror or error}") from error
    except ValueError as error:
        raise BackupError(path=path, reason=str(error)) from error
    return _verified(path, into, sums, times)


def _take(
    tar: tarfile.TarFile, member: tarfile.TarInfo, into: Path, sums: dict[str, str], times: dict[str, int]
) -> None:
    name = PurePosixPath(member.name)
    if name.is_absolute() or ".." in name.parts or not (member.isreg() or member.isdir()):
        raise ValueError(f"holds {member.name}, which no backup of newsbridge does; nothing was put back")
    target = into / name
    if member.isdir():
        target.mkdir(parents=True, exist_ok=True)
        times[str(name)] = _changed(member)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        data = tar.extractfile(member)
        if data is None:  # never, as it is a file
            raise ValueError(f"{member.name} cannot be read")
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            sums[str(name)] = _copy(data, file)
        target.chmod(member.mode & 0o755)
    os.utime(target, ns=(_changed(member), _changed(member)))


def _changed(member: tarfile.TarInfo) -> int:
    return int(member.pax_headers.get(MODIFIED, int(member.mtime) * 10**9))


def _copy(data: Any, file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while block := data.read(BLOCK):
        digest.update(block)
        file.write(block)
    return digest.hexdigest()


def _verified(path: Path, into: Path, sums: dict[str, str], times: dict[str, int]) -> Unpacked:
    said = _manifest(path, into)
    try:
        if said["format"] != FORMAT:
            raise BackupError(path=path, reason="was made by a newer newsbridge; update this one first")
        members: dict[str, dict[str, Any]] = said["members"]
        expected = {name: each["sha256"] for name, each in members.items()}
        wrong = sorted(name for name in expected if sums.get(name) != expected[name])
        if wrong or set(sums) - set(expected) - {MANIFEST}:
            reason = (
                f"its checksums do not fit ({', '.join(wrong[:3]) or 'more files than it names'}); take another one"
            )
            raise BackupError(path=path, reason=reason)
        return _unpacked(into, said, sorted(expected), times)
    except (KeyError, TypeError, AttributeError) as error:
        raise BackupError(path=path, reason=f"its manifest is damaged: {error}") from error


def _manifest(path: Path, into: Path) -> dict[str, Any]:
    try:
        if (into / MANIFEST).stat().st_size > MOST_MANIFEST:
            raise BackupError(path=path, reason="its manifest is too long to be one")
        said = json.loads((into / MANIFEST).read_bytes())
    except (OSError, ValueError) as error:
        reason = "has no manifest: no backup of newsbridge, or cut off; take another one"
        raise BackupError(path=path, reason=reason) from error
    if not isinstance(said, dict):
        raise BackupError(path=path, reason="its manifest is damaged")
    return said


def _unpacked(into: Path, said: dict[str, Any], names: list[str], times: dict[str, int]) -> Unpacked:
    tables = {Path(name).stem: into / name for name in names if name.startswith(STORE)}
    return Unpacked(
        folder=into,
        files=tuple(name for name in names if not name.startswith(STORE)),
        times=times,
        tables=tables,
        rows=dict(said["rows"]),
        schema=said["schema"],
        made_at=said["made_at"],
        version=said["newsbridge"],
        packages=tuple(said["packages"]),
        packages_included=bool(said["packages_included"]),
    )
