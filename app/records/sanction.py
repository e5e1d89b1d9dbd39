"""Sanctions against a department (P51 writes them; D03 reads them): no declaration next year, or a compressed budget (R103, I15)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import DateTime, Index, Numeric, Text, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.errors import RuleRefused
from app.records.base import Act, Record
from app.records.changes import change, create
from app.records.clauses import R103

SUSPEND, COMPRESS = "暂缓下一年度项目申报", "严格压缩项目支出预算规模"


class Sanction(Record):
    """`types`: one or both of the two of R103. `suspend_plan_year`: the plan year it acts on (for either). `compress_ratio`: percent.
    `state`: 生效, 解除, 届满."""

    __tablename__ = "sanction"
    title: ClassVar[str] = "惩戒"
    fixed: ClassVar[frozenset[str]] = frozenset({"dept", "types", "suspend_plan_year", "compress_ratio", "basis", "decided_at", "lifted_at"})

    dept: Mapped[str] = mapped_column(Text)
    types: Mapped[list[str]] = mapped_column(ARRAY(Text))
    suspend_plan_year: Mapped[int]
    compress_ratio: Mapped[Decimal | None] = mapped_column(Numeric(6, 2))
    basis: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    lifted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    state: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index("ix_sanction_dept_year", "dept", "suspend_plan_year"),)


def create_sanction(act: Act, *, types: list[str], compress_ratio: Decimal | None = None, **values: Any) -> Sanction:
    """Put a sanction into force; a compression needs its ratio between 0 and 100 percent."""
    if not types or not set(types) <= {SUSPEND, COMPRESS}:
        raise RuleRefused("惩戒种类须为暂缓申报或压缩预算。", "Unknown kind of sanction.", clause=R103)
    if COMPRESS in types and not (compress_ratio is not None and 0 < compress_ratio <= 100):
        raise RuleRefused("压缩预算须填写压缩比例（0—100%）。", "A compression needs its ratio.", clause=R103)
    return create(act, Sanction(types=types, compress_ratio=compress_ratio, decided_at=act.at, state="生效", **values))


def lift_sanction(act: Act, sanction: Sanction) -> Sanction:
    """Lift a sanction that is in force; it does not reopen a window that has passed."""
    if sanction.state != "生效":
        raise RuleRefused(f"该惩戒已{sanction.state}。", "The sanction is not in force.", clause=R103)
    return change(act, sanction, state="解除", lifted_at=act.at)


def active_sanctions(session: Session, dept: str, plan_year: int) -> list[Sanction]:
    """The sanctions in force against a department for a plan year, oldest first."""
    mine = (Sanction.dept == dept, Sanction.suspend_plan_year == plan_year, Sanction.state == "生效", Sanction.voided_at.is_(None))
    return list(session.scalars(select(Sanction).where(*mine).order_by(Sanction.id)))


def suspension(session: Session, dept: str, plan_year: int) -> Sanction | None:
    """The sanction that suspends the department's declarations for this plan year (I15)."""
    return next((s for s in active_sanctions(session, dept, plan_year) if SUSPEND in s.types), None)
