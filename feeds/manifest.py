"""What is published in a folder, file by file, so that a mirror can fetch what changed and trust what it has.

The manifest is written after everything that it lists: a file is the one that is listed, or a newer one. The same files
have the same manifest, byte for byte. It lists neither compressed copies, which hold the same, nor the folders of
subscribers, whose addresses are nobody else's business: each of them has a manifest of its own.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from feeds.packing import MANIFEST, coding_of
from feeds.served import media_type
from feeds.subscribers import is_token
from feeds.writing import write_if_changed

_FORM = 1


@dataclass(frozen=True)
class Listed:
    """One published file.

    Attributes:
        size: in bytes.
        sha256: of the bytes, in hexadecimal.
        type: media type with charset.
        changed: when its bytes last changed, in UTC (RFC 3339).
    """

    size: int
    sha256: str
    type: str
    changed: str


Manifest = Mapping[str, Listed]
"""Files by their path below the folder, with slashes."""


def write_manifest(folder: Path) -> Manifest:
    """List what is in `folder` now, write that down there and return it.

    Files whose size and date are those of the last manifest are not read again.

    Raises:
        PublishError: the manifest cannot be written.
    """
    found = {name: listed for name, listed in _scan(folder, _known(folder / MANIFEST)) if listed}
    if found or (folder / MANIFEST).is_file():
        write_if_changed(folder / MANIFEST, to_json(found))
    return found


def folders_of_subscribers(root: Path) -> Iterator[Path]:
    """Yield the folders below `root` that each belong to one subscriber of a closed feed."""
    for folder, names, _ in os.walk(root):
        yield from (Path(folder, name) for name in sorted(names) if is_token(name))
        names[:] = sorted(name for name in names if not name.startswith(".") and not is_token(name))


def to_json(manifest: Manifest) -> bytes:
    """Return `manifest` as it is published."""
    files = {name: asdict(manifest[name]) for name in sorted(manifest)}
    return json.dumps({"version": _FORM, "files": files}, indent=1, ensure_ascii=False).encode() + b"\n"


def from_json(data: bytes) -> Manifest:
    """Read what `to_json` wrote.

    Raises:
        ValueError: it is damaged, of another form, or names what lies elsewhere.
    """
    try:
        read = json.loads(data)
        files = {name: Listed(**listed) for name, listed in read["files"].items()} if read["version"] == _FORM else None
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no manifest of ours") from error
    if files is None or not all(is_own_path(name) for name in files):
        raise ValueError("no manifest of ours")
    return files


def is_own_path(name: str) -> bool:
    """Whether `name` can be the path of a published file: nobody may make us remove what is not ours."""
    parts = PurePosixPath(name).parts
    return bool(parts) and "\\" not in name and not any(part.startswith((".", "/")) for part in parts)


def _known(path: Path) -> Manifest:
    try:
        return from_json(path.read_bytes())
    except (OSError, ValueError):
        return {}  # all is read again


def _scan(root: Path, known: Manifest) -> Iterator[tuple[str, Listed | None]]:
    for folder, names, files in os.walk(root):
        names[:] = [name for name in names if not name.startswith(".") and not is_token(name)]
        for file in files:
            path = Path(folder, file)
            name = path.relative_to(root).as_posix()
            if not file.startswith(".") and name != MANIFEST and not coding_of(path):
                yield name, _listed(path, known.get(name))


def _listed(path: Path, known: Listed | None) -> Listed | None:
    """Return a file as it is listed, None where it was taken away in this moment."""
    try:
        about = path.stat()
        changed = datetime.fromtimestamp(about.st_mtime_ns / 1e9, UTC).isoformat().replace("+00:00", "Z")
        if known and (known.size, known.changed, known.type) == (about.st_size, changed, media_type(path)):
            return known
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    return Listed(len(data), hashlib.sha256(data).hexdigest(), media_type(path), changed)
