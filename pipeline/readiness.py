"""Whether this process can do its work now: what a load balancer or a container asks."""

import tempfile
from pathlib import Path

from model.errors import StoreError
from pipeline.wiring import Newsroom
from store.opening import HEAD


def readiness(newsroom: Newsroom) -> dict[str, bool]:
    """Return what is well: `store` answers, `schema` is the one of this program, `disk` takes a file."""
    try:
        revision = newsroom.store.revision()
    except StoreError:
        return {"store": False, "schema": False, "disk": _takes_files(newsroom.settings.home)}
    return {"store": True, "schema": revision == HEAD, "disk": _takes_files(newsroom.settings.home)}


def _takes_files(home: Path) -> bool:
    """Whether a file can be written beside the store: permissions do not tell that a disk is full."""
    folder = home / "var"
    try:
        with tempfile.TemporaryFile(dir=folder if folder.is_dir() else home) as file:
            file.write(b"newsbridge")
            file.flush()
    except OSError:
        return False
    return True
