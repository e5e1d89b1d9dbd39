"""0001 start: the platform's tables, the institution's records, the job engine's tables; the event table out of the program's reach.

The job engine's schema is its library's own; a newer library comes with a migration of its own here."""

import sqlalchemy as sa
from alembic import context, op
from procrastinate import App, SyncPsycopgConnector
from sqlalchemy.dialects import postgresql

from app.migrations.rights import grant_all

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_version",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_version")),
        sa.UniqueConstraint("digest", name=op.f("uq_calendar_version_digest")),
    )
    op.create_table(
        "case_clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("now", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_clock")),
    )
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
        "idempotency_key",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=True),
        sa.Column("answer", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person", "route", "key", name=op.f("pk_idempotency_key")),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("correlation", sa.Text(), nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("key", name=op.f("uq_message_key")),
    )
    op.create_index(
        "ix_message_kept",
        "message",
        ["name", "correlation", "id"],
        unique=False,
        postgresql_where=sa.text("status = 'kept'"),
    )
    op.create_table(
        "office",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_office")),
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
        "read_log",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_read_log")),
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
        "register",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.BigInteger(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register")),
    )
    op.create_table(
        "release",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("manifest", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("digest", name=op.f("uq_release_digest")),
    )
    op.create_table(
        "release_file",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_release_file")),
    )
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
        "stored_file",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_by", sa.Text(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("instance_id", sa.BigInteger(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
    )
    op.create_index("ix_stored_file_instance_id", "stored_file", ["instance_id"], unique=False)
    op.create_table(
        "worker_seen",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_worker_seen")),
    )
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
        "instance",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("business_key", sa.Text(), nullable=True),
        sa.Column("release_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("project_id", sa.BigInteger(), nullable=True),
        sa.Column("dept", sa.Text(), nullable=True),
        sa.Column("build_unit", sa.Text(), nullable=True),
        sa.Column("started_by", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_event_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("snapshot", sa.LargeBinary(), nullable=False),
        sa.Column("event_count", sa.Integer(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.Column("search", postgresql.TSVECTOR(), nullable=True),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_instance_release_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instance")),
        sa.UniqueConstraint("uid", name=op.f("uq_instance_uid")),
    )
    op.create_index("ix_instance_business_key", "instance", ["business_key"], unique=False)
    op.create_index("ix_instance_dept_id", "instance", ["dept", "id"], unique=False)
    op.create_index("ix_instance_process_id", "instance", ["process", "id"], unique=False)
    op.create_index("ix_instance_project_id", "instance", ["project_id"], unique=False)
    op.create_index("ix_instance_search", "instance", ["search"], unique=False, postgresql_using="gin")
    op.create_index("uq_instance_number", "instance", ["number"], unique=True, postgresql_where=sa.text("number > 0"))
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
    op.create_table(
        "person",
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("works_in", sa.Text(), nullable=True),
        sa.Column("specialties", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["works_in"], ["office.code"], name=op.f("fk_person_works_in")),
        sa.PrimaryKeyConstraint("username", name=op.f("pk_person")),
    )
    op.create_table(
        "start_timer",
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("release_id", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_start_timer_release_id")),
        sa.PrimaryKeyConstraint("process", name=op.f("pk_start_timer")),
    )
    op.create_table(
        "delivery",
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("instance_id", sa.BigInteger(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_delivery_instance_id")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_delivery_message_id")),
        sa.PrimaryKeyConstraint("message_id", "instance_id", name=op.f("pk_delivery")),
    )
    op.create_table(
        "event",
        sa.Column("instance_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("acting_for", sa.Text(), nullable=True),
        sa.Column("element", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("calendar", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_event_instance_id")),
        sa.PrimaryKeyConstraint("instance_id", "seq", name=op.f("pk_event")),
    )
    op.create_table(
        "incident",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("instance_id", sa.BigInteger(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("element", sa.Text(), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("command", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_incident_instance_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    op.create_index(
        "ix_incident_open", "incident", ["instance_id"], unique=False, postgresql_where=sa.text("resolved_at IS NULL")
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["office"], ["office.code"], name=op.f("fk_membership_office")),
        sa.ForeignKeyConstraint(["person"], ["person.username"], name=op.f("fk_membership_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    op.create_index(op.f("ix_membership_person"), "membership", ["person"], unique=False)
    op.create_table(
        "notice",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_by", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_notice_instance_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index("ix_notice_recipient_id", "notice", ["recipient", "id"], unique=False)
    op.create_table(
        "service_call",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("instance_id", sa.BigInteger(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("handler", sa.Text(), nullable=False),
        sa.Column("input", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_service_call_instance_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_call")),
        sa.UniqueConstraint("key", name=op.f("uq_service_call_key")),
    )
    op.create_index("ix_service_call_instance_id", "service_call", ["instance_id"], unique=False)
    op.create_table(
        "sign_in",
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("csrf", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.username"], name=op.f("fk_sign_in_person")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_sign_in")),
    )
    op.create_index(op.f("ix_sign_in_person"), "sign_in", ["person"], unique=False)
    op.create_table(
        "task",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("instance_id", sa.BigInteger(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("candidates", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("assignee", sa.Text(), nullable=True),
        sa.Column("decisions", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("item", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Text(), nullable=True),
        sa.Column("done_for", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_task_instance_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    op.create_index(
        "ix_task_assignee",
        "task",
        ["assignee", "due_at", "id"],
        unique=False,
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_index(
        "ix_task_candidates",
        "task",
        ["candidates"],
        unique=False,
        postgresql_using="gin",
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_index(
        "ix_task_done_by",
        "task",
        ["done_by", "done_at", "id"],
        unique=False,
        postgresql_where=sa.text("done_by IS NOT NULL"),
    )
    op.create_index("ix_task_instance_id", "task", ["instance_id"], unique=False)
    op.create_index(
        "ix_task_open_due", "task", ["due_at", "id"], unique=False, postgresql_where=sa.text("status = 'open'")
    )
    op.create_table(
        "timer",
        sa.Column("instance_id", sa.BigInteger(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("parked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_timer_instance_id")),
        sa.PrimaryKeyConstraint("instance_id", "address", name=op.f("pk_timer")),
    )
    op.create_index(
        "ix_timer_due_at",
        "timer",
        ["due_at", "instance_id", "address"],
        unique=False,
        postgresql_where=sa.text("NOT parked"),
    )
    op.create_table(
        "wait",
        sa.Column("instance_id", sa.BigInteger(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("correlation", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_wait_instance_id")),
        sa.PrimaryKeyConstraint("instance_id", "address", name=op.f("pk_wait")),
    )
    op.create_index("ix_wait_message_correlation", "wait", ["message", "correlation"], unique=False)
    op.create_table(
        "draft",
        sa.Column("task_id", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_draft_task_id")),
        sa.PrimaryKeyConstraint("task_id", "person", name=op.f("pk_draft")),
    )
    op.execute(sa.text("INSERT INTO register (id, last_number, mac) VALUES (1, 0, '')"))
    schema = App(connector=SyncPsycopgConnector()).schema_manager.get_schema()
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute(schema)
    grant_all(op.get_bind(), context.config.attributes["program_role"])


def downgrade() -> None:
    """There is nothing before the start: a database is dropped as a whole."""
    raise RuntimeError("0001 is the first migration; drop the database instead")
