"""What was done over and over: sent back more than n times."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func

from app.models import Instance, Task
from app.questions.asking import ABOUT_CASE, Asked, Question, of_cases
from app.records.columns import Column
from app.records.project import Project


def _rows(asked: Asked) -> Select[Any]:
    """Rounds of one task in one case; the branches of a multi-instance are one round."""
    rounds = func.count(Task.address.distinct())
    last = func.max(Task.done_at)
    columns = (Task.name.label("task"), rounds.label("times"), func.min(Task.done_at).label("first_at"))
    found = of_cases(*columns, at=last, tie=func.max(Task.id)).join(Task, Task.instance_id == Instance.id)
    found = found.where(Task.status == "done", Task.item.is_(None)).group_by(Instance.id, Project.code, Task.process, Task.element, Task.name)
    return found.having(rounds > asked.n, last >= asked.start, last < asked.end)


QUESTION = Question(
    key="again",
    title="反复办理（退回）超过 n 次",
    title_en="Done more than n times (sent back)",
    words="同一案件的同一任务办结次数超过所填数字，即被退回重办。",
    words_en="A task of a case that was completed more often than this number: it was sent back.",
    columns=(
        *ABOUT_CASE, Column("task", "任务", "Task"), Column("times", "办结次数", "Times", "number"),
        Column("first_at", "首次办结", "First", "moment"), Column("at", "最近办结", "Last", "moment"),
    ),
    rows=_rows,
    limit=1,
)  # fmt: skip
