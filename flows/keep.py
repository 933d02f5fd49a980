from prefect import State, flow, task
from prefect.cache_policies import NO_CACHE
from prefect.states import Completed

from flows.parameters import newsroom
from pipeline.backup import back_up
from pipeline.retention import sweep


@flow(name="keep")
def keep(backup: bool = True, retention: bool = True) -> State[object]:
    """Remove what has had its time, then back the newsroom up.

    Args:
        backup: Write a backup into the folder of the nightly backups, and remove the oldest there.
        retention: Remove old visits, versions that nobody needs, pages that broke.
    """
    done = [sweep_store()] if retention else []
    done += [write_backup()] if backup else []
    return Completed(message="; ".join(done) or "nothing to do")


@task(cache_policy=NO_CACHE)
def sweep_store() -> str:
    """Remove what has had its time."""
    with newsroom() as room:
        swept = sweep(room)
    return f"{sum(swept.rows.values())} rows, {swept.versions} versions, {len(swept.files)} files removed"


@task(cache_policy=NO_CACHE)
def write_backup() -> str:
    """Write a backup."""
    with newsroom() as room:
        made = back_up(room, room.settings.backups_path, room.settings.keep_backups)
    return f"{made.rows} rows and {made.members - len(made.tables)} files in {made.path}"
