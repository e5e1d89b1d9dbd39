"""The declaration window of a plan year (domain 6, P10): open from `open_at` until `close_at`, judged by the clock alone (R23, R24)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import ClassVar

from sqlalchemy import DateTime, Index, Text, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.errors import RuleRefused
from app.periods import day_start
from app.records.base import Act, Record
from app.records.changes import change, create
from app.records.clauses import R23, R24


class DeclarationWindow(Record):
    """`state` (待开, 开放, 关闭) is P10's mark and no more: whether something is in time, the clock says.
    `cycle_ended_at`: P10 of the year has ended; no supplementary declaration any more."""

    __tablename__ = "declaration_window"
    title: ClassVar[str] = "申报窗口"
    fixed: ClassVar[frozenset[str]] = frozenset({"plan_year", "open_at", "close_at"})

    plan_year: Mapped[int]
    open_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    close_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    notice_no: Mapped[str | None] = mapped_column(Text)
    remark: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    cycle_ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    __table_args__ = (Index("uq_declaration_window_plan_year", "plan_year", unique=True, postgresql_where=text("voided_at IS NULL")),)

    def holds(self, moment: datetime) -> bool:
        """Whether the moment lies in [open_at, close_at): 31 Jul 23:59:59 does, 1 Aug 00:00:00 does not."""
        return self.open_at <= moment < self.close_at


def create_window(act: Act, *, plan_year: int, open_date: date, close_date: date, notice_no: str | None = None, remark: str | None = None) -> DeclarationWindow:
    """Announce the window of a plan year: from open_date 00:00 until close_date 24:00.

    Raises  RuleRefused when the year has a window already, when its days are not in the year before (I23), or it would be over already.
    """
    if window_of(act.session, plan_year) is not None:
        raise RuleRefused(f"{plan_year}年度的申报工作已启动，不能重复发起。", f"The window of {plan_year} is there already.", clause=R24)
    if {open_date.year, close_date.year} != {plan_year - 1}:
        raise RuleRefused(f"申报{plan_year}年度项目，申报时间须在{plan_year - 1}年内。", "The window lies in the year before its plan year.", clause=R24)
    open_at, close_at = day_start(open_date), day_start(close_date + timedelta(days=1))
    if close_date <= open_date or close_at <= act.at:
        raise RuleRefused("截止日期须晚于开始日期，且不早于今天。", "The window must end after its start, and not before today.", clause=R23)
    window = DeclarationWindow(plan_year=plan_year, open_at=open_at, close_at=close_at, notice_no=notice_no, remark=remark, state="待开")
    return create(act, window)


def window_of(session: Session, plan_year: int) -> DeclarationWindow | None:
    """The window of a plan year."""
    same = (DeclarationWindow.plan_year == plan_year, DeclarationWindow.voided_at.is_(None))
    return session.scalars(select(DeclarationWindow).where(*same)).one_or_none()


def get_window(session: Session, plan_year: int) -> DeclarationWindow:
    """The window of a plan year; RuleRefused when it was not announced."""
    window = window_of(session, plan_year)
    if window is None:
        raise RuleRefused(f"{plan_year}年度的申报工作尚未启动。", f"No window was announced for {plan_year}.", clause=R24)
    return window


def window_at(session: Session, moment: datetime, *, without: int | None = None) -> DeclarationWindow | None:
    """The window open at a moment; that of plan year `without` does not count. The earliest plan year first."""
    now_open = (DeclarationWindow.open_at <= moment, DeclarationWindow.close_at > moment, DeclarationWindow.voided_at.is_(None))
    others = select(DeclarationWindow).where(*now_open, DeclarationWindow.plan_year.is_distinct_from(without))
    return session.scalars(others.order_by(DeclarationWindow.plan_year).limit(1)).one_or_none()


def mark(act: Act, window: DeclarationWindow, state: str) -> DeclarationWindow:
    """P10's mark on a window: 待开 → 开放 → 关闭, never back."""
    order = ("待开", "开放", "关闭")
    if order.index(state) < order.index(window.state):
        raise RuleRefused(f"{window.plan_year}年度申报窗口已{window.state}。", "A window is not reopened.", clause=R23)
    return change(act, window, state=state)
