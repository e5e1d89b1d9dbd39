"""Deadlines that were missed, and by whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Select, and_, func, or_

from app.models import Instance, Task
from app.periods import local_day, working_days_between
from app.questions.asking import ABOUT_CASE, Asked, Question, Row, of_cases
from app.records.columns import Column


def _rows(asked: Asked) -> Select[Any]:
    over = or_(and_(Task.status == "done", Task.done_at >= Task.due_at), and_(Task.status == "open", Task.due_at <= asked.now))
    columns = (
        Task.name.label("task"), func.coalesce(Task.done_for, Task.done_by, Task.assignee).label("who"), Task.candidates.label("posts"),
        Task.done_at.label("done_at"), Task.status.label("state"),
    )  # fmt: skip
    found = of_cases(*columns, at=Task.due_at, tie=Task.id).join(Task, Task.instance_id == Instance.id)
    return found.where(over, Task.due_at >= asked.start, Task.due_at < asked.end)


def _finish(row: Row, asked: Asked) -> dict[str, Any]:
    ended = row["done_at"] or asked.now
    late = working_days_between(local_day(row["at"]), local_day(ended), asked.calendar)
    last_day = local_day(row["at"] - timedelta(seconds=1))
    return {"state": "已办结" if row["state"] == "done" else "仍未办", "days": max(1, late), "due": last_day}


QUESTION = Question(
    key="late",
    title="逾期办理",
    title_en="Deadlines missed",
    words="期限落在所选时间内、到期才办结或至今未办的任务，由谁、逾期几个工作日。",
    words_en="Tasks due in the period that were completed too late or are still open: by whom, and how many working days late.",
    columns=(
        *ABOUT_CASE, Column("task", "任务", "Task"), Column("who", "办理人", "Person"), Column("due", "期限", "Due", "date"),
        Column("done_at", "办结时间", "Completed", "moment"), Column("days", "逾期工作日", "Working days late", "number"), Column("state", "状态", "State"),
    ),
    rows=_rows,
    people=("who",),
    finish=_finish,
)  # fmt: skip
