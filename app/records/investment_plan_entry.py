"""Entries of the county's yearly investment plan (P14, P15 write them; D03's compression and P00_T1 read and close them)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Date, ForeignKey, Index, Numeric, Text, UniqueConstraint, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.errors import RuleRefused
from app.records.base import Act, Record, Yuan
from app.records.changes import change, create
from app.records.clauses import I1
from app.records.project import Project


class InvestmentPlanEntry(Record):
    """`approval_ref`: number of the approval, or «无需审批» (I1). `state`: 拟列入, 列入, 未列入. `plan_no`, `published_on`, `plan_files`: the
    publication of the county's plan that decided about it (R40)."""

    __tablename__ = "investment_plan_entry"
    title: ClassVar[str] = "投资计划条目"
    fixed: ClassVar[frozenset[str]] = frozenset({"project_id", "plan_year", "approval_ref", "plan_no", "published_on", "plan_files"})

    project_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("project.id"))
    plan_year: Mapped[int]
    approval_ref: Mapped[str] = mapped_column(Text)
    total_investment_yuan: Mapped[Yuan]
    annual_investment_yuan: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    fund_source: Mapped[str | None] = mapped_column(Text)
    content_scale: Mapped[str | None] = mapped_column(Text)
    period: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    plan_no: Mapped[str | None] = mapped_column(Text)
    published_on: Mapped[date | None] = mapped_column(Date)
    plan_files: Mapped[list[str] | None] = mapped_column(JSONB(none_as_null=True))

    __table_args__ = (
        Index("ix_investment_plan_entry_year", "plan_year", "state"),
        Index("ix_investment_plan_entry_project_id", "project_id"),
        # What the construction plan refers to: an entry of this project in this year (I1).
        UniqueConstraint("id", "project_id", "plan_year", name="uq_investment_plan_entry_listed"),
    )


def create_entry(act: Act, **values: Any) -> InvestmentPlanEntry:
    """Propose a project for the plan; it needs its approval, or the recorded 无需审批 (I1)."""
    if not (values.get("approval_ref") or "").strip():
        raise RuleRefused("未取得审批批复的项目不得列入投资计划。", "No plan entry without approval.", clause=I1)
    return create(act, InvestmentPlanEntry(**{"state": "拟列入"} | values))


def close_proposed(act: Act, project_id: int, reason: str) -> list[InvestmentPlanEntry]:
    """Entries of a project that are still 拟列入 become 未列入."""
    mine = (InvestmentPlanEntry.project_id == project_id, InvestmentPlanEntry.state == "拟列入", InvestmentPlanEntry.voided_at.is_(None))
    rows = list(act.session.scalars(select(InvestmentPlanEntry).where(*mine)))
    return [change(act, row, state="未列入", reason=reason) for row in rows]


def listed_sum(session: Session, dept: str, plan_year: int) -> Decimal:
    """Total investment of a department's entries 列入 of a plan year, in yuan."""
    mine = (Project.dept == dept, InvestmentPlanEntry.plan_year == plan_year, InvestmentPlanEntry.state == "列入")
    total = select(func.sum(InvestmentPlanEntry.total_investment_yuan)).join(Project, Project.id == InvestmentPlanEntry.project_id)
    return session.scalar(total.where(*mine, InvestmentPlanEntry.voided_at.is_(None))) or Decimal("0.00")
