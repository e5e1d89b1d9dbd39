"""A person completes a task: story (a) of the house."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app import engine
from app.access.duties import require_free
from app.access.may import acting_for
from app.casework.append import Done
from app.casework.case import open_case_of_task
from app.casework.files import bind, files_in, files_said, papers_in
from app.casework.forms import checked_answers
from app.casework.retry import timers_first
from app.casework.settle import settle
from app.casework.tasks import for_person, open_tasks_of
from app.casework.write import write_step
from app.db import reading, transaction
from app.ground.case_clock import case_now
from app.models import Instance, Task
from app.people import Actor
from app.views.tasks import around_case, task_view


@dataclass(frozen=True)
class Completed:
    """The done task, its case, and the tasks that this person may do next in it."""

    task: Task
    instance: Instance
    next_tasks: list[Task]


@timers_first
def complete_task(actor: Actor, task_id: int, data: Mapping[str, Any], papers: Sequence[int] = ()) -> Completed:
    """Check who and what, let the engine decide, perform the records handlers, write everything once.

    `papers`: files that prove what an outside party answered, when an office records it for them (代录).
    Raises  NotFound, TaskNotOpen, InstanceNotRunning, NotAllowed, TaskClaimed, DataInvalid, RuleRefused.
    """
    with transaction() as session:
        case, task = open_case_of_task(session, task_id, actor)
        recorded_for = acting_for(case, task, actor, papers)
        require_free(case, task, actor.username)
        answers = checked_answers(case, task, data)
        files = files_in(session, case.release, task.form, answers, actor, case.instance) + papers_in(session, papers, actor, case.instance)
        bind(session, files, case.instance, task.address)
        engine.complete(case.state, task.address, answers, by=recorded_for or actor.username)
        payload: dict[str, Any] = {"data": answers, **files_said(files)} | ({"papers": list(papers)} if papers else {})
        case.input("task:complete", payload, task.element, task.address, acting_for=recorded_for)
        opened = write_step(case, settle(case), Done(task, actor.username, recorded_for))
        others = open_tasks_of(session, case.instance.id) if engine.open_count(case.state) > len(opened) else opened
        return Completed(task, case.instance, for_person(actor, others))


def shown_completed(actor: Actor, done: Completed) -> dict[str, Any]:
    """The done task and what this person may do next in the case."""
    with reading() as session:
        around = around_case(session, actor, case_now(session), done.instance, [done.task, *done.next_tasks])
        return {"task": task_view(done.task, around), "next_tasks": [task_view(t, around) for t in done.next_tasks]}
