"""Results of the performance evaluation of a project (P45 writes them; D03, F21 and F32 read the newest published one, R88)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, Numeric, Text, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.errors import RuleRefused
from app.records.base import Act, Record
from app.records.changes import create
from app.records.clauses import R87

GRADES = ("优", "良", "中", "差")


class PerformanceScore(Record):
    """`scores`, `weights`: by dimension, as decimal text. `state`: 初评, 异议, 公布."""

    __tablename__ = "performance_score"
    title: ClassVar[str] = "绩效评估结果"
    fixed: ClassVar[frozenset[str]] = frozenset({"project_id", "year", "published_at"})

    project_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("project.id"))
    year: Mapped[int]
    scores: Mapped[dict[str, Any]] = mapped_column(JSONB)
    weights: Mapped[dict[str, Any]] = mapped_column(JSONB)
    total: Mapped[Decimal] = mapped_column(Numeric(6, 2))
    grade: Mapped[str] = mapped_column(Text)
    veto: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    __table_args__ = (Index("uq_performance_score_year", "project_id", "year", unique=True),)


def record_score(act: Act, **values: Any) -> PerformanceScore:
    """Write a result; the total lies between 0 and 100, a veto makes the grade 差."""
    if values["grade"] not in GRADES or not 0 <= values["total"] <= 100:
        raise RuleRefused("绩效评估得分须在0—100之间，等级为优、良、中、差。", "Unknown grade or total.", clause=R87)
    if values.get("veto") and values["grade"] != "差":
        raise RuleRefused("一票否决的项目，绩效等级为差。", "A veto makes the grade 差.", clause=R87)
    return create(act, PerformanceScore(**{"veto": False} | values))


def last_published(session: Session, project_id: int | None) -> PerformanceScore | None:
    """The newest published result of a project."""
    if project_id is None:
        return None
    mine = (PerformanceScore.project_id == project_id, PerformanceScore.state == "公布", PerformanceScore.voided_at.is_(None))
    newest = select(PerformanceScore).where(*mine).order_by(PerformanceScore.year.desc()).limit(1)
    return session.scalars(newest).one_or_none()
