"""0014 expand: signed checkpoints over all chains."""

import sqlalchemy as sa
from alembic import context, op

from app.migrations.rights import grant

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "checkpoint",
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_checkpoint")),
    )
    op.create_table(
        "checkpoint_leaf",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["n"], ["checkpoint.n"], name=op.f("fk_checkpoint_leaf_n")),
        sa.PrimaryKeyConstraint("number", "n", name=op.f("pk_checkpoint_leaf")),
    )
    grant(op.get_bind(), context.config.attributes["program_role"], ("checkpoint", "checkpoint_leaf"), "SELECT, INSERT")


def downgrade() -> None:
    op.drop_table("checkpoint_leaf")
    op.drop_table("checkpoint")
