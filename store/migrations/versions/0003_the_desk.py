"""The editors' desk: people, history, comments, holds; what orders its queue."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _people()
    _history()
    _translations()
    _publications()


def _people() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("duty", sa.String(32), nullable=False),
        sa.Column("language", sa.String(32), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("name", name=op.f("uq_person_name")),
    )
    op.create_table(
        "invitation",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_invitation_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invitation")),
    )
    op.create_index(op.f("ix_invitation_person_id"), "invitation", ["person_id"])
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    op.create_index(op.f("ix_attempt_subject_at"), "attempt", ["subject", "at"])


def _history() -> None:
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("deed", sa.String(32), nullable=False),
        sa.Column("translation_id", sa.Integer(), nullable=True),
        sa.Column("segment_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["translation_id"], ["translation.id"], name=op.f("fk_change_translation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    op.create_index(op.f("ix_change_at"), "change", ["at"])
    op.create_index(op.f("ix_change_translation_id_id"), "change", ["translation_id", "id"])
    op.create_index(op.f("ix_change_by_id"), "change", ["by", "id"])
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("translation_id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["translation_id"], ["translation.id"], name=op.f("fk_comment_translation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["segment_id"], ["segment.id"], name=op.f("fk_comment_segment_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    op.create_index(op.f("ix_comment_translation_id"), "comment", ["translation_id"])


def _translations() -> None:
    with op.batch_alter_table("translation") as table:
        table.add_column(sa.Column("waiting", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("doubtful", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("risk", sa.Double(), nullable=False, server_default="0"))
        table.add_column(sa.Column("hold_until", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("hold_reason", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("waiver", sa.Text(), nullable=False, server_default=""))
    op.create_index(op.f("ix_translation_state_risk_id"), "translation", ["state", "risk", "id"])
    with op.batch_alter_table("segment_target") as table:
        table.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
    # What the program counts whenever a target changes, counted once for all that are there.
    op.execute(
        "UPDATE translation SET waiting = (SELECT count(*) FROM segment_target"
        " WHERE segment_target.translation_id = translation.id AND segment_target.state NOT IN ('reviewed', 'final'))"
    )
    op.execute(
        "UPDATE translation SET risk = (SELECT coalesce(sum(segment_target.risk), 0) FROM segment_target"
        " WHERE segment_target.translation_id = translation.id AND segment_target.state NOT IN ('reviewed', 'final'))"
    )
    op.execute(
        "UPDATE translation SET doubtful = (SELECT count(*) FROM segment_target"
        " WHERE segment_target.translation_id = translation.id AND segment_target.state NOT IN ('reviewed', 'final')"
        " AND EXISTS (SELECT 1 FROM finding WHERE finding.target_id = segment_target.id AND finding.severity >= 20))"
    )


def _publications() -> None:
    with op.batch_alter_table("publication") as table:
        table.add_column(sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=True))
    # What has changed since the archives of the feeds were written.
    op.create_index(op.f("ix_release_version_collected_at"), "release_version", ["collected_at"])
    op.create_index(op.f("ix_translation_updated_at"), "translation", ["updated_at"])
