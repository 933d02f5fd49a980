"""Retention: what has had its time goes, so that the store and the disk do not grow for ever."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from pipeline.recording import KEPT
from pipeline.uploads import LASTS
from pipeline.wiring import Newsroom

BROKEN_PAGES = timedelta(days=90)
"""How long a page is kept in which nothing was recognised; whoever wants to repair a selector has done so by then."""


@dataclass(frozen=True)
class Swept:
    """What went, or would go.

    Attributes:
        rows: by kind: visits, attempts, presence, invitations, claims.
        versions: of releases.
        files: pages that broke, and uploads that nobody brought in.
    """

    rows: dict[str, int] = field(default_factory=dict)
    versions: int = 0
    files: tuple[Path, ...] = ()


def sweep(newsroom: Newsroom, dry_run: bool = False) -> Swept:
    """Remove what is out of date; versions of releases by the operator's limit (`Settings.keep_versions`).

    Raises:
        StoreError: the store cannot be read or written.
    """
    keeping, now = newsroom.store.housekeeping, newsroom.now()
    visits_since = now - KEPT
    versions = newsroom.settings.keep_versions
    files = tuple(_old_files(newsroom))
    if dry_run:
        found = len(keeping.old_versions(versions)) if versions else 0
        return Swept(keeping.passed(now, visits_since), found, files)
    for path in files:
        path.unlink(missing_ok=True)
    removed = keeping.forget_versions(versions) if versions else 0
    return Swept(keeping.forget_passed(now, visits_since), removed, files)


def _old_files(newsroom: Newsroom) -> Iterator[Path]:
    var = newsroom.settings.home / "var"
    for folder, seconds in ((var / "broken", BROKEN_PAGES.total_seconds()), (var / "uploads", LASTS)):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            # A file's age is by the clock of its disk, whatever time it is in a test.
            if path.is_file() and time.time() - path.stat().st_mtime > seconds:
                yield path
