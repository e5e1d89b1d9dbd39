"""The working set of one command on one case: the locked row, the engine's state, the clock, and the events to be written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app import engine
from app.access.reading import may_read_task
from app.db import one, run
from app.errors import InstanceNotRunning, NotAllowed, NotFound, TaskNotOpen
from app.ground.calendars import NEWEST_CALENDAR, calendar_of
from app.ground.case_clock import case_now
from app.ground.releases import definition
from app.models import Instance, Task
from app.models.rows import INSTANCES, TASKS, with_columns
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

# NO KEY UPDATE: rows that only refer to the case need not wait.
_BY_ID = with_columns("SELECT {instance} FROM instance WHERE id = %s FOR NO KEY UPDATE")
_BY_TASK = with_columns("SELECT {instance} FROM instance WHERE id = (SELECT instance_id FROM task WHERE id = %s) FOR NO KEY UPDATE")
_OLDEST_DUE = """
    SELECT {instance} FROM {due} AS due JOIN instance ON instance.id = due.instance_id
    WHERE due.due_at <= %s AND NOT due.parked AND instance.status = ANY(%s) AND instance.id <> ALL(%s::bigint[])
    ORDER BY due.due_at, due.instance_id, due.address LIMIT %s FOR NO KEY UPDATE OF instance SKIP LOCKED"""
# Between cases no order matters: those with a timer first, then those that only remind somebody.
_OLDEST = tuple(with_columns(_OLDEST_DUE, due=table) for table in ("timer", "reminder"))
_IS_DUE = "EXISTS (SELECT FROM {table} WHERE instance_id = %s AND due_at <= %s AND NOT parked)"
_AROUND = f"({NEWEST_CALENDAR}), {_IS_DUE.format(table='timer')} OR {_IS_DUE.format(table='reminder')}"
_OF_CASE = f"SELECT {_AROUND}"
_TASK = with_columns("SELECT {task}, {around} FROM task WHERE id = %s", around=_AROUND)


def _locked(session: Session, statement: str, number: int) -> Instance:
    """The case's row, locked; what is read after it is true."""
    row = run(session, statement, number).fetchone()
    if row is None:
        raise NotFound("没有找到该案件或任务。", "There is no such case or task.")
    return INSTANCES.take(session, row)


def open_case(session: Session, instance_id: int, actor: Actor, *, timers_first: bool = True, suspended: bool = False) -> Case:
    """Lock the case, read the clock once, restore the engine's state; a suspended case only where `suspended` says so.

    Raises  NotFound, InstanceNotRunning; TimersDue when timers are due before this command.
    """
    instance = _locked(session, _BY_ID, instance_id)
    calendar, is_due = one(session, _OF_CASE, *(instance_id, _now(session, instance)) * 2)
    return _restored(session, instance, calendar, is_due, actor, timers_first, suspended)


def lock_oldest_due(session: Session, most: int = 1, but: Iterable[int] = ()) -> list[Instance]:
    """Lock the cases whose timers (or else reminders) have been due longest, of those that nobody holds and that are not among `but`; nobody is waited for.

    Several workers at once get different ones. What was due may have fired meanwhile: read the timers after this.
    """
    now, found = case_now(session), dict[Instance, None]()
    for statement in _OLDEST:
        if len(found) < most:
            others = [*but, *(instance.id for instance in found)]
            rows = run(session, statement, now, list(RUNNING), others, most - len(found)).fetchall()
            found |= dict.fromkeys(INSTANCES.take(session, row) for row in rows)
    return list(found)


def open_locked(session: Session, instance: Instance, calendar: int, actor: Actor) -> Case:
    """The case of a row that this transaction has locked."""
    return _restored(session, instance, calendar, False, actor, False)


def open_case_of_task(session: Session, task_id: int, actor: Actor) -> tuple[Case, Task]:
    """The same for the case of a task; the task is read after the lock, so that its status is true.

    Raises  NotFound, TaskNotOpen, InstanceNotRunning, TimersDue; NotAllowed for what is over and was never this person's to see.
    """
    instance = _locked(session, _BY_TASK, task_id)
    *row, calendar, is_due = one(session, _TASK, *(instance.id, _now(session, instance)) * 2, task_id)
    task = TASKS.take(session, row)
    if (task.status != "open" or instance.status not in RUNNING) and not (may_read_task(actor, task, instance) or actor.holds("owner")):
        raise NotAllowed("这项任务不由您办理。", "This task is not yours.")  # how somebody else's case stands is not told either
    if task.status != "open":
        raise TaskNotOpen(f"任务「{task.name}」已{_SAID[task.status]}。", f"The task is already {task.status}.", task_status=task.status)
    return _restored(session, instance, calendar, is_due, actor, True), task


_SAID = {"done": "办结", "cancelled": "取消"}
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
