"""0011 expand: reminders of what waits; the round of a task and its limit."""

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql

from app.migrations.rights import grant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reminder",
        sa.Column("instance_id", sa.BigInteger(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("later", postgresql.ARRAY(sa.DateTime(timezone=True)), nullable=False),
        sa.Column("tells", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("parked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_reminder_instance_id")),
        sa.PrimaryKeyConstraint("instance_id", "address", name=op.f("pk_reminder")),
    )
    op.create_index("ix_reminder_due_at", "reminder", ["due_at", "instance_id", "address"], postgresql_where=sa.text("NOT parked"))
    grant(op.get_bind(), context.config.attributes["program_role"], ("reminder",), "SELECT, INSERT, UPDATE, DELETE")
    op.add_column("task", sa.Column("round", sa.SmallInteger(), nullable=True))
    op.add_column("task", sa.Column("round_limit", sa.SmallInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("task", "round_limit")
    op.drop_column("task", "round")
    op.drop_table("reminder")
