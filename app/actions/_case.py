"""The working set of one command on one case: the locked row, the engine's state, the clock, and the events to be written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Select, all_, bindparam, exists, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session, undefer

from app import engine
from app.actions._calendars import calendar_of
from app.actions._clock import case_now
from app.actions._reading import may_read_task
from app.actions._releases import definition
from app.errors import InstanceNotRunning, NotAllowed, NotFound, TaskNotOpen
from app.models import CalendarVersion, Instance, Task, Timer
from app.people import Actor


@dataclass
class Note:
    """An event that this command will append; `payload` is any JSON value."""

    kind: str
    payload: Mapping[str, Any]
    element: str | None = None
    address: str | None = None
    actor: str | None = None
    acting_for: str | None = None


@dataclass
class Outgoing:
    """A message that this command sends; written with the step, in one order for all senders."""

    name: str
    correlation: Mapping[str, Any]
    payload: Mapping[str, Any]
    key: str


@dataclass
class Case:
    """One command on one case, from the lock to the write."""

    session: Session
    instance: Instance
    release: engine.Release
    state: engine.State
    now: datetime
    calendar: int
    actor: Actor
    notes: list[Note] = field(default_factory=list)
    outbox: list[Outgoing] = field(default_factory=list)
    is_new: bool = False

    @property
    def uid(self) -> UUID:
        """The case's random seed."""
        return self.instance.uid

    @property
    def project_id(self) -> int | None:
        """The case's project: set when it started, or since a service of this very step made it."""
        if self.instance.project_id is not None:
            return self.instance.project_id
        found = engine.data(self.state).get("project_id")
        return found if isinstance(found, int) else None

    def note(self, kind: str, payload: Mapping[str, Any], element: str | None = None, address: str | None = None, **who: str | None) -> None:
        """Append an event to what will be written."""
        self.notes.append(Note(kind, payload, element, address, **who))

    def input(self, kind: str, payload: Mapping[str, Any], element: str | None = None, address: str | None = None, **who: str | None) -> None:
        """Append an engine input: its event carries the digest of the state that followed, for re-execution."""
        self.note(kind, {**payload, "after": engine.digest(self.state)}, element, address, **who)


class TimersDue(Exception):
    """Timers of this case are due before the command: they fire first, in transactions of their own (see `timers_first`)."""

    def __init__(self, instance_id: int) -> None:
        super().__init__(instance_id)
        self.instance_id = instance_id


RUNNING = ("running", "incident")

# Built once: building a statement costs more than running it.
_LOCKED = select(Instance).with_for_update(key_share=True).options(undefer(Instance.snapshot)).execution_options(populate_existing=True)
_BY_ID = _LOCKED.where(Instance.id == bindparam("instance"))
_BY_TASK = _LOCKED.where(Instance.id == select(Task.instance_id).where(Task.id == bindparam("task")).scalar_subquery())
_OLDEST_DUE = (
    _LOCKED.with_for_update(key_share=True, of=Instance, skip_locked=True)
    .join(Timer, Timer.instance_id == Instance.id)
    .where(Timer.due_at <= bindparam("now"), ~Timer.parked, Instance.status.in_(RUNNING), Instance.id != all_(bindparam("but", type_=ARRAY(BigInteger))))
    .order_by(Timer.due_at, Timer.instance_id, Timer.address)
    .limit(bindparam("most"))
)
_NEWEST_CALENDAR = select(func.coalesce(func.max(CalendarVersion.id), 0)).scalar_subquery()
_TIMERS_DUE = exists().where(Timer.instance_id == bindparam("instance"), Timer.due_at <= bindparam("now"), ~Timer.parked)
_AROUND = select(_NEWEST_CALENDAR, _TIMERS_DUE)
_TASK = select(Task, _NEWEST_CALENDAR, _TIMERS_DUE).where(Task.id == bindparam("task")).execution_options(populate_existing=True)


