"""0012 expand: the house's own chain of events, and its head. What was there before becomes its first events at the next start, which has the key."""

import sqlalchemy as sa
from alembic import context, op

from app.migrations.rights import grant

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "house_event",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_house_event")),
    )
    op.create_index("ix_house_event_kind_seq", "house_event", ["kind", "seq"])
    op.create_table(
        "house_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house_head")),
    )
    role = context.config.attributes["program_role"]
    grant(op.get_bind(), role, ("house_event",), "SELECT, INSERT")
    grant(op.get_bind(), role, ("house_head",))


def downgrade() -> None:
    op.drop_table("house_head")
    op.drop_table("house_event")
