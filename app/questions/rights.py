"""Roles that were granted and taken."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, or_, select

from app.models import HouseEvent
from app.questions.asking import Asked, Question, Row
from app.records.columns import Column
from app.views.house import house_event_view


def _rows(asked: Asked) -> Select[Any]:
    rights = or_(*(HouseEvent.kind.startswith(kind) for kind in ("role:", "person:", "token:")))
    columns = (HouseEvent.at.label("at"), HouseEvent.seq.label("tie"), HouseEvent.actor.label("actor"), HouseEvent.kind.label("kind"))
    found: Any = select(*columns, HouseEvent.payload.label("payload"), HouseEvent.seq.label("seq"), HouseEvent.hash.label("hash"))
    asked_for: Select[Any] = found.where(rights, HouseEvent.at >= asked.start, HouseEvent.at < asked.end)
    return asked_for


class _Act:
    """A row as `house_event_view` reads one."""

    def __init__(self, row: Row) -> None:
        self.__dict__.update(row)


def _finish(row: Row, asked: Asked) -> dict[str, Any]:
    shown = house_event_view(_Act(row), {})  # type: ignore[arg-type]
    return {"who": shown["actor_name"], "what": shown["said"]}


QUESTION = Question(
    key="rights",
    title="岗位与权限的授予和收回",
    title_en="Roles granted and taken",
    words="人员、岗位、密码、令牌的每一次变动。",
    words_en="Every act on people, roles, passwords and tokens.",
    columns=(
        Column("at", "时间", "When", "moment"), Column("what", "变动", "What"), Column("who", "经手", "By"), Column("tie", "记录序号", "No.", "number"),
    ),
    rows=_rows,
    people=("who",),
    finish=_finish,
)  # fmt: skip
