"""0004 expand: approvals, and the approval on which an entry of the investment plan rests (no release before this one wrote such an entry).
What was decided never changes, whoever tries (I19): a trigger refuses it, and the program's role, which owns no table, cannot take it away."""

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql

from app.migrations.rights import grant

revision = "0004"
down_revision = "0005"
branch_labels = None
depends_on = None

_IMMUTABLE = """
CREATE FUNCTION approval_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'approval % was decided and never changes (I19)', OLD.id USING ERRCODE = 'restrict_violation';
END $$
"""
_TRIGGER = """
CREATE TRIGGER approval_immutable BEFORE UPDATE ON approval
FOR EACH ROW WHEN (OLD.state NOT IN ('待汇总', '已申请')) EXECUTE FUNCTION approval_is_immutable()
"""


def upgrade() -> None:
    op.create_table(
        "approval",
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("declaration_id", sa.BigInteger(), nullable=False),
        sa.Column("opinion_id", sa.BigInteger(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("doc_type", sa.Text(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("requested_yuan", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("estimate_yuan", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("files", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("letter_no", sa.Text(), nullable=True),
        sa.Column("platform_code", sa.Text(), nullable=True),
        sa.Column("applied_by", sa.Text(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("batch", sa.BigInteger(), nullable=True),
        sa.Column("batch_no", sa.Text(), nullable=True),
        sa.Column("batch_order", sa.Integer(), nullable=True),
        sa.Column("route_reason", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("authority", sa.Text(), nullable=True),
        sa.Column("no", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("scale", sa.Text(), nullable=True),
        sa.Column("standard", sa.Text(), nullable=True),
        sa.Column("budget_yuan", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("period", sa.Text(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("attachments", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["declaration_id"], ["declaration.id"], name=op.f("fk_approval_declaration_id")),
        sa.ForeignKeyConstraint(["opinion_id"], ["appraisal_opinion.id"], name=op.f("fk_approval_opinion_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_approval_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
        sa.UniqueConstraint("id", "project_id", name="uq_approval_of_project"),
    )
    waiting = sa.text("state IN ('待汇总', '已申请') AND voided_at IS NULL")
    op.create_index("uq_approval_pool", "approval", ["project_id"], unique=True, postgresql_where=waiting)
    op.create_index("uq_approval_no", "approval", ["project_id", "no"], unique=True, postgresql_where=sa.text("voided_at IS NULL"))
    op.create_index("ix_approval_declaration", "approval", ["declaration_id", "doc_type", "round"])
    op.create_index("ix_approval_state", "approval", ["state", "batch"])
    op.execute(_IMMUTABLE)
    op.execute(_TRIGGER)
    op.add_column("investment_plan_entry", sa.Column("approval_id", sa.BigInteger(), nullable=False))
    op.create_foreign_key(
        "fk_investment_plan_entry_approved", "investment_plan_entry", "approval", ["approval_id", "project_id"], ["id", "project_id"]
    )
    op.create_index("ix_investment_plan_entry_approval_id", "investment_plan_entry", ["approval_id"])
    standing = sa.text("state <> '未列入' AND voided_at IS NULL")
    op.create_index("uq_investment_plan_entry_standing", "investment_plan_entry", ["project_id", "plan_year"], unique=True, postgresql_where=standing)
    grant(op.get_bind(), context.config.attributes["program_role"], ("approval",))


def downgrade() -> None:
    op.drop_index("uq_investment_plan_entry_standing", table_name="investment_plan_entry")
    op.drop_index("ix_investment_plan_entry_approval_id", table_name="investment_plan_entry")
    op.drop_constraint("fk_investment_plan_entry_approved", "investment_plan_entry", type_="foreignkey")
    op.drop_column("investment_plan_entry", "approval_id")
    op.drop_table("approval")
    op.execute("DROP FUNCTION approval_is_immutable()")
