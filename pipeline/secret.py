"""The secret that signs the desk's sessions: made once, readable by its owner alone."""

import os
import secrets
from pathlib import Path

from model.errors import BadConfiguration

LENGTH = 32
"""Bytes."""


def desk_secret(path: Path) -> bytes:
    """Return the secret in the file at `path`, which is made where there is none.

    Raises:
        BadConfiguration: the file cannot be made or read, is too short, or others on this machine may read it.
    """
    try:
        if not path.exists():
            _make(path)
        secret, mode = path.read_bytes(), path.stat().st_mode
    except OSError as error:
        raise BadConfiguration(where=path, reason=error.strerror or error) from error
    if len(secret) < LENGTH:
        raise BadConfiguration(where=path, reason="no whole secret; delete the file, and everybody signs in again")
    if os.name == "posix" and mode & 0o077:
        raise BadConfiguration(where=path, reason=f"others may read this secret; chmod 600 {path}")
    return secret


def _make(path: Path) -> None:
    """Write beside and link, so that of two who start at once both read the same whole secret."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(secrets.token_bytes(LENGTH))
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
