"""What editors need: findings in their language and place, risk, first mentions, the state of remembered pairs."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("finding") as table:
        table.alter_column("message", new_column_name="template")
        table.add_column(sa.Column("fields", sa.JSON(none_as_null=True), nullable=False, server_default="{}"))
        table.add_column(sa.Column("source_start", sa.Integer(), nullable=True))
        table.add_column(sa.Column("source_end", sa.Integer(), nullable=True))
    with op.batch_alter_table("segment_target") as table:
        table.add_column(sa.Column("risk", sa.Double(), nullable=False, server_default="0"))
    op.create_index(op.f("ix_segment_target_state_risk"), "segment_target", ["state", "risk"])
    with op.batch_alter_table("term") as table:
        table.add_column(sa.Column("first", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("short", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("translation_unit") as table:
        table.add_column(sa.Column("state", sa.String(32), nullable=False, server_default="reviewed"))
