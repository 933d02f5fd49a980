"""Run by Alembic for each command, with the connection that `store.migrations.upgrade` put into the configuration."""

from alembic import context

from store.base import Base

# `render_as_batch` because SQLite cannot alter a column: the table is rebuilt. `transactional_ddl` because SQLite can
# roll back DDL, contrary to Alembic's belief, as long as the driver leaves BEGIN to us.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
