"""Look into a case without locking it: what is read may be a moment old, and nothing that was seen so may be written."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, undefer

from app import engine
from app.actions._calendars import calendar_of, latest_calendar
from app.actions._case import Case
from app.actions._clock import case_now
from app.actions._reading import may_read_task
from app.actions._releases import definition
from app.errors import NotAllowed, NotFound
from app.models import Instance, Task
from app.people import Actor

_TASK = select(Task, Instance).join(Instance, Instance.id == Task.instance_id).where(Task.id == bindparam("task")).options(undefer(Instance.snapshot))


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
    found: Any = session.execute(_TASK, {"task": task_id}).one_or_none()
    if found is None:
        raise NotFound(f"没有编号为 {task_id} 的任务。", f"There is no task {task_id}.")
    task, instance = found
    if not may_read_task(actor, task, instance):
        raise NotAllowed(f"「{task.name}」不由您办理，您无权查看。", "This task is not yours to see.")
    return task, instance
