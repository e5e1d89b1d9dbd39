"""Accepted declarations (附件1): a row only when accepted; the form as declared never changes (domain 6, R24, I15, I19, I23)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, Numeric, Text, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.records.base import Record

OUTCOMES = ("列入", "未列入", "不予受理", "逾期撤回", "撤回", "不通过", "不同意", "不予批准", "终止")


class Declaration(Record):
    """`no`: 申报编号, gapless per plan year. `submitted_at`: the moment of the department's stamp. `state`: 受理, 撤回, 办结.
    `outcome`: empty until final. `warnings`: what D03 warned of."""

    __tablename__ = "declaration"
    title: ClassVar[str] = "申报"
    fixed: ClassVar[frozenset[str]] = frozenset(
        {"no", "seq", "project_id", "plan_year", "submitted_at", "on_time", "is_supplementary", "snapshot", "round", "outcome"}
    )

    no: Mapped[str] = mapped_column(Text, unique=True)
    seq: Mapped[int]
    project_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("project.id"))
    dept: Mapped[str] = mapped_column(Text)
    project_name: Mapped[str] = mapped_column(Text)
    plan_year: Mapped[int]
    window_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("declaration_window.id"))
    submitted_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    on_time: Mapped[bool]
    is_supplementary: Mapped[bool]
    round: Mapped[int]
    total_budget_yuan: Mapped[Decimal] = mapped_column(Numeric(18, 2))
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSONB)
    warnings: Mapped[list[str]] = mapped_column(JSONB)
    state: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        Index("uq_declaration_accepted", "project_id", "plan_year", unique=True, postgresql_where=text("state = '受理' AND voided_at IS NULL")),
        Index("uq_declaration_plan_year_seq", "plan_year", "seq", unique=True),
        Index("ix_declaration_project_id", "project_id", "id"),
        Index("ix_declaration_dept_plan_year", "dept", "plan_year"),
    )


def accepted_of_year(session: Session, plan_year: int) -> list[Declaration]:
    """The declarations of a plan year that stand (state 受理), by number."""
    mine = (Declaration.plan_year == plan_year, Declaration.state == "受理", Declaration.voided_at.is_(None))
    return list(session.scalars(select(Declaration).where(*mine).order_by(Declaration.seq)))


def open_declaration(session: Session, project_id: int) -> Declaration | None:
    """The project's accepted declaration that has no outcome yet."""
    mine = (Declaration.project_id == project_id, Declaration.state == "受理", Declaration.outcome.is_(None), Declaration.voided_at.is_(None))
    return session.scalars(select(Declaration).where(*mine).order_by(Declaration.id.desc()).limit(1)).one_or_none()


def same_name(session: Session, *, dept: str, plan_year: int, name: str, project_id: int) -> Declaration | None:
    """Another project of the department that was declared for this year under this name (the form: unique within department and year)."""
    theirs = (Declaration.dept == dept, Declaration.plan_year == plan_year, Declaration.project_name == name, Declaration.state != "撤回")
    other = (Declaration.project_id != project_id, Declaration.voided_at.is_(None))
    return session.scalars(select(Declaration).where(*theirs, *other).limit(1)).one_or_none()
