"""Acts outside office hours."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, Select, and_, cast, func, or_

from app.models import Instance, Task
from app.questions.asking import ABOUT_CASE, Asked, Question, of_cases
from app.records.columns import Column

OPENS, CLOSES = 8, 18


def _rows(asked: Asked) -> Select[Any]:
    local = func.timezone("Asia/Shanghai", Task.done_at)
    day, hour = cast(local, Date), cast(func.extract("hour", local), Integer)
    holidays, workdays = _within(asked.calendar.holidays, asked), _within(asked.calendar.workdays, asked)
    at_work = or_(day.in_(workdays), and_(func.extract("isodow", local) < 6, day.not_in(holidays)))
    columns = (Task.name.label("task"), Task.done_by.label("who"), Task.done_for.label("whom"))
    found = of_cases(*columns, at=Task.done_at, tie=Task.id).join(Task, Task.instance_id == Instance.id)
    inside = (Task.status == "done", Task.done_at >= asked.start, Task.done_at < asked.end)
    return found.where(*inside, or_(hour < OPENS, hour >= CLOSES, ~at_work))


def _within(days: frozenset[date], asked: Asked) -> list[date]:
    return sorted(day for day in days if asked.start.year <= day.year <= asked.end.year)


QUESTION = Question(
    key="off_hours",
    title="非工作时间办理",
    title_en="Acts outside office hours",
    words=f"在工作日 {OPENS}:00 至 {CLOSES}:00 以外、或在休息日和节假日办结的任务（按已发布的工作日历）。",
    words_en=f"Tasks completed before {OPENS}:00, after {CLOSES}:00, or on a day off by the published calendar.",
    columns=(
        *ABOUT_CASE, Column("task", "任务", "Task"), Column("who", "办理人", "Person"), Column("whom", "代", "For"),
        Column("at", "办结时间", "Completed", "moment"),
    ),
    rows=_rows,
    people=("who", "whom"),
)  # fmt: skip
