"""0005 the year's construction plan, budget lines, and annex 2; the publication that decided about an entry of the investment plan; for which
year a late request is. Safe with the previous code: what is added to known tables may be empty."""

from typing import Any

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql

from app.migrations.rights import grant

revision = "0005"
down_revision = "0003"
branch_labels = None
depends_on = None


def _of_every_record() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
    ]


def upgrade() -> None:
    op.add_column("project", sa.Column("late_request_year", sa.Integer(), nullable=True))
    op.add_column("investment_plan_entry", sa.Column("plan_no", sa.Text(), nullable=True))
    op.add_column("investment_plan_entry", sa.Column("published_on", sa.Date(), nullable=True))
    op.add_column("investment_plan_entry", sa.Column("plan_files", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True))
    op.create_unique_constraint("uq_investment_plan_entry_listed", "investment_plan_entry", ["id", "project_id", "plan_year"])
    op.create_table(
        "construction_plan_entry",
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("plan_year", sa.Integer(), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("investment_plan_entry_id", sa.BigInteger(), nullable=False),
        sa.Column("order_no", sa.Integer(), nullable=False),
        sa.Column("scores", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("score", sa.Numeric(precision=6, scale=2), nullable=False),
        sa.Column("budget_yuan", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("start_month", sa.Text(), nullable=False),
        sa.Column("end_month", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("files", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("startup_overdue_at", sa.DateTime(timezone=True), nullable=True),
        *_of_every_record(),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_construction_plan_entry_project_id")),
        sa.ForeignKeyConstraint(
            ["investment_plan_entry_id", "project_id", "plan_year"],
            ["investment_plan_entry.id", "investment_plan_entry.project_id", "investment_plan_entry.plan_year"],
            name="fk_construction_plan_entry_listed",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_construction_plan_entry")),
    )
    op.create_index(
        "uq_construction_plan_entry_standing",
        "construction_plan_entry",
        ["project_id", "plan_year"],
        unique=True,
        postgresql_where=sa.text("state <> '取消' AND voided_at IS NULL"),
    )
    op.create_index(
        "uq_construction_plan_entry_order",
        "construction_plan_entry",
        ["plan_year", "plan_version", "order_no"],
        unique=True,
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.create_index("ix_construction_plan_entry_listed", "construction_plan_entry", ["investment_plan_entry_id"])
    op.create_table(
        "fund_budget_line",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=True),
        sa.Column("special", sa.Text(), nullable=True),
        sa.Column("investment_plan_entry_id", sa.BigInteger(), nullable=True),
        sa.Column("amount_yuan", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("used_yuan", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        *_of_every_record(),
        sa.CheckConstraint("(project_id IS NULL) <> (special IS NULL)", name=op.f("ck_fund_budget_line_owner")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_fund_budget_line_project_id")),
        sa.ForeignKeyConstraint(["investment_plan_entry_id"], ["investment_plan_entry.id"], name=op.f("fk_fund_budget_line_investment_plan_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fund_budget_line")),
    )
    op.create_index("ix_fund_budget_line_project_year", "fund_budget_line", ["project_id", "year"])
    op.create_index("ix_fund_budget_line_year", "fund_budget_line", ["year"])
    op.create_table(
        "startup_plan",
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("plan_year", sa.Integer(), nullable=False),
        sa.Column("construction_plan_entry_id", sa.BigInteger(), nullable=False),
        sa.Column("snapshot", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("filed_by", sa.Text(), nullable=False),
        sa.Column("accepted_by", sa.Text(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=False),
        sa.Column("oa_flow_no", sa.Text(), nullable=True),
        sa.Column("oa_state", sa.Text(), nullable=True),
        sa.Column("oa_detail", sa.Text(), nullable=True),
        *_of_every_record(),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_startup_plan_project_id")),
        sa.ForeignKeyConstraint(["construction_plan_entry_id"], ["construction_plan_entry.id"], name=op.f("fk_startup_plan_construction_plan_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_startup_plan")),
    )
    op.create_index("uq_startup_plan_project", "startup_plan", ["project_id"], unique=True, postgresql_where=sa.text("voided_at IS NULL"))
    role = context.config.attributes["program_role"]
    grant(op.get_bind(), role, ("construction_plan_entry", "startup_plan", "fund_budget_line"))


def downgrade() -> None:
    op.drop_table("startup_plan")
    op.drop_table("fund_budget_line")
    op.drop_table("construction_plan_entry")
    op.drop_constraint("uq_investment_plan_entry_listed", "investment_plan_entry", type_="unique")
    for column in ("plan_files", "published_on", "plan_no"):
        op.drop_column("investment_plan_entry", column)
    op.drop_column("project", "late_request_year")
