"""The same person filed and approved."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, func
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased

from app.models import Instance, Task
from app.questions.asking import ABOUT_CASE, Asked, Question, of_cases
from app.records.columns import Column

_FIRST, _SECOND = aliased(Task), aliased(Task)


def _rows(asked: Asked) -> Select[Any]:
    """Two tasks of one case, for other posts, that count for one person; the pair that was completed last says it."""
    pair = and_(
        _FIRST.instance_id == Instance.id, _FIRST.id < _SECOND.id, _FIRST.status == "done", _SECOND.status == "done", _who(_FIRST) == _who(_SECOND),
        func.cardinality(_FIRST.candidates) + func.cardinality(_SECOND.candidates) > 0, ~_FIRST.candidates.overlap(_SECOND.candidates),
        _SECOND.done_at >= asked.start, _SECOND.done_at < asked.end,
    )  # fmt: skip
    columns = (
        _who(_SECOND).label("who"), _FIRST.name.label("first_task"), _FIRST.done_at.label("first_at"), _SECOND.name.label("second_task"),
    )  # fmt: skip
    found = of_cases(*columns, at=_SECOND.done_at, tie=_SECOND.id).join(_SECOND, _SECOND.instance_id == Instance.id)
    return found.join(_FIRST, pair).ext(distinct_on(_SECOND.done_at, _SECOND.id)).order_by(_SECOND.done_at, _SECOND.id, _FIRST.id)


def _who(task: Any) -> Any:
    return func.coalesce(task.done_for, task.done_by)


QUESTION = Question(
    key="two_hands",
    title="同一人既填报又审批",
    title_en="The same person filed and approved",
    words="同一个人（代录的，算在被代的人名下）在同一个案件里以两个不同岗位各办过一项任务。",
    words_en="One person completed tasks of two posts in one case; what was recorded for somebody counts as that person’s.",
    columns=(
        *ABOUT_CASE, Column("who", "办理人", "Person"), Column("first_task", "先办", "First task"),
        Column("first_at", "先办时间", "First at", "moment"), Column("second_task", "后办", "Then task"), Column("at", "后办时间", "Then at", "moment"),
    ),
    rows=_rows,
    people=("who",),
)  # fmt: skip
