"""A candidate takes a task for himself."""

from __future__ import annotations

from app.access.duties import require_free
from app.casework.append import append_events
from app.casework.case import open_case_of_task
from app.casework.retry import timers_first
from app.db import transaction
from app.errors import NotAllowed, TaskClaimed
from app.models import Task
from app.people import Actor


@timers_first
def claim_task(actor: Actor, task_id: int) -> Task:
    """Claim; claiming one's own task again changes nothing.

    Raises  NotFound, TaskNotOpen, TaskClaimed, NotAllowed, RuleRefused (SD1, SD3).
    """
    with transaction() as session:
        case, task = open_case_of_task(session, task_id, actor)
        if task.assignee == actor.username:
            return task
        if not actor.is_candidate(task.candidates):
            raise NotAllowed(f"「{task.name}」不由您办理。", "This task is not yours.")
        if task.assignee is not None:
            raise TaskClaimed(f"「{task.name}」已由 {task.assignee} 认领。", f"{task.assignee} has claimed this task.", assignee=task.assignee)
        require_free(case, task, actor.username)
        task.assignee = actor.username
        case.instance.last_event_at = case.now
        case.note("task:claim", {}, task.element, task.address)
        append_events(case)
        return task
