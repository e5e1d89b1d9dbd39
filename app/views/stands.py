"""Where a case stands and for whom it waits, in one sentence: the first thing that its page says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from app.models import Instance
from app.periods import SHANGHAI
from app.views.due import working_days_left
from app.views.tasks import Around

OVER = {"ended": ("已办结", "Finished"), "cancelled": ("已取消", "Cancelled")}
FIRST = ("incident", "task", "job", "message", "timer")  # what a person would ask about first
BUSY = ("incident", "task", "job")  # a message or a date that may come beside them is nothing that goes on


def stands(instance: Instance, waits: Sequence[Mapping[str, Any]], around: Around, language: str) -> str:
    """«正在办理「预审」，等待王经办（县数管局经办），还剩 3 个工作日。» in the reader's language."""
    english = language == "en"
    if instance.status in OVER:
        said = OVER[instance.status][english]
        how = (f": {instance.outcome}" if english else f"，结果：{instance.outcome}") if instance.outcome else ""
        return f"{said}{how}." if english else f"{said}{how}。"
    if not waits:
        return "Nothing is waited for." if english else "没有等待的事项。"
    first = min(waits, key=lambda w: FIRST.index(w["kind"]))
    text = _english(first, around) if english else _chinese(first, around)
    more = sum(w["kind"] in BUSY for w in waits if w is not first)
    if instance.status == "suspended":
        text = f"Suspended. {text}" if english else f"已挂起。{text}"
    if more:
        return f"{text}; {more} more under way." if english else f"{text}；另有 {more} 项同时进行。"
    return f"{text}." if english else f"{text}。"


def _chinese(wait: Mapping[str, Any], around: Around) -> str:
    name, who = wait["name"], "、".join(map(str, wait["who"]))
    match wait["kind"]:
        case "task":
            return f"正在办理「{name}」，等待{who}{_left(wait, around, english=False)}"
        case "incident":
            return f"「{name}」出现异常，等待处理"
        case "job":
            return f"系统正在办理「{name}」"
        case _:
            return str(wait["text"])


def _english(wait: Mapping[str, Any], around: Around) -> str:
    name, who = wait["name"], ", ".join(map(str, wait["who"]))
    match wait["kind"]:
        case "task":
            return f"At “{name}”, waiting for {who}{_left(wait, around, english=True)}"
        case "incident":
            return f"Something went wrong at “{name}”; it waits to be looked at"
        case "job":
            return f"The system is working on “{name}”"
        case "timer":
            return f"Goes on by itself at “{name}”"
        case _:
            return f"Waiting for “{name}”"


def _left(wait: Mapping[str, Any], around: Around, *, english: bool) -> str:
    if not wait["due_at"]:
        return ""
    left = working_days_left(datetime.fromisoformat(wait["due_at"]).astimezone(SHANGHAI), around.now, around.calendar)
    if left is None:
        return ""
    if left < 0:
        return f", {-left} working days late" if english else f"，逾期 {-left} 个工作日"
    if left == 0:
        return ", due today" if english else "，今天到期"
    return f", {left} working days left" if english else f"，还剩 {left} 个工作日"
