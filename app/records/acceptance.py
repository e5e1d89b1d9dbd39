"""Acceptances of a project, 初验 and 竣工 (P30 writes them; D03 reads whether one is overdue)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, Text, exists, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from app.errors import RuleRefused
from app.records.base import Act, Record
from app.records.changes import create
from app.records.clauses import I8, R62
from app.records.project import ENDED, Project

STAGES, CONCLUSIONS = ("初验", "竣工"), ("合格", "整改后复验", "不合格")


class Acceptance(Record):
    """A row per stage and round. `apply_limit`: (初验) until when 竣工验收 must be applied for (R64). `report_no`: of the 竣工验收报告."""

    __tablename__ = "acceptance"
    title: ClassVar[str] = "验收"
    fixed: ClassVar[frozenset[str]] = frozenset({"project_id", "stage", "round", "date", "conclusion", "report_no", "panel", "unit_opinions"})

    project_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("project.id"))
    stage: Mapped[str] = mapped_column(Text)
    round: Mapped[int]
    date: Mapped[date]
    panel: Mapped[list[Any]] = mapped_column(JSONB)
    unit_opinions: Mapped[dict[str, Any]] = mapped_column(JSONB)
    conclusion: Mapped[str] = mapped_column(Text)
    report_no: Mapped[str | None] = mapped_column(Text)
    apply_limit: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    application_late: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (Index("uq_acceptance_round", "project_id", "stage", "round", unique=True),)


def record_acceptance(act: Act, **values: Any) -> Acceptance:
    """Write the result of one round; 竣工验收 needs a 初验 that was passed before (I8)."""
    if values["stage"] not in STAGES or values["conclusion"] not in CONCLUSIONS:
        raise RuleRefused("验收阶段或验收结论不在规定范围内。", "Unknown stage or conclusion of an acceptance.", clause=R62)
    if values["stage"] == "竣工" and not _passed_first(act.session, values["project_id"]):
        raise RuleRefused("初验尚未合格，不能进行竣工验收。", "The first acceptance was not passed.", clause=I8)
    start = {"panel": [], "unit_opinions": {}, "application_late": False}
    return create(act, Acceptance(**start | values))


def _passed_first(session: Session, project_id: int) -> bool:
    first = (Acceptance.project_id == project_id, Acceptance.stage == "初验", Acceptance.conclusion == "合格", Acceptance.voided_at.is_(None))
    return bool(session.scalar(select(exists().where(*first))))


def count_overdue(session: Session, dept: str, now: datetime, days: int) -> int:
    """How many projects of a department are more than `days` past the limit of their application for 竣工验收 without having passed it."""
    first, final = aliased(Acceptance), aliased(Acceptance)
    passed = exists().where(final.project_id == first.project_id, final.stage == "竣工", final.conclusion == "合格", final.voided_at.is_(None))
    late = select(func.count(func.distinct(first.project_id))).join(Project, Project.id == first.project_id)
    late = late.where(Project.dept == dept, Project.state.not_in(ENDED), first.stage == "初验", first.conclusion == "合格")
    late = late.where(first.apply_limit < now - timedelta(days=days), first.voided_at.is_(None), ~passed)
    return session.scalar(late) or 0
