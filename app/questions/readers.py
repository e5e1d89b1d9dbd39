"""Who looked at what."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import Select, select

from app.models import Instance, ReadLog
from app.questions.asking import CASE, DEPT, Asked, Question, Row
from app.records.columns import Column
from app.records.kinds import KINDS

_SAID = {
    "instance": "查看案件", "events": "查看办理记录", "house events": "查看单位与权限变动", "holders of roles": "查看岗位任职", "audit desk": "打开审计台",
}  # fmt: skip
_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"^step (\d+)$"), lambda m: f"回放第 {m[1]} 步"),
    (re.compile(r"^task \d+$"), lambda m: "查看任务"),
    (re.compile(r"^file \d+$"), lambda m: "下载附件"),
    (re.compile(r"^record (\w+) (\d+)$"), lambda m: f"查看台账：{_kind(m[1])} {m[2]}"),
    (re.compile(r"^export (\w+), (\d+) rows$"), lambda m: f"导出台账：{_kind(m[1])} {m[2]} 行"),
    (re.compile(r"^question (\w+)"), lambda m: "查看审计问题"),
)


def _kind(name: str) -> str:
    return KINDS[name].title if name in KINDS else name


def said_of(what: str) -> str:
    """A line of the read log in words."""
    return _SAID.get(what) or next((say(found) for shape, say in _SHAPES if (found := shape.match(what))), what)


def _rows(asked: Asked) -> Select[Any]:
    about = (ReadLog.instance_id.label("instance_id"), Instance.title.label("case_name"), Instance.dept.label("dept"))
    found: Any = select(ReadLog.at.label("at"), ReadLog.id.label("tie"), *about, ReadLog.person.label("who"), ReadLog.what.label("what"))
    asked_for: Select[Any] = found.outerjoin(Instance, Instance.id == ReadLog.instance_id).where(ReadLog.at >= asked.start, ReadLog.at < asked.end)
    return asked_for


def _finish(row: Row, asked: Asked) -> dict[str, Any]:
    return {"what": said_of(row["what"])}


QUESTION = Question(
    key="readers",
    title="谁看过什么",
    title_en="Who looked at what",
    words="查看案件、任务、附件、台账和导出的记录，包括审计人员自己的。",
    words_en="Who read cases, tasks, files and records, auditors themselves included.",
    columns=(Column("at", "时间", "When", "moment"), Column("who", "谁", "Who"), Column("what", "看了什么", "What"), CASE, DEPT),
    rows=_rows,
    people=("who",),
    finish=_finish,
)
