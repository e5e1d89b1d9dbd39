"""What went wrong in the machine, and who saw to it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select

from app.models import Incident, Instance
from app.questions.asking import ABOUT_CASE, Asked, Question, of_cases
from app.records.columns import Column


def _rows(asked: Asked) -> Select[Any]:
    columns = (
        Incident.element.label("element"), Incident.message.label("message"), Incident.resolved_at.label("resolved_at"), Incident.resolved_by.label("who"),
    )  # fmt: skip
    found = of_cases(*columns, at=Incident.created_at, tie=Incident.id).join(Incident, Incident.instance_id == Instance.id)
    return found.where(Incident.created_at >= asked.start, Incident.created_at < asked.end)


QUESTION = Question(
    key="incidents",
    title="异常与处理",
    title_en="Incidents",
    words="自动处理失败、停下等人的事项：何时发生、何时由谁处理。",
    words_en="What failed and waited for a person: when, and who saw to it.",
    columns=(
        *ABOUT_CASE, Column("at", "发生时间", "When", "moment"), Column("element", "环节", "Element"), Column("message", "说明", "What"),
        Column("resolved_at", "处理时间", "Resolved", "moment"), Column("who", "处理人", "By"),
    ),
    rows=_rows,
    people=("who",),
    elements=("element",),
)  # fmt: skip
