"""What other books say of a project and its department: 0001."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql


def make() -> None:
    """All of them, those that others refer to first."""
    op.create_table(
        "sanction",
        sa.Column("dept", sa.Text(), nullable=False),
        sa.Column("types", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("suspend_plan_year", sa.Integer(), nullable=False),
        sa.Column("compress_ratio", sa.Numeric(precision=6, scale=2), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sanction")),
    )
    op.create_index("ix_sanction_dept_year", "sanction", ["dept", "suspend_plan_year"], unique=False)
    op.create_table(
        "acceptance",
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("panel", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("unit_opinions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("report_no", sa.Text(), nullable=True),
        sa.Column("apply_limit", sa.DateTime(timezone=True), nullable=True),
        sa.Column("application_late", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_acceptance_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acceptance")),
    )
    op.create_index("uq_acceptance_round", "acceptance", ["project_id", "stage", "round"], unique=True)
    op.create_table(
        "investment_plan_entry",
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("plan_year", sa.Integer(), nullable=False),
        sa.Column("approval_ref", sa.Text(), nullable=False),
        sa.Column("total_investment_yuan", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("annual_investment_yuan", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("fund_source", sa.Text(), nullable=True),
        sa.Column("content_scale", sa.Text(), nullable=True),
        sa.Column("period", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_investment_plan_entry_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_investment_plan_entry")),
    )
    op.create_index("ix_investment_plan_entry_project_id", "investment_plan_entry", ["project_id"], unique=False)
    op.create_index("ix_investment_plan_entry_year", "investment_plan_entry", ["plan_year", "state"], unique=False)
    op.create_table(
        "performance_score",
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("scores", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("weights", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("total", sa.Numeric(precision=6, scale=2), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("veto", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_performance_score_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_performance_score")),
    )
    op.create_index("uq_performance_score_year", "performance_score", ["project_id", "year"], unique=True)
