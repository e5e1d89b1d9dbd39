"""The first difference, as it is told: table, row, column, what it must be, what stands there, which event says so; in both languages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson

from app.history.chain import text
from app.history.sources import Fault
from app.records.kinds import KINDS

MOST = 80
TITLES = {
    "record_change": "台账更改记录", "stored_file": "附件", "notice": "通知", "incident": "异常", "message": "消息", "delivery": "消息的送达",
    "instance": "案件", "task": "任务", "timer": "计时", "reminder": "提醒", "wait": "等待的消息", "service_call": "外部调用",
}  # fmt: skip


def shown(value: Any) -> str:
    """A value in a sentence, not longer than a line."""
    if value is None:
        return "空"
    if isinstance(value, datetime):
        return text(value)
    said = value if isinstance(value, str) else orjson.dumps(value, default=str).decode()
    return said if len(said) <= MOST else said[: MOST - 1] + "…"


def differs(table: str, row: Any, column: str, must: Any, found: Any, seq: int | None, case: int | None = None) -> Fault:
    """A column says something else than follows from the history. `case`: whose event it is, where that is not the case in hand."""
    zh, en = _by(seq, case)
    wanted, now = shown(must), shown(found)
    said = f"{_title(table)} {row} 的 {column} 应为 {wanted}{zh}，现为 {now}"
    return _fault(table, row, seq, case, said, f"{column} of {table} {row} must be {wanted}{en}, but is {now}") | {
        "column": column, "must": wanted, "found": now,
    }  # fmt: skip


def missing(table: str, row: Any, seq: int | None, case: int | None = None) -> Fault:
    """A row is gone."""
    zh, en = _by(seq, case)
    return _fault(table, row, seq, case, f"{_title(table)} {row} 缺失{zh}", f"{table} {row} is gone{en}")


def foreign(table: str, row: Any) -> Fault:
    """A row of which no event says whence it comes."""
    return _fault(table, row, None, None, f"{_title(table)} {row} 没有任何记录说明其由来", f"no event says where {table} {row} comes from")


def _title(table: str) -> str:
    return f"台账「{KINDS[table].title}」" if table in KINDS else TITLES[table]


def _by(seq: int | None, case: int | None) -> tuple[str, str]:
    if seq is None:
        return "", ""
    return (f"（见案件 {case} 第 {seq} 条记录）", f" (event {seq} of case {case})") if case else (f"（见第 {seq} 条记录）", f" (event {seq})")


def _fault(table: str, row: Any, seq: int | None, case: int | None, said: str, said_en: str) -> Fault:
    fault: Fault = {"where": "books" if table in KINDS or table == "record_change" else table, "table": table, "row": str(row)}
    return fault | ({"seq": seq} if seq is not None else {}) | ({"case": case} if case else {}) | {"said": said, "said_en": said_en}
