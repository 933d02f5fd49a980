"""The desk grows: tokens for programs, who is at an article, visits of sources, subscriptions, figures of reviews."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _people()
    _newsroom()
    _reviews()
    _queue()
    _watching()


def _people() -> None:
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("subject", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("duty", sa.String(32), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_token_token_hash")),
    )
    op.create_table(
        "ended_session",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_ended_session")),
    )
    op.create_table(
        "presence",
        sa.Column("translation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["translation_id"], ["translation.id"], name=op.f("fk_presence_translation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_presence_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("translation_id", "person_id", name=op.f("pk_presence")),
    )
    op.create_table(
        "draft",
        sa.Column("translation_id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["translation_id"], ["translation.id"], name=op.f("fk_draft_translation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["segment_id"], ["segment.id"], name=op.f("fk_draft_segment_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("translation_id", "segment_id", "person_id", name=op.f("pk_draft")),
    )


def _newsroom() -> None:
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=True),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("trouble", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    op.create_index(op.f("ix_visit_source_at"), "visit", ["source", "at"])
    op.create_table(
        "subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint("token", name=op.f("uq_subscription_token")),
    )
    op.create_index(op.f("ix_subscription_feed_name"), "subscription", ["feed", "name"])
    op.create_table(
        "erasure",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_erasure")),
    )


def _reviews() -> None:
    with op.batch_alter_table("comment") as table:
        table.alter_column("segment_id", existing_type=sa.Integer(), nullable=True)
    with op.batch_alter_table("translation") as table:
        table.add_column(sa.Column("translated_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("segment_target") as table:
        table.add_column(sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("distance", sa.Double(), nullable=True))
        table.add_column(sa.Column("chrf", sa.Double(), nullable=True))
        table.add_column(sa.Column("reviewed_engine", sa.Text(), nullable=True))
        table.add_column(sa.Column("doubts", sa.JSON(), nullable=True))
    _statistics()


def _statistics() -> None:
    op.create_table(
        "tally",
        sa.Column("translation_id", sa.Integer(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("language", sa.String(32), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("distance", sa.Double(), nullable=False),
        sa.Column("chrf", sa.Double(), nullable=False),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.Column("translations", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["translation_id"], ["translation.id"], name=op.f("fk_tally_translation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("translation_id", "engine", name=op.f("pk_tally")),
    )
    columns = ["month", "language", "source", "engine", "segments", "unchanged"]
    columns += ["distance", "chrf", "findings", "translations", "seconds"]
    op.create_index("ix_tally_all", "tally", columns)
    op.create_table(
        "check_tally",
        sa.Column("translation_id", sa.Integer(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("check_name", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("language", sa.String(32), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["translation_id"], ["translation.id"], name=op.f("fk_check_tally_translation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("translation_id", "engine", "check_name", name=op.f("pk_check_tally")),
    )
    columns = ["check_name", "month", "language", "source", "engine", "segments", "changed"]
    op.create_index("ix_check_tally_all", "check_tally", columns)


def _queue() -> None:
    """What the queue is filtered and ordered by."""
    with op.batch_alter_table("translation") as table:
        table.add_column(sa.Column("titles", sa.Text(), nullable=False, server_default=""))
    _fill_titles()
    op.create_index(
        op.f("ix_release_version_id_withdrawn_at_source"), "release", ["version_id", "withdrawn_at", "source"]
    )
    op.drop_index(op.f("ix_translation_state_risk_id"), "translation")
    op.create_index("ix_translation_riskiest", "translation", ["state", sa.text("risk DESC"), "version_id"])
    op.create_index(
        op.f("ix_translation_state_version_id_language"), "translation", ["state", "version_id", "language"]
    )
    op.create_index(op.f("ix_translation_hold_until"), "translation", ["hold_until"])
    op.create_index(
        op.f("ix_segment_target_edited_by_translation_id"), "segment_target", ["edited_by", "translation_id"]
    )
    op.create_index(op.f("ix_publication_language_updated"), "publication", ["language", "updated"])
    op.create_index(op.f("ix_finding_check_name_target_id"), "finding", ["check_name", "target_id"])
    op.create_index(op.f("ix_translation_unit_reviewed_at_id"), "translation_unit", ["reviewed_at", "id"])


def _watching() -> None:
    op.create_table(
        "incident",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_incident")),
    )
    op.create_table(
        "meter",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("name", "label", name=op.f("pk_meter")),
    )


def _fill_titles() -> None:
    # In Python: lower() of SQLite knows ASCII alone.
    connection = op.get_bind()
    german = "SELECT t.id, b.text FROM translation t JOIN block b ON b.version_id = t.version_id AND b.position = 0"
    target = (
        "SELECT g.translation_id, coalesce(g.edited, g.machine) FROM segment_target g"
        " JOIN segment s ON s.id = g.segment_id AND s.block = 0 AND s.position < 4 ORDER BY s.position"
    )
    titles: dict[int, list[str]] = {}
    for translation_id, text in connection.execute(sa.text(german)):
        titles[translation_id] = [text]
    spoken: dict[int, list[str]] = {}
    for translation_id, text in connection.execute(sa.text(target)):
        spoken.setdefault(translation_id, []).append(text)
    for translation_id, texts in titles.items():
        both = [*texts, " ".join(spoken.get(translation_id, []))]
        values = {"id": translation_id, "titles": "\n".join(filter(None, both)).lower()}
        connection.execute(sa.text("UPDATE translation SET titles = :titles WHERE id = :id"), values)
