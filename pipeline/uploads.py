"""Files that somebody has uploaded and not brought in yet: one a person and kind, kept for a day at most."""

import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal

from model.errors import NewsbridgeError, PublishError
from pipeline.wiring import Newsroom

Kind = Literal["terms", "memory"]
LASTS = 24 * 3600.0
"""Seconds after which a file that nobody brought in is deleted, at the next upload."""

_TOKEN = re.compile(r"[0-9a-f]{32}")


def take_in(newsroom: Newsroom, person_id: int, kind: Kind, given: BinaryIO) -> str:
    """Keep an uploaded file until its person says what becomes of it, and return what names it.

    What they uploaded before of this kind is deleted. The name that the browser gave is used for nothing.

    Raises:
        PublishError: it cannot be written, such as on a full disk.
    """
    folder = newsroom.settings.home / "var" / "uploads"
    token = secrets.token_hex(16)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _clean_up(folder, f"{kind}-{person_id}-")
        with (folder / f"{kind}-{person_id}-{token}").open("xb") as file:
            shutil.copyfileobj(given, file)
    except OSError as error:
        raise PublishError(path=folder, reason=f"cannot be written: {error.strerror or error}") from error
    return token


def uploaded(newsroom: Newsroom, person_id: int, kind: Kind, token: str) -> Path | None:
    """Return where the file is that `take_in` named `token`; None for others than its person, and when it is gone."""
    path = newsroom.settings.home / "var" / "uploads" / f"{kind}-{person_id}-{token}"
    return path if _TOKEN.fullmatch(token) and path.is_file() else None


@contextmanager
def named(path: Path, name: str) -> Iterator[None]:
    """Let errors speak of an uploaded file by the `name` that its person knows, not by its place on this machine."""
    try:
        yield
    except NewsbridgeError as error:
        error.fields = {
            key: str(value).replace(str(path), name) if isinstance(value, str | Path) else value
            for key, value in error.fields.items()
        }
        raise


def _clean_up(folder: Path, prefix: str) -> None:
    for path in folder.iterdir():
        if path.name.startswith(prefix) or time.time() - path.stat().st_mtime > LASTS:
            path.unlink(missing_ok=True)
