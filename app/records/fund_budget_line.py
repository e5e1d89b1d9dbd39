"""Budget by year: of a project, or the special fund for 监理、等保、测评 (P15, P25, P26 write lines; payments draw on them, I7, E-PAY-07)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Numeric, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.errors import RuleRefused
from app.records.base import Act, Record, Yuan
from app.records.changes import create_all
from app.records.clauses import P5_23

SPECIAL = "专项资金（监理等保测评）"


class FundBudgetLine(Record):
    """A row of fact. `special`: name of the special fund where it is no project's. What is released again is a line with a negative amount."""

    __tablename__ = "fund_budget_line"
    title: ClassVar[str] = "资金预算"
    fixed: ClassVar[frozenset[str]] = frozenset({"year", "project_id", "special", "amount_yuan", "investment_plan_entry_id", "reason"})

    year: Mapped[int]
    project_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("project.id"))
    special: Mapped[str | None] = mapped_column(Text)
    investment_plan_entry_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("investment_plan_entry.id"))
    amount_yuan: Mapped[Yuan]
    used_yuan: Mapped[Decimal] = mapped_column(Numeric(18, 2), default=Decimal("0.00"))
    reason: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        CheckConstraint("(project_id IS NULL) <> (special IS NULL)", name="owner"),
        Index("ix_fund_budget_line_project_year", "project_id", "year"),
        Index("ix_fund_budget_line_year", "year"),
    )


@dataclass(frozen=True)
class Listed:
    """An entry 列入 as money: what of `total_yuan` falls into the plan year."""

    entry_id: int
    project_id: int
    plan_year: int
    total_yuan: Decimal
    annual_yuan: Decimal


def budget_listed(act: Act, entries: Iterable[Listed]) -> None:
    """The lines of a published plan: the plan year's amount, and what is left of the total in the year after it.

    Raises  RuleRefused for a year's amount that is not positive or above the total.
    """
    lines = []
    for entry in entries:
        if not 0 < entry.annual_yuan <= entry.total_yuan:
            raise RuleRefused("年度投资额须大于零且不超过总投资。", "A year's amount lies between zero and the total.", clause=P5_23)
        rest = entry.total_yuan - entry.annual_yuan
        for year, amount in ((entry.plan_year, entry.annual_yuan), (entry.plan_year + 1, rest)):
            if amount:
                owner = {"project_id": entry.project_id, "investment_plan_entry_id": entry.entry_id}
                lines.append(FundBudgetLine(year=year, amount_yuan=amount, used_yuan=Decimal("0.00"), **owner))
    create_all(act, lines)


def release(act: Act, project_id: int, reason: str) -> None:
    """What is not used of a project's lines is released: a negative line for each year that has a rest."""
    mine = (FundBudgetLine.project_id == project_id, FundBudgetLine.voided_at.is_(None))
    rest = func.sum(FundBudgetLine.amount_yuan - FundBudgetLine.used_yuan)
    years = act.session.execute(select(FundBudgetLine.year, rest).where(*mine).group_by(FundBudgetLine.year).order_by(FundBudgetLine.year).having(rest > 0))
    rows = [FundBudgetLine(year=year, project_id=project_id, amount_yuan=-amount, used_yuan=Decimal("0.00"), reason=reason) for year, amount in years.all()]
    create_all(act, rows)


def budget_up_to(session: Session, project_id: int, year: int) -> Decimal:
    """The project's budget up to and with a year: unused money is carried over [A]."""
    mine = (FundBudgetLine.project_id == project_id, FundBudgetLine.year <= year, FundBudgetLine.voided_at.is_(None))
    return session.scalar(select(func.sum(FundBudgetLine.amount_yuan)).where(*mine)) or Decimal("0.00")
