"""The project and its way to the declaration, in the books: 0001."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql


def make() -> None:
    """All of them, those that others refer to first."""
    op.create_table(
        "declaration_window",
        sa.Column("plan_year", sa.Integer(), nullable=False),
        sa.Column("open_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("close_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notice_no", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("cycle_ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration_window")),
    )
    op.create_index(
        "uq_declaration_window_plan_year",
        "declaration_window",
        ["plan_year"],
        unique=True,
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.create_table(
        "project",
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("code_year", sa.Integer(), nullable=True),
        sa.Column("code_seq", sa.Integer(), nullable=True),
        sa.Column("plan_year", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("dept", sa.Text(), nullable=False),
        sa.Column("build_unit", sa.Text(), nullable=False),
        sa.Column("leader_in_charge", sa.Text(), nullable=False),
        sa.Column("dedicated_person", sa.Text(), nullable=False),
        sa.Column("dedicated_phone", sa.Text(), nullable=False),
        sa.Column("gov_activity_related", sa.Boolean(), nullable=False),
        sa.Column("scope_type", sa.Text(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("fund_nature", sa.Text(), nullable=False),
        sa.Column("is_global_major", sa.Text(), nullable=False),
        sa.Column("demand_origin", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("parts", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("mlps_level", sa.Text(), nullable=True),
        sa.Column("est_budget_yuan", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("uses_county_dc", sa.Boolean(), nullable=True),
        sa.Column("builds_own_dc", sa.Boolean(), nullable=True),
        sa.Column("linked_project", sa.Text(), nullable=True),
        sa.Column("linked_project_id", sa.BigInteger(), nullable=True),
        sa.Column("from_om", sa.Boolean(), nullable=False),
        sa.Column("internal_review_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trial_start", sa.Date(), nullable=True),
        sa.Column("frozen", sa.Boolean(), nullable=False),
        sa.Column("retroactive", sa.Boolean(), nullable=False),
        sa.Column("is_supplementary", sa.Boolean(), nullable=False),
        sa.Column("waiting_for_window", sa.Boolean(), nullable=False),
        sa.Column("late_request_open", sa.Boolean(), nullable=False),
        sa.Column("overdue_window", sa.Integer(), nullable=True),
        sa.Column("skip_plan_year", sa.Integer(), nullable=True),
        sa.Column("close_reason", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
        sa.UniqueConstraint("code", name=op.f("uq_project_code")),
    )
    op.create_index("ix_project_dept_id", "project", ["dept", "id"], unique=False)
    op.create_index("ix_project_instance_id", "project", ["instance_id"], unique=False)
    op.create_index("ix_project_plan_year", "project", ["plan_year"], unique=False)
    op.create_index("uq_project_code_year_seq", "project", ["code_year", "code_seq"], unique=True)
    op.create_index(
        "ix_project_waiting", "project", ["id"], unique=False, postgresql_where=sa.text("waiting_for_window")
    )
    op.create_table(
        "record_change",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", sa.BigInteger(), nullable=False),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("after", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("instance_id", sa.BigInteger(), nullable=True),
        sa.Column("element", sa.Text(), nullable=True),
        sa.Column("key", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_change")),
    )
    op.create_index("ix_record_change_key", "record_change", ["key"], unique=False)
    op.create_index("ix_record_change_record", "record_change", ["kind", "record_id", "id"], unique=False)
    op.create_table(
        "declaration",
        sa.Column("no", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("dept", sa.Text(), nullable=False),
        sa.Column("project_name", sa.Text(), nullable=False),
        sa.Column("plan_year", sa.Integer(), nullable=False),
        sa.Column("window_id", sa.BigInteger(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("on_time", sa.Boolean(), nullable=False),
        sa.Column("is_supplementary", sa.Boolean(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("total_budget_yuan", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("snapshot", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("warnings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_declaration_project_id")),
        sa.ForeignKeyConstraint(["window_id"], ["declaration_window.id"], name=op.f("fk_declaration_window_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration")),
        sa.UniqueConstraint("no", name=op.f("uq_declaration_no")),
    )
    op.create_index("ix_declaration_dept_plan_year", "declaration", ["dept", "plan_year"], unique=False)
    op.create_index("ix_declaration_project_id", "declaration", ["project_id", "id"], unique=False)
    op.create_index(
        "uq_declaration_accepted",
        "declaration",
        ["project_id", "plan_year"],
        unique=True,
        postgresql_where=sa.text("state = '受理' AND voided_at IS NULL"),
    )
    op.create_index("uq_declaration_plan_year_seq", "declaration", ["plan_year", "seq"], unique=True)
    op.create_table(
        "expert_review",
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("expert", sa.Text(), nullable=False),
        sa.Column("replaces", sa.Text(), nullable=True),
        sa.Column("items", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("conclusion", sa.Text(), nullable=True),
        sa.Column("conflict_declared", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_expert_review_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert_review")),
    )
    op.create_index("ix_expert_review_project_id", "expert_review", ["project_id", "stage", "round"], unique=False)
    op.create_table(
        "meeting_result",
        sa.Column("project_id", sa.BigInteger(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("meeting", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("minutes_no", sa.Text(), nullable=True),
        sa.Column("minutes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("adjusted_budget_yuan", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("requirements", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_meeting_result_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_result")),
    )
    op.create_index("ix_meeting_result_project_id", "meeting_result", ["project_id", "id"], unique=False)
