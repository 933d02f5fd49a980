"""Bringing the public folder to a destination: only what changed, in an order that readers never notice.

What others link comes first (pictures, pages), then what links it (feeds, overviews), then what is gone is removed, and
the manifest comes last: it says what is there, and the next delivery sends what differs from it. Before anything
changes, the paths that will are noted beside it: where a delivery was cut off, the manifest says nothing about those,
and the next one sends or removes them whatever it says.
"""

import hashlib
import json
import re
from collections.abc import Callable, Container
from pathlib import Path, PurePosixPath

from feeds.destinations import Destination
from feeds.formats import SUFFIXES
from feeds.manifest import Listed, Manifest, folders_of_subscribers, from_json, is_own_path, to_json, write_manifest
from feeds.packing import MANIFEST
from feeds.pages import OVERVIEW
from feeds.served import media_type
from feeds.subscribers import is_token
from model.errors import PublishError

NOTE = ".delivering.json"
"""Names what a delivery is about to change."""
OPEN = "public, max-age=300"
CLOSED = "private, max-age=300"
_NEVER = "no-store"
_ARCHIVE = re.compile(r".*-\d{4}-\d{2}\.[a-z]+")


class Overtaken(Exception):
    """A file changed while it was being delivered: somebody publishes at this moment."""


def deliver(root: Path, feeds: Path, there: Destination, alive: Callable[[], None]) -> int:
    """Make `there` hold what `root` holds; return how many files were sent or removed.

    The addresses of subscribers who left are closed first. Files that newsbridge did not put there are left alone.

    Args:
        root: the public folder.
        feeds: the folder in it that holds the feeds, and the folders of subscribers.
        there: where it goes.
        alive: called between files.

    Raises:
        Overtaken: `root` changed; what was delivered is in order, and the next delivery goes on.
        PublishError: the destination fails; so far as it got, readers find all that they are led to.
    """
    own = {path.relative_to(root).as_posix(): path for path in folders_of_subscribers(root)}
    changed = _close(there, feeds.relative_to(root), own)
    changed += _deliver_tree(root, "", there, alive)
    return changed + sum(_deliver_tree(path, f"{name}/", there, alive) for name, path in own.items())


def _close(there: Destination, feeds: Path, own: Container[str]) -> int:
    where = "" if feeds == Path() else feeds.as_posix()
    paths = [f"{where}/{name}".lstrip("/") for name in there.folders(where) if is_token(name)]
    left = [path for path in paths if path not in own]
    for path in left:
        there.remove_folder(path)
    return len(left)


def _deliver_tree(folder: Path, prefix: str, there: Destination, alive: Callable[[], None]) -> int:
    here = write_manifest(folder)
    known, unsure = _known(there, prefix), _noted(there, prefix)
    if known and not here:
        reason = "holds nothing to be published, so nothing is taken away at the destination; publish first"
        raise PublishError(path=folder, reason=reason)
    wanted = [name for name, listed in here.items() if name in unsure or not _is_same(listed, known.get(name))]
    gone = sorted((known.keys() | unsure) - here.keys())
    if wanted or gone:
        noted = json.dumps(sorted({*unsure, *wanted, *gone})).encode()
        there.write(prefix + NOTE, noted, "application/json", _NEVER)
    cache = CLOSED if prefix else OPEN
    for name in sorted(wanted, key=_rank):
        alive()
        there.write(prefix + name, _read(folder / name, here[name]), here[name].type, cache)
    for name in gone:
        alive()
        there.remove(prefix + name)
    if here != known:
        there.write(prefix + MANIFEST, to_json(here), media_type(Path(MANIFEST)), cache)
    if wanted or gone or unsure:
        there.remove(prefix + NOTE)
    return len(wanted) + len(gone)


def _known(there: Destination, prefix: str) -> Manifest:
    try:
        return from_json(there.read(prefix + MANIFEST) or b"")
    except ValueError:
        return {}  # the first delivery, or a damaged manifest: all is sent


def _noted(there: Destination, prefix: str) -> set[str]:
    try:
        noted = json.loads(there.read(prefix + NOTE) or b"[]")
    except ValueError:
        return set()
    return {name for name in noted if isinstance(name, str) and is_own_path(name)} if isinstance(noted, list) else set()


def _is_same(here: Listed, there: Listed | None) -> bool:
    return there is not None and (here.sha256, here.type) == (there.sha256, there.type)


def _rank(name: str) -> tuple[int, str]:
    """Return where a file stands in the order: what leads to others comes after them."""
    path = PurePosixPath(name)
    if name in {"sitemap.xml", "feeds.opml"}:
        return 4, name
    if path.name == OVERVIEW:
        return 3, name
    if path.suffix in SUFFIXES.values():
        return (1 if _ARCHIVE.fullmatch(path.name) else 2), name
    return (1 if path.suffix == ".html" else 0), name


def _read(path: Path, listed: Listed) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise Overtaken from error
    except OSError as error:
        raise PublishError(path=path, reason=f"cannot be read: {error.strerror}") from error
    if hashlib.sha256(data).hexdigest() != listed.sha256:
        raise Overtaken
    return data
