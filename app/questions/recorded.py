"""What was recorded for others (代录)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select

from app.models import Instance, Task
from app.questions.asking import ABOUT_CASE, Asked, Question, of_cases
from app.records.columns import Column


def _rows(asked: Asked) -> Select[Any]:
    columns = (Task.name.label("task"), Task.done_by.label("who"), Task.done_for.label("whom"))
    found = of_cases(*columns, at=Task.done_at, tie=Task.id).join(Task, Task.instance_id == Instance.id)
    return found.where(Task.status == "done", Task.done_for.is_not(None), Task.done_at >= asked.start, Task.done_at < asked.end)


QUESTION = Question(
    key="recorded",
    title="代他人办理",
    title_en="Done for somebody else",
    words="由经办岗位代专家、外部单位或他人办结的任务：谁代录、代谁录。",
    words_en="Tasks that somebody completed for an expert, an outside party or another person.",
    columns=(
        *ABOUT_CASE, Column("task", "任务", "Task"), Column("who", "代录人", "By"), Column("whom", "代", "For"),
        Column("at", "办结时间", "Completed", "moment"),
    ),
    rows=_rows,
    people=("who", "whom"),
)  # fmt: skip
