"""What the process owner did to cases, and why."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, cast
from sqlalchemy.dialects.postgresql import JSONB

from app.access.operating import OPERATOR_ACTS
from app.models import Event, Instance
from app.questions.asking import ABOUT_CASE, Asked, Question, Row, of_cases
from app.records.columns import Column

SAID = {
    "instance:suspend": "挂起案件", "instance:resume": "恢复案件", "instance:cancel": "取消案件", "instance:move": "移动办理环节",
    "incident:retry": "重新处理异常",
}  # fmt: skip


def _rows(asked: Asked) -> Select[Any]:
    told = cast(Event.payload, JSONB)
    columns = (
        Event.kind.label("act"), Event.actor.label("who"), Event.element.label("element"), told["to"].astext.label("to_element"),
        told["reason"].astext.label("reason"),
    )  # fmt: skip
    found = of_cases(*columns, at=Event.at, tie=Event.seq).join(Event, Event.instance_id == Instance.id)
    return found.where(Event.kind.in_(OPERATOR_ACTS), Event.at >= asked.start, Event.at < asked.end)


def _finish(row: Row, asked: Asked) -> dict[str, Any]:
    return {"act": SAID.get(row["act"], row["act"])}


QUESTION = Question(
    key="interventions",
    title="流程管理员的干预",
    title_en="Interventions",
    words="挂起、恢复、取消案件，移动办理环节，重新处理异常：谁、何时、为什么。",
    words_en="Cases suspended, resumed, cancelled, moved, retried: by whom, when and why.",
    columns=(
        *ABOUT_CASE, Column("at", "时间", "When", "moment"), Column("act", "做法", "Act"), Column("who", "办理人", "Person"),
        Column("element", "环节", "Element"), Column("to_element", "移到", "Moved to"), Column("reason", "理由", "Reason"),
    ),
    rows=_rows,
    people=("who",),
    elements=("element", "to_element"),
    finish=_finish,
)  # fmt: skip
