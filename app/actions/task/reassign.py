"""The office that runs a step hands one of its tasks to somebody else, with a reason."""

from __future__ import annotations

from collections.abc import Set

from sqlalchemy import select

from app.access.duties import require_free
from app.access.may import require_runner
from app.access.operating import require_reason
from app.casework.append import append_events
from app.casework.case import Case, open_case_of_task
from app.casework.pool import draw_from_pool
from app.casework.retry import timers_first
from app.casework.tasks import holds_one_of
from app.db import transaction
from app.errors import DataInvalid, RuleRefused
from app.history.written import named
from app.models import Notice, Person, Task
from app.people import Actor
from app.records.clauses import R30

EXPERT = ("expert@",)


@timers_first
def reassign_task(actor: Actor, task_id: int, assignee: str | None, reason: str, *, specialty: str | None = None) -> Task:
    """Replace who must do the task; for this activation only. The new assignee gets a notice. `assignee` None: an expert's substitute is drawn.

    Raises  NotFound, TaskNotOpen, NotAllowed (`runBy`, owner), DataInvalid (no such person, no reason), RuleRefused (SD1, SD3, already a member
            of the same panel, nobody left to draw).
    """
    with transaction() as session:
        case, task = open_case_of_task(session, task_id, actor)
        require_runner(case, task, actor)
        require_reason(reason)
        taken = panel_of(case, task)
        drawn = assignee is None
        if assignee is None:
            assignee = draw_from_pool(case, task, _drawn_role(task), 1, specialty, dict.fromkeys(taken, "已是本专家组成员")).drawn[0]
        _require_fit(case, task, assignee, taken)
        before, task.assignee = task.assignee, assignee
        case.instance.last_event_at = case.now
        text = f"「{case.instance.title}」的任务「{task.name}」已改派给您办理：{reason}"
        notice = Notice(recipient=assignee, instance_id=case.instance.id, text=text, created_at=case.now, read_by=[])
        session.add(notice)
        said = {"from": before, "to": assignee, "reason": reason, **named([notice])} | ({"drawn": True} if drawn else {})
        case.note("task:reassign", said, task.element, task.address)
        append_events(case)
        return task


def panel_of(case: Case, task: Task) -> set[str]:
    """The members of the task's multi-instance activity: who was asked, and who answered; empty for a single task."""
    activity, _, item = task.address.rpartition("#")
    if not item:
        return set()
    of_this = (Task.instance_id == case.instance.id, Task.address.startswith(f"{activity}#", autoescape=True), Task.status != "cancelled")
    return {name for row in case.session.execute(select(Task.assignee, Task.done_by).where(*of_this)) for name in row if name}


def _drawn_role(task: Task) -> str:
    """A substitute is drawn for who was named in person, as the members of a panel are.

    Raises  DataInvalid.
    """
    if task.candidates or task.assignee is None:
        raise DataInvalid("请指定改派给谁。", "Say to whom.", errors=[{"pointer": "/assignee", "message": "请指定人员 / say to whom"}])
    return "expert"


def _require_fit(case: Case, task: Task, assignee: str, taken: Set[str]) -> None:
    person = case.session.get(Person, assignee)
    if person is None or not person.active:
        raise DataInvalid("没有这个人员。", "There is no such person.", errors=[{"pointer": "/assignee", "message": "没有这个人员 / no such person"}])
    if assignee in taken and assignee != task.assignee:
        raise RuleRefused(f"{person.name}已是「{task.name}」的成员，不能再代替他人。", "Is a member of this panel already.", clause=R30)
    if task.assignee and holds_one_of(case.session, task.assignee, EXPERT) and not holds_one_of(case.session, assignee, EXPERT):
        raise RuleRefused(f"{person.name}不在专家库中，不能代替专家。", "Is no expert of the county's pool.", clause=R30)
    require_free(case, task, assignee)
