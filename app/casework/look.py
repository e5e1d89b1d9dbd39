"""Look into a case without locking it: what is read may be a moment old, and nothing that was seen so may be written."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app import engine
from app.access.reading import may_read_task
from app.casework.case import Case
from app.db import run
from app.errors import NotAllowed, NotFound
from app.ground.calendars import calendar_of, latest_calendar
from app.ground.case_clock import case_now
from app.ground.releases import definition
from app.models import Instance, Task
from app.models.rows import INSTANCES, TASKS, with_columns
from app.people import Actor

_TASK = with_columns("SELECT {task}, {instance} FROM task JOIN instance ON instance.id = task.instance_id WHERE task.id = %s")


def look_at(session: Session, instance: Instance, actor: Actor, now: datetime | None = None) -> Case:
    """The case with its state as stored."""
    calendar = latest_calendar(session)
    moment = max(now or case_now(session), instance.last_event_at)
    release = definition(instance.release_id)
    state = engine.restore(release, instance.snapshot, now=moment, calendar=calendar_of(calendar))
    return Case(session, instance, release, state, moment, calendar, actor)


def task_for(session: Session, actor: Actor, task_id: int) -> tuple[Task, Instance]:
    """A task that this person may read, with its case.

    Raises  NotFound; NotAllowed for a task of others.
    """
    found = run(session, _TASK, task_id).fetchone()
    if found is None:
        raise NotFound(f"没有编号为 {task_id} 的任务。", f"There is no task {task_id}.")
    task, instance = TASKS.take(session, found[: TASKS.width]), INSTANCES.take(session, found[TASKS.width :])
    if not may_read_task(actor, task, instance):
        raise NotAllowed(f"「{task.name}」不由您办理，您无权查看。", "This task is not yours to see.")
    return task, instance
