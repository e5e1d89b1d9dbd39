"""May this person act on this task?"""

from __future__ import annotations

from collections.abc import Sequence

from app.access.in_hand import InHand
from app.errors import DataInvalid, NotAllowed, TaskClaimed
from app.models import Task
from app.people import Actor
from app.roles import ROLES, candidate


def may_do(task: Task, actor: Actor) -> bool:
    """Assignee, or candidate of a task that nobody has claimed."""
    return task.assignee == actor.username or (task.assignee is None and actor.is_candidate(task.candidates))


def runs(case_dept: str | None, build_unit: str | None, run_by: str, actor: Actor) -> bool:
    """Whether this person is of the office that runs the step (element's `runBy`), or the process owner."""
    keys = [candidate(role.strip(), case_dept, build_unit) for role in run_by.split(",") if role.strip()]
    return actor.holds("owner") or actor.is_candidate(keys)


def require_runner(case: InHand, task: Task, actor: Actor) -> None:
    """Raises NotAllowed unless this person's office runs the step."""
    run_by = case.release.element(task.process, task.element).properties.get("runBy", "")
    if not runs(case.instance.dept, case.instance.build_unit, run_by, actor):
        raise NotAllowed(f"只有组织「{task.name}」的岗位或流程管理员可以这样做。", "Only the office that runs this step, or the process owner, may do this.")


def acting_for(case: InHand, task: Task, actor: Actor, papers: Sequence[int]) -> str | None:
    """None when the person acts for himself; the outside party's user name when his office records its paper (代录).

    Raises  TaskClaimed, NotAllowed; DataInvalid when the paper is missing.
    """
    if may_do(task, actor):
        return None
    if is_outside(task):
        run_by = case.release.element(task.process, task.element).properties.get("runBy", "")
        if run_by and not actor.holds("owner") and runs(case.instance.dept, case.instance.build_unit, run_by, actor):
            if not papers:
                raise DataInvalid("代录须附对方的书面材料。", "Recording for an outside party needs its paper.", errors=[_PAPERS])
            return task.assignee or task.candidates[0]
    if task.assignee is not None and (actor.is_candidate(task.candidates)):
        raise TaskClaimed(f"「{task.name}」已由 {task.assignee} 认领。", f"{task.assignee} has claimed this task.", assignee=task.assignee)
    raise NotAllowed(f"「{task.name}」不由您办理。", "This task is not yours.")


_PAPERS = {"pointer": "/papers", "message": "请上传对方的书面材料 / the paper is missing"}


def is_outside(task: Task) -> bool:
    """A task of an outside party: its office may record the answers of its paper."""
    roles = [c.split("@")[0] for c in task.candidates]
    return (bool(roles) and all(r in ROLES and ROLES[r].is_outside for r in roles)) or (not roles and task.assignee is not None)
