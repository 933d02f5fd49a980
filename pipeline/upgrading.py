"""Bringing a store up to the schema of this program, with a backup of what it was."""

from dataclasses import dataclass, replace

from pipeline.backup import Backup, back_up
from pipeline.wiring import Newsroom
from store.dump import ensure_known
from store.opening import HEAD, schema_of


@dataclass(frozen=True)
class Upgrade:
    """How a store stands to this program.

    Attributes:
        found: revision of its schema, None where there was no store.
        wanted: the revision of this program.
        backup: what was made before the migration, None where none was needed or wanted.
        done: it has `wanted` now.
    """

    url: str
    found: str | None
    wanted: str = HEAD
    backup: Backup | None = None
    done: bool = False


def look(newsroom: Newsroom) -> Upgrade:
    """Compare the store's schema with the program's; nothing is changed.

    Raises:
        StoreError: the store cannot be read, or is of a newer newsbridge.
    """
    url = newsroom.settings.store_url
    found = schema_of(url)
    shown = url.rpartition("@")[2]
    if found is not None:
        ensure_known(found, shown)
    return Upgrade(shown, found, done=found == HEAD)


def upgrade_store(newsroom: Newsroom, with_backup: bool = True) -> Upgrade:
    """Migrate the store where it is older than the program; a backup goes to `Settings.backups_path` first.

    Raises:
        BackupError: the backup cannot be written; the store is as it was.
        StoreError: as `look`, or the migration failed, and the store is as it was.
    """
    state = look(newsroom)
    if state.done:
        return state
    made = back_up(newsroom, newsroom.settings.backups_path) if with_backup and state.found else None
    _ = newsroom.store  # is migrated when it is opened
    return replace(state, backup=made, done=True)
