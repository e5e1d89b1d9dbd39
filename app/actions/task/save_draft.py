"""Keep answers that somebody has begun; they are checked when the task is completed, not now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.dialects.postgresql import insert as upsert

from app.access.may import may_do
from app.casework.look import task_for
from app.clock import real_now
from app.db import transaction
from app.errors import TaskNotOpen
from app.ground.case_clock import case_now
from app.models import Draft
from app.people import Actor, require
from app.views.tasks import around_case, task_view


def save_draft(actor: Actor, task_id: int, data: Mapping[str, Any]) -> dict[str, Any]:
    """One draft a task and person; the newest stays. Gives the task.

    Raises  NotFound, NotAllowed, TaskNotOpen.
    """
    with transaction() as session:
        task, instance = task_for(session, actor, task_id)
        if task.status != "open":
            raise TaskNotOpen(f"任务「{task.name}」已不在办理状态。", "The task is no longer open.", task_status=task.status)
        require(may_do(task, actor), f"「{task.name}」不由您办理。", "This task is not yours.")
        new = upsert(Draft).values(task_id=task.id, person=actor.username, data=dict(data), saved_at=real_now())
        session.execute(new.on_conflict_do_update(index_elements=["task_id", "person"], set_={"data": new.excluded.data, "saved_at": new.excluded.saved_at}))
        return task_view(task, around_case(session, actor, case_now(session), instance, [task]))
