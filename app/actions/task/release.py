"""Who has claimed a task puts it back for the other candidates."""

from __future__ import annotations

from app.casework.append import append_events
from app.casework.case import open_case_of_task
from app.casework.retry import timers_first
from app.db import transaction
from app.errors import NotAllowed
from app.models import Task
from app.people import Actor


@timers_first
def release_task(actor: Actor, task_id: int) -> Task:
    """Release a claimed task.

    Raises  NotFound, TaskNotOpen; NotAllowed when it is not claimed by this person, or was handed to him by name.
    """
    with transaction() as session:
        case, task = open_case_of_task(session, task_id, actor)
        if task.assignee != actor.username:
            raise NotAllowed("您没有认领这项任务。", "You have not claimed this task.")
        if not task.candidates:
            raise NotAllowed("这项任务指定由您办理，不能退回待认领。", "This task was handed to you by name.")
        task.assignee = None
        case.instance.last_event_at = case.now
        case.note("task:release", {}, task.element, task.address)
        append_events(case)
        return task
