"""The rows that people and machines work from — case, tasks, timers, waits, calls — held against the history and the state it leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import engine
from app.catalogue import services
from app.history.events import Events, said
from app.history.reminders import REMIND, ahead
from app.history.sources import Fault
from app.history.standing import standing
from app.models import Event, Instance, Reminder, ServiceCall, Task, Timer, Wait
from app.models.message import canonical
from app.roles import candidate

ALIVE = frozenset({"running", "incident", "suspended"})
# Events after which a task belongs to somebody else, and to whom.
_HANDED: Mapping[str, Callable[[Event], str | None]] = {
    "task:claim": lambda e: e.actor,
    "task:release": lambda e: None,
    "task:assign": lambda e: said(e).get("assignee"),
    "task:reassign": lambda e: said(e).get("to"),
}


def rows_fault(session: Session, instance: Instance, events: Events, state: engine.State) -> Fault | None:
    """The first row that says something else than the history."""
    return (
        _case_fault(instance, events)
        or _open_fault(session, instance, events, state)
        or _done_fault(session, instance)
        or (_machine_fault(session, instance, state) if instance.status in ALIVE else None)
        or _reminder_fault(session, instance, events, state)
    )


def _case_fault(instance: Instance, events: Events) -> Fault | None:
    first, last = events.first, events.last
    marks = [e for e in events if e.kind.startswith(("instance:", "incident:"))]
    end = next((e for e in reversed(marks) if e.kind in ("instance:end", "instance:cancel")), None)
    assert first is not None and last is not None, "executed again before"
    begun = said(first)
    wanted = {
        "process": begun.get("process"), "business_key": begun.get("business_key"), "started_by": first.actor, "started_at": first.at,
        "last_event_at": last.at, "uid": begun.get("seed"),
    }  # fmt: skip
    wanted["status"] = standing((e.kind, said(e)) for e in marks)
    if end is not None:
        wanted |= {"outcome": said(end).get("outcome"), "ended_at": end.at}
    now = {name: getattr(instance, name) for name in wanted} | {"uid": str(instance.uid)}
    odd = next((name for name in wanted if now[name] != wanted[name]), None)
    return None if odd is None else {"where": "case", "field": odd, "said": f"案件的 {odd} 与历史记录不符"}


def _open_fault(session: Session, instance: Instance, events: Events, state: engine.State) -> Fault | None:
    """The open tasks that people see are those that the engine has, for the people that diagram and history name."""
    columns = (Task.address, Task.assignee, Task.candidates, Task.round, Task.round_limit)
    found = session.execute(select(*columns).where(Task.instance_id == instance.id, Task.status == "open")).all()
    wanted = {t.address: t for t in engine.open_tasks(state)} if instance.status in ALIVE else {}
    if odd := _odd([row.address for row in found], wanted):
        return {"where": "tasks", "address": odd, "said": f"待办任务与流程状态不符：{odd}"}
    handed = {e.address: _HANDED[e.kind](e) for e in events if e.kind in _HANDED}
    for address, assignee, candidates, *rounds in found:
        task = wanted[address]
        if rounds != [task.round, task.limit]:
            return {"where": "tasks", "address": address, "said": f"任务 {address} 的轮次与流程状态不符"}
        # The case may have found its project, and so its department, only after the task was opened.
        offices = ((instance.dept, instance.build_unit), (None, None))
        allowed = [[candidate(r, dept, unit, task.office) for r in task.roles] if not task.assignee else [] for dept, unit in offices]
        named = task.assignee or (None if candidates else instance.started_by)
        if candidates not in allowed or assignee != handed.get(address, named):
            return {"where": "tasks", "address": address, "said": f"任务 {address} 的办理人与历史记录不符"}
    return None


def _done_fault(session: Session, instance: Instance) -> Fault | None:
    """Who did what, on which separation of duties rests: the database compares, a case may have many thousands."""
    rows = select(Task.address, Task.done_by, Task.done_for, Task.done_at, Task.element).where(Task.instance_id == instance.id, Task.status == "done")
    told = select(Event.address, Event.actor, Event.acting_for, Event.at, Event.element).where(Event.instance_id == instance.id, Event.kind == "task:complete")
    odd = [session.execute(one.except_(other).order_by("address").limit(1)).first() for one, other in ((rows, told), (told, rows))]
    address = min((str(row.address) for row in odd if row is not None), default=None)
    return None if address is None else {"where": "tasks", "address": address, "said": f"已办任务与历史记录不符：{address}"}


def _machine_fault(session: Session, instance: Instance, state: engine.State) -> Fault | None:
    mine = instance.id
    timers = session.execute(select(Timer.address, Timer.due_at).where(Timer.instance_id == mine))
    if odd := _odd((tuple(r) for r in timers), {(t.address, t.due_at) for t in engine.timers(state)}):
        return {"where": "timers", "address": odd[0], "said": f"计时与流程状态不符：{odd[0]}"}
    waits = session.execute(select(Wait.address, Wait.message, Wait.correlation).where(Wait.instance_id == mine))
    if odd := _odd((tuple(r) for r in waits), {(w.address, w.message, canonical(w.correlation)) for w in engine.waits(state)}):
        return {"where": "waits", "address": odd[0], "said": f"等待的消息与流程状态不符：{odd[0]}"}
    rows = session.execute(select(ServiceCall.address, ServiceCall.status).where(ServiceCall.instance_id == mine)).all()
    wanted = {c.address for c in engine.calls(state) if services()[c.handler].effect == "outside"}
    odd = next((r.address for r in rows if r.status == "open" and r.address not in wanted), None)
    odd = odd or min(wanted - {r.address for r in rows if r.status in ("open", "failed")}, default=None)
    return None if odd is None else {"where": "calls", "address": odd, "said": f"外部调用与流程状态不符：{odd}"}


def _reminder_fault(session: Session, instance: Instance, events: Events, state: engine.State) -> Fault | None:
    """What people will still be reminded of: what the diagram said when it began to wait, without what they were told."""
    last = {e.address: e.at for e in events if e.kind == REMIND}
    left = {(found.address, *ahead(found.due, last.get(found.address))) for found in engine.reminders(state)} if instance.status in ALIVE else set()
    rows = session.execute(select(Reminder.address, Reminder.due_at, Reminder.later).where(Reminder.instance_id == instance.id))
    odd = _odd(((row.address, row.due_at, *row.later) for row in rows), (row for row in left if len(row) > 1))
    return None if odd is None else {"where": "reminders", "address": odd[0], "said": f"提醒与流程状态不符：{odd[0]}"}


def _odd(found: Iterable[Any], wanted: Iterable[Any]) -> Any:
    """The first that only one side has."""
    return min(set(found) ^ set(wanted), key=str, default=None)
