"""The county's yearly construction plan (P15): one row per project and version; a version that was issued is never written again (I1, I19, R42)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import BigInteger, DateTime, ForeignKey, ForeignKeyConstraint, Index, Numeric, Text, func, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.records.base import Record, Yuan

STANDING = ("已下达", "调整")


class ConstructionPlanEntry(Record):
    """`scores`: the three of R41 as decimal text, `score` their weighted sum. `start_month`, `end_month`: YYYY-MM. `state`: 拟列, 已下达, 调整, 取消.
    `startup_overdue_at`: since when its annex 2 is overdue."""

    __tablename__ = "construction_plan_entry"
    title: ClassVar[str] = "建设计划条目"
    shown_as: ClassVar[Mapping[str, str]] = {"version": "row_version", "plan_version": "version", "order_no": "order"}
    fixed: ClassVar[frozenset[str]] = frozenset(
        {
            "project_id", "plan_year", "plan_version", "investment_plan_entry_id", "order_no", "scores", "score", "budget_yuan", "start_month", "end_month",
            "note", "files", "issued_at", "issued_by",
        }
    )  # fmt: skip

    project_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("project.id"))
    plan_year: Mapped[int]
    plan_version: Mapped[int]
    investment_plan_entry_id: Mapped[int] = mapped_column(BigInteger)
    order_no: Mapped[int]
    scores: Mapped[dict[str, Any]] = mapped_column(JSONB)
    score: Mapped[Decimal] = mapped_column(Numeric(6, 2))
    budget_yuan: Mapped[Yuan]
    start_month: Mapped[str] = mapped_column(Text)
    end_month: Mapped[str] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    files: Mapped[list[str]] = mapped_column(JSONB)
    issued_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    issued_by: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    startup_overdue_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    __table_args__ = (
        # The entry of the investment plan is one of the same project and the same year (I1).
        ForeignKeyConstraint(
            ["investment_plan_entry_id", "project_id", "plan_year"],
            ["investment_plan_entry.id", "investment_plan_entry.project_id", "investment_plan_entry.plan_year"],
            name="fk_construction_plan_entry_listed",
        ),
        Index(
            "uq_construction_plan_entry_standing", "project_id", "plan_year", unique=True,
            postgresql_where=text("state <> '取消' AND voided_at IS NULL"),
        ),
        Index("uq_construction_plan_entry_order", "plan_year", "plan_version", "order_no", unique=True, postgresql_where=text("voided_at IS NULL")),
        Index("ix_construction_plan_entry_listed", "investment_plan_entry_id"),
    )  # fmt: skip


def issued_entry(session: Session, project_id: int, plan_year: int | None = None) -> ConstructionPlanEntry | None:
    """The project's entry that stands (已下达, 调整) in a year's plan, or in the newest one."""
    mine = (ConstructionPlanEntry.project_id == project_id, ConstructionPlanEntry.state.in_(STANDING), ConstructionPlanEntry.voided_at.is_(None))
    rows = select(ConstructionPlanEntry).where(*mine).order_by(ConstructionPlanEntry.plan_year.desc()).limit(1)
    return session.scalars(rows if plan_year is None else rows.where(ConstructionPlanEntry.plan_year == plan_year)).one_or_none()


def next_version(session: Session, plan_year: int) -> int:
    """The number of the year's next version: v1, then the supplementary ones. A version that was taken back keeps its number."""
    newest = select(func.max(ConstructionPlanEntry.plan_version)).where(ConstructionPlanEntry.plan_year == plan_year)
    return 1 + (session.scalar(newest) or 0)
