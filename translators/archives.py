"""Language packages as files: zip archives named `.argosmodel`, distrusted until verified."""

import json
import re
import shutil
import stat
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path, PurePosixPath
from typing import Any

from model.errors import PackageError

MAX_UNPACKED = 2 * 1024**3
"""Bytes. Official packages unpack to 0.1 to 0.3 GiB; what declares more than this is a zip bomb."""

STAGING = ".unpacking-"
"""Names of folders that are not finished, or no longer whole, begin so."""

_ABANDONED_AFTER = 3600.0  # seconds: no unpacking takes that long, so its process is dead
_CODE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def sha256(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def read_metadata(path: Path) -> dict[str, Any]:
    """Return the metadata of the package file at `path`, having verified that unpacking it is safe and useful.

    Raises:
        PackageError: it is no zip archive, holds a path that leads outside or too much, or is no translation package.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            root = _safe_root(path.name, archive.infolist())
            metadata = json.loads(archive.read(str(root / "metadata.json")))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise PackageError(name=path.name, reason="not a whole .argosmodel file; fetch it again") from error
    except OSError as error:
        raise PackageError(name=path.name, reason=f"cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise PackageError(name=path.name, reason="its metadata.json is not JSON") from error
    return _verified(path.name, metadata)


def read_term_marks(folder: Path) -> str:
    """Return the mark of wishes that the unpacked package in `folder` was trained on, "" for none.

    Our packages name it in their metadata: `"newsbridge": {"term_marks": "<2zh>"}`.

    Raises:
        OSError, ValueError: there is no metadata, or it is no JSON.
    """
    ours = json.loads((folder / "metadata.json").read_text(encoding="utf-8")).get("newsbridge", {})
    return str(ours.get("term_marks", "")) if isinstance(ours, dict) else ""


def unpack(path: Path, into: Path, also: Callable[[Path], None] = lambda _: None) -> None:
    """Unpack the package file at `path` as the folder `into`, which appears complete or not at all.

    Two processes may do so at once: the first wins and both return. `also` is called with the finished folder before
    it gets its name, to write something more into it.

    Raises:
        PackageError: the file is broken, or there is no room for it.
    """
    read_metadata(path)
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        _sweep(into.parent)
        with tempfile.TemporaryDirectory(prefix=STAGING, dir=into.parent, ignore_cleanup_errors=True) as staging:
            finished = _extracted(path, Path(staging))
            also(finished)
            _rename(finished, into)
    except (zipfile.BadZipFile, EOFError) as error:
        raise PackageError(name=path.name, reason=f"cannot be unpacked ({error}); fetch it again") from error
    except OSError as error:
        reason = f"cannot be unpacked ({error}); may you write in {into.parent}, and is there room?"
        raise PackageError(name=path.name, reason=reason) from error


def _extracted(path: Path, staging: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        root = _safe_root(path.name, archive.infolist())
        archive.extractall(staging)
    return staging / root


def _rename(folder: Path, into: Path) -> None:
    try:
        folder.rename(into)
    except OSError:
        if not into.is_dir():  # else it is not empty: another process was first
            raise


def _sweep(folder: Path) -> None:
    """Remove what a killed process left behind."""
    for leftover in folder.glob(f"{STAGING}*"):
        with suppress(OSError):
            if time.time() - leftover.stat().st_mtime > _ABANDONED_AFTER:
                shutil.rmtree(leftover, ignore_errors=True)


def _safe_root(name: str, members: list[zipfile.ZipInfo]) -> PurePosixPath:
    if any(_escapes(member) for member in members):
        raise PackageError(name=name, reason="refused: it holds a path that leads out of the package")
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise PackageError(name=name, reason="refused: it unpacks to more than 2 GiB")
    files = {PurePosixPath(member.filename) for member in members if not member.is_dir()}
    roots = [file.parent for file in files if file.name == "metadata.json"]
    if len(roots) != 1:
        raise PackageError(name=name, reason=f"not a language package: {len(roots)} files metadata.json in it")
    _complete(name, roots[0], files)
    return roots[0]


def _escapes(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member.filename)
    linked = stat.S_ISLNK(member.external_attr >> 16)
    return linked or path.is_absolute() or ".." in path.parts or "\\" in member.filename or ":" in member.filename


def _complete(name: str, root: PurePosixPath, files: Iterable[PurePosixPath]) -> None:
    held = set(files)
    if root / "model" / "model.bin" not in held:
        raise PackageError(name=name, reason="not a translation package: no model/model.bin in it")
    if not {root / "sentencepiece.model", root / "bpe.model"} & held:
        raise PackageError(name=name, reason="no sentencepiece.model or bpe.model in it")


def _verified(name: str, metadata: object) -> dict[str, Any]:
    if not isinstance(metadata, dict):
        raise PackageError(name=name, reason="its metadata.json is not an object")
    for key in ("from_code", "to_code"):
        if not _CODE.fullmatch(str(metadata.get(key, ""))):
            raise PackageError(name=name, reason=f"its metadata.json names no language as {key}")
    return metadata
