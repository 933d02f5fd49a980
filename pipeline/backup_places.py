"""What belongs to a newsroom besides its store, and where it lies here and in a backup.

In a backup everything lies as in a home whose paths nobody has moved, so that it can be unpacked by hand as well.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.settings import Settings

SECRET = "var/desk.secret"  # noqa: S105 - the name of a file

_UNFINISHED = re.compile(r"\..*\.tmp|\.\d+")
"""Names of files and folders that are being written beside what they are to be."""


@dataclass(frozen=True)
class Place:
    """A file or folder.

    Attributes:
        name: in a backup.
        path: here; it need not be there.
    """

    name: str
    path: Path


def places(settings: Settings, packages: bool) -> list[Place]:
    """Return all places; a later one holds what an earlier one would give the same name.

    Args:
        settings: of the newsroom.
        packages: the language packages too.
    """
    home = settings.home
    found = [
        Place("config", home / "config"),
        Place("config/sources.toml", settings.catalogue_path),
        Place("config/feeds.toml", settings.feeds_path),
        Place("config/terms.tsv", settings.terms_path),
        Place("public", settings.pages_path),
        Place("public/feeds", settings.output_path),
        Place("var/history", settings.history_path),
        Place("var/closed", settings.closed_path),
        Place(SECRET, home / SECRET),
    ]
    return [*found, Place("var/packages", settings.packages_path)] if packages else found


def contents(all_places: list[Place]) -> dict[str, Path]:
    """Return the files and folders of all places by their names in a backup, sorted; unfinished ones are left out."""
    found: dict[str, Path] = {}
    for place in all_places:
        others = {other.path for other in all_places} - {place.path}
        found |= dict(_walk(place, others))
    return dict(sorted(found.items()))


def _walk(place: Place, others: set[Path]) -> Iterator[tuple[str, Path]]:
    if place.path.is_file():
        yield place.name, place.path
    seen: set[Path] = set()
    for folder, folders, files in os.walk(place.path, followlinks=True):
        here = Path(folder)
        if here.resolve() in seen:  # a link to a folder above it
            folders.clear()
            continue
        seen.add(here.resolve())
        folders[:] = [name for name in folders if here / name not in others and not _UNFINISHED.fullmatch(name)]
        wanted = [here, *(here / name for name in files if not _UNFINISHED.fullmatch(name))]
        for path in wanted:
            yield str(PurePosixPath(place.name, path.relative_to(place.path).as_posix())), path


def destination(all_places: list[Place], name: str) -> Path | None:
    """Return where a file of a backup belongs here; None for one that belongs nowhere."""
    fitting = [place for place in all_places if name == place.name or name.startswith(f"{place.name}/")]
    if not fitting:
        return None
    place = max(fitting, key=lambda each: len(each.name))
    return place.path / PurePosixPath(name).relative_to(place.name)
