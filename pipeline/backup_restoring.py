"""Putting a backup back: checked first, then the store, then the files; what was there before is kept beside."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from model.errors import BackupError, StoreError
from pipeline.backup import SUFFIX, back_up
from pipeline.backup_places import Place, destination, places
from pipeline.backup_reading import Unpacked, unpack
from pipeline.settings import Settings
from pipeline.wiring import Newsroom
from store.dump import ensure_known, is_empty, load
from store.engine import is_sqlite, parse_address


@dataclass(frozen=True)
class Restored:
    """What was put back.

    Attributes:
        rows: of the store.
        files: how many.
        beside: where the newsroom lies that was there before, None where there was none.
        missing: language packages that were installed there and are not in the backup.
    """

    home: Path
    made_at: str
    version: str
    rows: int
    files: int
    beside: Path | None
    missing: tuple[str, ...]


def restore(settings: Settings, path: Path, now: datetime, replace: bool = False) -> Restored:
    """Put the backup at `path` back.

    Nothing is touched before all checksums are found right and the store is made beside. A newsroom that is there is
    moved aside, never deleted; a configuration that differs is kept too, since every checkout has one.

    Args:
        settings: of the newsroom to be; its home and store need not be there.
        path: of the backup.
        now: for the name of the folder that what was there goes to.
        replace: put it in the place of a newsroom that has content.

    Raises:
        BackupError: the backup is damaged, or a newsroom is there and `replace` is False, or nothing can be written.
        StoreError: the backup is of a newer newsbridge, or the store cannot be written.
    """
    if not replace:
        _ensure_nothing_is_there(settings)
    staging = _staging(settings.home)
    try:
        unpacked = unpack(path, staging)
        ensure_known(unpacked.schema, str(path))
        beside = settings.home / f"before-restore-{now:%Y%m%dT%H%M%SZ}"
        _put_back_store(settings, unpacked, beside, replace)
        _put_back_files(settings, unpacked, beside)
    except OSError as error:
        raise BackupError(path=error.filename or path, reason=f"cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    missing = () if unpacked.packages_included else unpacked.packages
    rows = sum(unpacked.rows.values())
    kept = beside if beside.is_dir() else None
    return Restored(settings.home, unpacked.made_at, unpacked.version, rows, len(unpacked.files), kept, missing)


def _ensure_nothing_is_there(settings: Settings) -> None:
    try:
        empty = is_empty(settings.store_url)
    except StoreError as error:
        reason = f"{error}; `--replace` keeps what is there beside"
        raise BackupError("{reason}", path=settings.home, reason=reason) from error
    published = settings.output_path
    if empty and not (published.is_dir() and any(published.iterdir())):
        return
    what = str(published) if empty else settings.store_url.rpartition("@")[2]
    reason = f"a newsroom is there already ({what}); name another home with --into, or --replace keeps it beside"
    raise BackupError(path=settings.home, reason=reason)


def _staging(home: Path) -> Path:
    """Return an empty folder on the home's disk, so that what is unpacked need only be renamed."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=".restoring-", dir=home))
    except OSError as error:
        raise BackupError(path=home, reason=f"cannot be written: {error.strerror}") from error


def _put_back_store(settings: Settings, unpacked: Unpacked, beside: Path, replace: bool) -> None:
    address = parse_address(settings.store_url)
    if not is_sqlite(address):
        if replace and not is_empty(settings.store_url):
            with Newsroom(settings) as newsroom:
                back_up(newsroom, beside / f"before{SUFFIX}")
        load(settings.store_url, unpacked.schema, unpacked.tables, replace=True)
        return
    made = unpacked.folder / "restored.sqlite"
    load(f"sqlite:///{made}", unpacked.schema, unpacked.tables)
    target = Path(address.database or "")
    target.parent.mkdir(parents=True, exist_ok=True)
    for end in ("", "-wal", "-shm"):
        old = target.with_name(target.name + end)
        if old.exists():
            _move(old, beside / "var" / old.name)
    _move(made, target)


def _put_back_files(settings: Settings, unpacked: Unpacked, beside: Path) -> None:
    here = places(settings, packages=unpacked.packages_included)
    _move_aside(here, unpacked, beside)
    for name in unpacked.files:
        target = destination(here, name)
        if target is not None:
            _move(unpacked.folder / name, target)
    for name in sorted(unpacked.times, key=len, reverse=True):  # a folder's time changes with what comes into it
        target = destination(here, name)
        if target is not None:
            target.mkdir(parents=True, exist_ok=True)
            os.utime(target, ns=(unpacked.times[name], unpacked.times[name]))


def _move_aside(here: list[Place], unpacked: Unpacked, beside: Path) -> None:
    """Move away what lies in the places of the backup and differs, so that nothing old is left among the new."""
    for place in here:
        for old in sorted(_files(place.path)):
            name = f"{place.name}/{old.relative_to(place.path).as_posix()}" if old != place.path else place.name
            new = unpacked.folder / name
            if destination(here, name) != old:
                continue  # of a place within this one, whose turn comes
            if not (new.is_file() and new.read_bytes() == old.read_bytes()):
                _move(old, beside / name)


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return [each for each in path.rglob("*") if each.is_file()] if path.is_dir() else []


def _move(old: Path, new: Path) -> None:
    new.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(old, new)
