"""The one place where argostranslate is touched."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

_first_import = Lock()


def open_argos(folder: Path, home: Path) -> Any:
    """Open an unpacked package with argostranslate.

    `home` takes what argostranslate wants to create when it is first imported; else that would land in $HOME.

    Raises:
        OSError, ValueError: the folder holds no package.
    """
    with _first_import:
        if "argostranslate.package" not in sys.modules:
            with _environment(home):
                import argostranslate.package  # noqa: F401, PLC0415 -- it reads the environment when imported
        package = sys.modules["argostranslate.package"]
    return package.Package(folder)


@contextmanager
def _environment(home: Path) -> Iterator[None]:
    ours = {"XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache"}
    wanted = {name: str(home / "argos" / folder) for name, folder in ours.items()}
    wanted["ARGOS_PACKAGES_DIR"] = str(home / "installed")
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
