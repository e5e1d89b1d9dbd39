"""0003 expand: the appraisal's records: later versions of a declaration's form, 论证意见, 定稿; opinions of units among those of experts.
A 定稿 is only ever inserted: the program's role cannot change one (I19)."""

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql

from app.migrations.rights import grant

revision = "0003"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appraisal_opinion",
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("declaration_id", sa.BigInteger(), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("items", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("importance", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("standard", sa.Text(), nullable=False),
        sa.Column("scale", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("fund_sources", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("confirmed_budget_yuan", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("demand_clear", sa.Boolean(), nullable=False),
        sa.Column("arch_simple", sa.Boolean(), nullable=False),
        sa.Column("needs_separate_approval", sa.Boolean(), nullable=False),
        sa.Column("owner_share_note", sa.Text(), nullable=True),
        sa.Column("votes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("opinion_text", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.Text(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("batch", sa.BigInteger(), nullable=True),
        sa.Column("batch_order", sa.Integer(), nullable=True),
        sa.Column("meeting_result_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["declaration_id"], ["declaration.id"], name=op.f("fk_appraisal_opinion_declaration_id")),
        sa.ForeignKeyConstraint(["meeting_result_id"], ["meeting_result.id"], name=op.f("fk_appraisal_opinion_meeting_result_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_appraisal_opinion_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appraisal_opinion")),
    )
    op.create_index("ix_appraisal_opinion_declaration_id", "appraisal_opinion", ["declaration_id"], unique=False)
    op.create_index("ix_appraisal_opinion_project_id", "appraisal_opinion", ["project_id", "id"], unique=False)
    op.create_index("ix_appraisal_opinion_state", "appraisal_opinion", ["state", "batch"], unique=False)
    op.create_table(
        "declaration_version",
        sa.Column("declaration_id", sa.BigInteger(), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("snapshot", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("change_list", sa.Text(), nullable=True),
        sa.Column("files", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["declaration_id"], ["declaration.id"], name=op.f("fk_declaration_version_declaration_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_declaration_version_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration_version")),
    )
    op.create_index("ix_declaration_version_project_id", "declaration_version", ["project_id", "id"], unique=False)
    op.create_index("uq_declaration_version_number", "declaration_version", ["declaration_id", "number"], unique=True)
    op.create_table(
        "final_version",
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("declaration_id", sa.BigInteger(), nullable=False),
        sa.Column("opinion_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("snapshot", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("change_list", sa.Text(), nullable=False),
        sa.Column("files", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("checks", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("instance_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["declaration_id"], ["declaration.id"], name=op.f("fk_final_version_declaration_id")),
        sa.ForeignKeyConstraint(["opinion_id"], ["appraisal_opinion.id"], name=op.f("fk_final_version_opinion_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_final_version_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_final_version")),
    )
    op.create_index("uq_final_version_number", "final_version", ["project_id", "number"], unique=True)
    op.add_column("expert_review", sa.Column("office", sa.Text(), nullable=True))
    role = context.config.attributes["program_role"]
    grant(op.get_bind(), role, ("declaration_version", "appraisal_opinion"))
    grant(op.get_bind(), role, ("final_version",), "SELECT, INSERT")


def downgrade() -> None:
    op.drop_column("expert_review", "office")
    op.drop_index("uq_final_version_number", table_name="final_version")
    op.drop_table("final_version")
    op.drop_index("uq_declaration_version_number", table_name="declaration_version")
    op.drop_index("ix_declaration_version_project_id", table_name="declaration_version")
    op.drop_table("declaration_version")
    op.drop_index("ix_appraisal_opinion_state", table_name="appraisal_opinion")
    op.drop_index("ix_appraisal_opinion_project_id", table_name="appraisal_opinion")
    op.drop_index("ix_appraisal_opinion_declaration_id", table_name="appraisal_opinion")
    op.drop_table("appraisal_opinion")
