"""Annex 2 as it was accepted: the start of a project (P20). Nothing starts without appraisal, approval and plan entry (I2, R43, R104)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Date, DateTime, ForeignKey, Index, Text, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.records.base import Record

OA_STATES = ("未对接", "已登记", "登记失败")


class StartupPlan(Record):
    """`snapshot`: F51 as accepted. `filed_by`, `accepted_by`: user names, never the same (I20). `start_date`: the day of the acceptance.
    `oa_flow_no`: number of the flow in 协同办公系统; `oa_state`: how its registration there went, empty until it was tried."""

    __tablename__ = "startup_plan"
    title: ClassVar[str] = "年度项目实施计划表"
    fixed: ClassVar[frozenset[str]] = frozenset(
        {"project_id", "plan_year", "construction_plan_entry_id", "snapshot", "filed_by", "accepted_by", "accepted_at", "start_date", "oa_flow_no"}
    )

    project_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("project.id"))
    plan_year: Mapped[int]
    construction_plan_entry_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("construction_plan_entry.id"))
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSONB)
    filed_by: Mapped[str] = mapped_column(Text)
    accepted_by: Mapped[str] = mapped_column(Text)
    accepted_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    start_date: Mapped[date] = mapped_column(Date)
    oa_flow_no: Mapped[str | None] = mapped_column(Text)
    oa_state: Mapped[str | None] = mapped_column(Text)
    oa_detail: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (Index("uq_startup_plan_project", "project_id", unique=True, postgresql_where=text("voided_at IS NULL")),)


def startup_of(session: Session, project_id: int) -> StartupPlan | None:
    """The project's accepted annex 2."""
    return session.scalars(select(StartupPlan).where(StartupPlan.project_id == project_id, StartupPlan.voided_at.is_(None))).one_or_none()
