"""What a meeting of the county government decided about a project (F35; written by P12, P13 and others)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, Numeric, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.errors import RuleRefused
from app.records.base import Act, Record
from app.records.changes import create
from app.records.clauses import I21

NEGATIVE = frozenset({"缓议", "不同意"})


class MeetingResult(Record):
    """A row of fact: never changed. `subject`: the element that asked the meeting (`P12_T5`). `minutes`: ids of files."""

    __tablename__ = "meeting_result"
    title: ClassVar[str] = "县政府会议结果"
    fixed: ClassVar[frozenset[str]] = frozenset({"project_id", "meeting", "date", "result", "requirements", "minutes_no"})

    project_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("project.id"))
    subject: Mapped[str] = mapped_column(Text)
    meeting: Mapped[str] = mapped_column(Text)
    date: Mapped[date]
    minutes_no: Mapped[str | None] = mapped_column(Text)
    minutes: Mapped[list[Any]] = mapped_column(JSONB)
    result: Mapped[str] = mapped_column(Text)
    adjusted_budget_yuan: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    requirements: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (Index("ix_meeting_result_project_id", "project_id", "id"),)


def record_meeting(act: Act, **values: Any) -> MeetingResult:
    """Write a result; one that is not 同意 needs its reason in `requirements` (I21)."""
    if values["result"] in NEGATIVE and not (values.get("requirements") or "").strip():
        raise RuleRefused(f"会议结果为“{values['result']}”的，须书面说明理由。", "A negative result needs a written reason.", clause=I21)
    return create(act, MeetingResult(**values))
