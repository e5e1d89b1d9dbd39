"""The office that runs a step hands one of its tasks to somebody else, with a reason."""

from __future__ import annotations

from app.actions._append import append_events
from app.actions._case import open_case_of_task
from app.actions._duties import require_free
from app.actions._may import require_runner
from app.actions._operating import require_reason
from app.actions._retry import timers_first
from app.db import transaction
from app.errors import DataInvalid
from app.models import Notice, Person, Task
from app.people import Actor


@timers_first
def reassign_task(actor: Actor, task_id: int, assignee: str, reason: str) -> Task:
    """Replace who must do the task; for this activation only. The new assignee gets a notice.

    Raises  NotFound, TaskNotOpen, NotAllowed (`runBy`, owner), DataInvalid (no such person, no reason), RuleRefused (SD1, SD3).
    """
    with transaction() as session:
        case, task = open_case_of_task(session, task_id, actor)
        require_runner(case, task, actor)
        person = session.get(Person, assignee)
        if person is None or not person.active:
            raise DataInvalid("没有这个人员。", "There is no such person.", errors=[{"pointer": "/assignee", "message": "没有这个人员 / no such person"}])
        require_reason(reason)
        require_free(case, task, assignee)
        before, task.assignee = task.assignee, assignee
        case.instance.last_event_at = case.now
        case.note("task:reassign", {"from": before, "to": assignee, "reason": reason}, task.element, task.address)
        text = f"「{case.instance.title}」的任务「{task.name}」已改派给您办理：{reason}"
        session.add(Notice(recipient=assignee, instance_id=case.instance.id, text=text, created_at=case.now, read_by=[]))
        append_events(case)
        return task
