"""Entries of the county's yearly investment plan (P14, P15 write them; D03's compression and P00_T1 read and close them)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Date, ForeignKey, ForeignKeyConstraint, Index, Numeric, Text, UniqueConstraint, func, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.errors import RuleRefused
from app.records.amounts import yuan_of
from app.records.approval import Approval, final_approval
from app.records.base import Act, Record, Yuan
from app.records.changes import change, create
from app.records.clauses import I1, I2
from app.records.declaration import Declaration
from app.records.declaration_version import newest_form
from app.records.final_version import last_final
from app.records.project import ENDED, Project, get_project


class InvestmentPlanEntry(Record):
    """`approval_id`: the approval it rests on, `approval_ref`: its number, or «无需审批» (I1). `state`: 拟列入, 列入, 未列入. `plan_no`,
    `published_on`, `plan_files`: the publication of the county's plan that decided about it (R40)."""

    __tablename__ = "investment_plan_entry"
    title: ClassVar[str] = "投资计划条目"
    fixed: ClassVar[frozenset[str]] = frozenset({"project_id", "plan_year", "approval_id", "approval_ref", "plan_no", "published_on", "plan_files"})

    project_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("project.id"))
    plan_year: Mapped[int]
    approval_id: Mapped[int] = mapped_column(BigInteger)
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
        # No entry without an approval of this very project (I1).
        ForeignKeyConstraint(["approval_id", "project_id"], ["approval.id", "approval.project_id"], name="fk_investment_plan_entry_approved"),
        Index(
            "uq_investment_plan_entry_standing", "project_id", "plan_year", unique=True,
            postgresql_where=text("state <> '未列入' AND voided_at IS NULL"),
        ),
        Index("ix_investment_plan_entry_approval_id", "approval_id"),
        Index("ix_investment_plan_entry_year", "plan_year", "state"),
        Index("ix_investment_plan_entry_project_id", "project_id"),
        # What the construction plan refers to: an entry of this project in this year (I1).
        UniqueConstraint("id", "project_id", "plan_year", name="uq_investment_plan_entry_listed"),
    )  # fmt: skip

    def fixed_now(self) -> frozenset[str]:
        """Once it was published nothing of it changes but its state and the reason for that (I19)."""
        return self.fixed if self.plan_no is None else frozenset(self.__table__.columns.keys()) - {"state", "reason"}


def create_entry(act: Act, declaration: Declaration) -> InvestmentPlanEntry:
    """Propose an approved project for the plan of its declaration's year, with what was approved and how it is paid (R39, P5 art. 16).

    Raises  RuleRefused without a final approval or the recorded 无需审批 (I1), without an appraisal passed (I2), for a declaration that does not
            stand any more, and for a project that is in the year's plan already.
    """
    project, approval = get_project(act.session, declaration.project_id), final_approval(act.session, declaration.id)
    if approval is None or approval.budget_yuan is None:
        raise RuleRefused(f"项目“{project.name}”未取得审批批复，不得列入投资计划。", "No plan entry without approval.", clause=I1)
    final = last_final(act.session, project.id)
    if final is None or final.declaration_id != declaration.id:
        raise RuleRefused(f"项目“{project.name}”未通过论证，不得列入投资计划。", "No plan entry without an appraisal passed.", clause=I2)
    if declaration.state != "受理" or declaration.outcome is not None or project.state in ENDED:
        raise RuleRefused(f"申报{declaration.no}已终结，不得列入投资计划。", "The declaration does not stand any more.", clause=I1)
    if standing_entry(act.session, project.id, declaration.plan_year) is not None:
        raise RuleRefused(f"项目“{project.name}”已在{declaration.plan_year}年度投资计划中。", "It is in the year's plan already.", clause=I1)
    _, form = newest_form(act.session, declaration)
    return create(
        act,
        InvestmentPlanEntry(
            project_id=project.id,
            plan_year=declaration.plan_year,
            approval_id=approval.id,
            approval_ref=approval.no or approval.state,
            total_investment_yuan=approval.budget_yuan,
            annual_investment_yuan=_annual(form, declaration.plan_year, approval.budget_yuan),
            fund_source="、".join(dict.fromkeys(row["source"] for row in form.get("fund_sources") or [])) or None,
            content_scale=_content(approval, form),
            period=approval.period or form.get("construction_period_text"),
            state="拟列入",
        ),
    )

def standing_entry(session: Session, project_id: int, plan_year: int) -> InvestmentPlanEntry | None:
    """The project's entry 拟列入 or 列入 of a year."""
    mine = (InvestmentPlanEntry.project_id == project_id, InvestmentPlanEntry.plan_year == plan_year, InvestmentPlanEntry.state != "未列入")
    return session.scalars(select(InvestmentPlanEntry).where(*mine, InvestmentPlanEntry.voided_at.is_(None))).one_or_none()


def _annual(form: Mapping[str, Any], plan_year: int, total: Decimal) -> Decimal:
    """What the form wants to spend in the plan year, never more than was approved; all of it when the form does not say."""
    wanted = [yuan_of(row["amount_wan"]) for row in form.get("yearly_plan") or [] if int(row["year"]) == plan_year]
    return min(sum(wanted, Decimal("0.00")), total) if wanted else total


def _content(approval: Approval, form: Mapping[str, Any]) -> str | None:
    """Content and scale as approved; as declared where no approval was needed."""
    said = "；".join(part for part in (approval.content, approval.scale) if part)
    return said or form.get("content_scale")


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
