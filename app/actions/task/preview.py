"""Computed fields and findings for unfinished answers; stores nothing. The browser has no evaluator of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.casework.forms import filled_task
from app.casework.look import look_at, task_for
from app.db import reading
from app.errors import TaskNotOpen
from app.forms import FieldError, Filled
from app.people import Actor


def preview_task(actor: Actor, task_id: int, data: Mapping[str, Any]) -> dict[str, Any]:
    """`computed`: the answers with what the server fills in; `errors` would refuse them, `findings` only warn.

    Raises  NotFound, NotAllowed, TaskNotOpen.
    """
    with reading() as session:
        task, instance = task_for(session, actor, task_id)
        if task.status != "open":
            raise TaskNotOpen(f"任务「{task.name}」已不在办理状态。", "The task is no longer open.", task_status=task.status)
        case = look_at(session, instance, actor)
        form = case.release.form(task.form) if task.form else None
        return preview_view(filled_task(case, task, form, data) if form else Filled({}, [], []), actor.language)


def preview_view(filled: Filled, language: str) -> dict[str, Any]:
    """The answer to a preview."""
    return {"computed": filled.data, "errors": [_shown(e, language) for e in filled.errors], "findings": [_shown(f, language) for f in filled.findings]}


def _shown(error: FieldError, language: str) -> dict[str, Any]:
    message = error.message_en if language == "en" else error.message_zh
    return {"pointer": error.pointer, "message": message} | ({"clause": error.clause} if error.clause else {})