def _locked(session: Session, statement: Select[Instance], **values: int) -> Instance:
    """The case's row, locked; what is read after it is true. (NO KEY UPDATE: rows that only refer to the case need not wait.)"""
    instance = session.scalars(statement, values).one_or_none()
    if instance is None:
        raise NotFound("没有找到该案件或任务。", "There is no such case or task.")
    return instance


def open_case(session: Session, instance_id: int, actor: Actor, *, timers_first: bool = True, suspended: bool = False) -> Case:
    """Lock the case, read the clock once, restore the engine's state; a suspended case only where `suspended` says so.

    Raises  NotFound, InstanceNotRunning; TimersDue when timers are due before this command.
    """
    instance = _locked(session, _BY_ID, instance=instance_id)
    calendar, is_due = session.execute(_AROUND, {"instance": instance_id, "now": _now(session, instance)}).one()
    return _restored(session, instance, calendar, is_due, actor, timers_first, suspended)


def lock_oldest_due(session: Session, most: int = 1, but: Iterable[int] = ()) -> list[Instance]:
    """Lock the cases whose timers have been due longest, of those that nobody holds and that are not among `but`; nobody is waited for.

    Several workers at once get different ones. What was due may have fired meanwhile: read the timers after this.
    """
    return list(session.scalars(_OLDEST_DUE, {"now": case_now(session), "but": list(but), "most": most}).unique())


def open_locked(session: Session, instance: Instance, calendar: int, actor: Actor) -> Case:
    """The case of a row that this transaction has locked."""
    return _restored(session, instance, calendar, False, actor, False)


def open_case_of_task(session: Session, task_id: int, actor: Actor) -> tuple[Case, Task]:
    """The same for the case of a task; the task is read after the lock, so that its status is true.

    Raises  NotFound, TaskNotOpen, InstanceNotRunning, TimersDue; NotAllowed for what is over and was never this person's to see.
    """
    instance = _locked(session, _BY_TASK, task=task_id)
    values = {"instance": instance.id, "now": _now(session, instance), "task": task_id}
    task, calendar, is_due = session.execute(_TASK, values).one()
    if (task.status != "open" or instance.status not in RUNNING) and not (may_read_task(actor, task, instance) or actor.holds("owner")):
        raise NotAllowed("这项任务不由您办理。", "This task is not yours.")  # how somebody else's case stands is not told either
    if task.status != "open":
        raise TaskNotOpen(f"任务「{task.name}」已{_SAID[task.status]}。", f"The task is already {task.status}.", task_status=task.status)
    return _restored(session, instance, calendar, is_due, actor, True), task


_SAID = {"done": "办结", "cancelled": "取消"}
RUNNING = ("running", "incident")
_HALTED = {
    "suspended": ("已挂起，流程管理员恢复后方可继续办理，本次操作未保存", "is suspended until the process owner resumes it; nothing was changed"),
    "ended": ("已办结", "has ended"),
    "cancelled": ("已取消", "was cancelled"),
}


def _now(session: Session, instance: Instance) -> datetime:
    return max(case_now(session), instance.last_event_at)


def _restored(session: Session, instance: Instance, calendar: int, is_due: bool, actor: Actor, timers_first: bool, suspended: bool = False) -> Case:
    if instance.status not in RUNNING and not (suspended and instance.status == "suspended"):
        said, said_en = _HALTED.get(instance.status, ("已不在运行状态", f"is {instance.status}"))
        raise InstanceNotRunning(f"案件 {instance.id} {said}。", f"Case {instance.id} {said_en}.", instance_status=instance.status)
    if is_due and timers_first:
        raise TimersDue(instance.id)
    now = _now(session, instance)
    release = definition(instance.release_id)
    state = engine.restore(release, instance.snapshot, now=now, calendar=calendar_of(calendar))
    return Case(session, instance, release, state, now, calendar, actor)
