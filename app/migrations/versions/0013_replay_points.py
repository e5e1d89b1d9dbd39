"""0013 expand: states between steps, kept for replaying a case."""

import sqlalchemy as sa
from alembic import context, op

from app.migrations.rights import grant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "replay_point",
        sa.Column("instance_id", sa.BigInteger(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("suspended", sa.Boolean(), nullable=False),
        sa.Column("snapshot", sa.LargeBinary(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_replay_point_instance_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("instance_id", "n", name=op.f("pk_replay_point")),
        prefixes=["UNLOGGED"],
    )
    op.create_index("ix_replay_point_made_at", "replay_point", ["made_at", "instance_id", "n"])
    grant(op.get_bind(), context.config.attributes["program_role"], ("replay_point",), "SELECT, INSERT, UPDATE, DELETE")


def downgrade() -> None:
    op.drop_table("replay_point")
