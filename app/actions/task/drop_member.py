"""The office that runs a multi-instance step goes on without one member; his row stays as 未提交."""

from __future__ import annotations

from sqlalchemy import func, select

from app import engine
from app.access.may import require_runner
from app.access.operating import require_reason
from app.casework.case import Case, open_case_of_task
from app.casework.retry import timers_first
from app.casework.settle import settle
from app.casework.write import write_step
from app.db import transaction
from app.errors import RuleRefused
from app.models import Task
from app.people import Actor


@timers_first
def drop_member(actor: Actor, task_id: int, reason: str) -> Task:
    """Cancel one item of a multi-instance task; it no longer counts in `numberOfInstances`.

    Raises  NotFound, TaskNotOpen, NotAllowed, DataInvalid (no reason), RuleRefused when fewer than `minMembers` would remain.
    """
    with transaction() as session:
        case, task = open_case_of_task(session, task_id, actor)
        require_runner(case, task, actor)
        require_reason(reason)
        _require_enough(case, task)
        engine.drop(case.state, task.address)
        case.input("task:drop", {"reason": reason, "item": task.item}, task.element, task.address)
        write_step(case, settle(case))
        task.status = "cancelled"
        return task


def _require_enough(case: Case, task: Task) -> None:
    activity, _, item = task.address.rpartition("#")
    if not item:
        raise RuleRefused("这项任务不是会签任务，不能减少成员。", "This is no multi-instance task.", clause="BPMN 多实例")
    least = int(case.release.element(task.process, task.element).properties.get("minMembers", "1") or 1)
    of_this = Task.address.startswith(f"{activity}#", autoescape=True)
    mine = select(func.count()).where(Task.instance_id == case.instance.id, of_this, Task.status != "cancelled")
    if case.session.scalars(mine).one() - 1 < least:
        raise RuleRefused(f"「{task.name}」至少须有 {least} 人。", f"{task.name} needs at least {least} members.", clause="环节属性 minMembers")
