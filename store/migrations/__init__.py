"""How the schema came to be what it is.

A change of `store.tables` is a file `versions/NNNN_what.py` that names its predecessor in `down_revision`, and the
new `HEAD` in `store.opening`; a test compares what the migrations build with the tables, and shows the difference.
"""

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def config() -> Config:
    """Return Alembic's configuration, found from the installed package; there is no alembic.ini."""
    config = Config()
    config.set_main_option("script_location", "store:migrations")
    return config


def revisions() -> set[str]:
    """Return the revisions that this program knows."""
    return {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the missing migrations up to `revision` within the transaction of `connection`."""
    settings = config()
    settings.attributes["connection"] = connection
    command.upgrade(settings, revision)
