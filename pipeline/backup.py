"""A backup: the store, the configuration, what is published and its history, in one archive, made while all runs."""

import gzip
import hashlib
import io
import json
import os
import platform
import re
import secrets
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO

from model.errors import BackupError
from pipeline.backup_places import contents, places
from pipeline.wiring import Newsroom
from store.dump import Snapshot, snapshot

FORMAT = 1
"""Of the archive; a newsbridge that does not know it refuses it."""
MANIFEST = "manifest.json"
MODIFIED = "NEWSBRIDGE.mtime_ns"
"""Header of a file: when it changed, in nanoseconds."""
SUFFIX = ".tar.gz"
"""gzip, since every machine can unpack it, also without newsbridge."""
LEVEL = 6
"""Of compression; 9 takes three times as long for a hundredth less."""

_OURS = re.compile(r"newsbridge-\d{8}T\d{6}Z\.tar\.gz")


@dataclass(frozen=True)
class Backup:
    """A backup that was made.

    Attributes:
        size: in bytes.
        members: how many files.
        tables: how many rows of the store, by table.
        removed: older backups that went for it.
    """

    path: Path
    size: int
    members: int
    schema: str
    tables: dict[str, int]
    removed: tuple[Path, ...] = ()

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(self.tables.values())


def back_up(newsroom: Newsroom, to: Path, keep: int = 0, packages: bool = False) -> Backup:
    """Write a backup, while the newsroom goes on; it is a whole one, or there is none.

    Files are taken before the store: as after a crash the store may then be ahead of the feeds, and the next
    publication brings them up to it.

    Args:
        newsroom: what to back up.
        to: a file that ends in `.tar.gz` and is not there, or a folder.
        keep: how many backups of the folder stay, this one among them; 0: all.
        packages: take the language packages too, else only their names.

    Raises:
        BackupError: it cannot be written there.
        StoreError: the store cannot be read.
    """
    path = _path(newsroom, to, keep)
    with _written(path) as file:
        made = _write(newsroom, file, packages)
    members = json.loads(made.manifest)["members"]
    removed = _forget(path.parent, keep) if keep else ()
    return Backup(path, path.stat().st_size, len(members), made.schema, made.tables, removed)


def _path(newsroom: Newsroom, to: Path, keep: int) -> Path:
    """Return the file to write, in a folder that is no part of the backup and that nobody serves."""
    is_file = to.name.endswith((SUFFIX, ".tgz")) and not to.is_dir()
    path = to if is_file else to / f"newsbridge-{newsroom.now():%Y%m%dT%H%M%SZ}{SUFFIX}"
    if is_file and keep:
        raise BackupError(path=to, reason="--keep counts the backups of a folder; name one instead of a file")
    if path.exists():
        raise BackupError(path=path, reason="is there already; a backup is never written over")
    for place in places(newsroom.settings, packages=True):
        if path.resolve().is_relative_to(place.path.resolve()):
            reason = f"lies in {place.path}, which is backed up itself or served to others; choose another folder"
            raise BackupError(path=path, reason=reason)
    return path


@contextmanager
def _written(path: Path) -> Iterator[BinaryIO]:
    """Yield a file that becomes `path` when it is whole; nobody but its owner may read it, as it holds secrets."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise BackupError(path=path, reason=f"cannot be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            beside.unlink()


@dataclass
class _Archive:
    """What has been written so far, for the manifest, which comes last: an archive without it was cut off."""

    tar: tarfile.TarFile
    members: dict[str, dict[str, object]] = field(default_factory=dict)
    tables: dict[str, int] = field(default_factory=dict)
    schema: str = ""
    manifest: bytes = b""

    def add(self, info: tarfile.TarInfo, data: BinaryIO) -> None:
        hashing = _Hashing(data)
        self.tar.addfile(info, hashing)
        self.members[info.name] = {"size": info.size, "sha256": hashing.sum.hexdigest()}


class _Hashing:
    def __init__(self, data: BinaryIO) -> None:
        self._data = data
        self.sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._data.read(size)
        self.sum.update(block)
        return block


def _write(newsroom: Newsroom, file: BinaryIO, packages: bool) -> _Archive:
    with (
        gzip.GzipFile(fileobj=file, mode="wb", compresslevel=LEVEL) as zipped,
        tarfile.open(fileobj=zipped, mode="w", format=tarfile.PAX_FORMAT, dereference=True) as tar,
    ):
        archive = _Archive(tar)
        for name, path in contents(places(newsroom.settings, packages)).items():
            _add_path(archive, name, path)
        with snapshot(newsroom.settings.store_url) as store:
            for table in store.tables():
                _add_table(archive, newsroom, store, table)
            archive.schema = store.revision
            archive.manifest = _manifest(newsroom, archive, store.database, packages)
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mtime, info.mode = len(archive.manifest), int(newsroom.now().timestamp()), 0o600
        tar.addfile(info, io.BytesIO(archive.manifest))
    return archive


def _add_path(archive: _Archive, name: str, path: Path) -> None:
    try:
        if path.is_dir():
            archive.tar.addfile(_anonymous(archive.tar.gettarinfo(path, arcname=name), path.stat()))
            return
        # What is open stays whole, whoever puts another file in its place.
        with path.open("rb") as data:
            info = archive.tar.gettarinfo(arcname=name, fileobj=data)
            archive.add(_anonymous(info, os.fstat(data.fileno())), data)
    except FileNotFoundError:
        return  # somebody removed it just now


def _anonymous(info: tarfile.TarInfo, found: os.stat_result) -> tarfile.TarInfo:
    # The archive's own time is a fraction that does not hold all digits, and subscribers ask »changed since?«.
    info.pax_headers = {MODIFIED: str(found.st_mtime_ns)}
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    return info


def _add_table(archive: _Archive, newsroom: Newsroom, store: Snapshot, table: str) -> None:
    with tempfile.TemporaryFile() as lines:  # the archive has to say how long it is before it is written
        count = sum(lines.write(line) > 0 for line in store.lines(table)) - 1
        info = tarfile.TarInfo(f"store/{table}.jsonl")
        info.size, info.mtime, info.mode = lines.tell(), int(newsroom.now().timestamp()), 0o600
        lines.seek(0)
        archive.add(info, lines)
    archive.tables[table] = count


def _manifest(newsroom: Newsroom, archive: _Archive, database: str, packages: bool) -> bytes:
    names = [f"{each.source}-{each.target} {each.version}" for each in newsroom.packages.installed()]
    said: dict[str, Any] = {
        "format": FORMAT,
        "made_at": newsroom.now().isoformat(),
        "newsbridge": version("newsbridge"),
        "python": platform.python_version(),
        "schema": archive.schema,
        "database": database,
        "rows": archive.tables,
        "packages": names,
        "packages_included": packages,
        "members": archive.members,
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _forget(folder: Path, keep: int) -> tuple[Path, ...]:
    """Remove all backups of the folder but the newest; what has another name is not ours to remove."""
    ours = sorted(path for path in folder.iterdir() if _OURS.fullmatch(path.name))
    for path in ours[:-keep]:
        path.unlink(missing_ok=True)
    return tuple(ours[:-keep])
