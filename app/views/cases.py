"""Cases as the interface shows them, and what each one waits for: no case is ever «stuck» without a word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import one
from app.models import Incident, Instance, ServiceCall, Task, Timer, Wait
from app.people import Actor
from app.periods import SHANGHAI
from app.views.due import calendar_now, working_days_left
from app.views.labels import Labels, labels_of
from app.views.offices import label_of
from app.views.stands import stands
from app.views.tasks import around_case, moment, names_of, project_view, task_view


def case_view(instance: Instance, code: str | None, name: str | None, starter: str | None) -> dict[str, Any]:
    """The case without what is open in it."""
    return {
        "id": str(instance.id), "process": instance.process,
        "process_name": labels_of(instance.release_id).processes.get(instance.process, instance.process),
        "business_key": instance.business_key, "title": instance.title, "project": project_view(instance, code, name), "status": instance.status,
        "outcome": instance.outcome, "release": instance.release_id, "started_by": instance.started_by, "started_by_name": starter,
        "started_at": moment(instance.started_at), "ended_at": moment(instance.ended_at),
    }  # fmt: skip


def whole_case_view(session: Session, actor: Actor, now: datetime, instance: Instance) -> dict[str, Any]:
    """The case with its open tasks, what it waits for, and its incidents."""
    found = _open_things(session, [instance.id])
    tasks, incidents = found.tasks[instance.id], found.incidents[instance.id]
    around = around_case(session, actor, now, instance, tasks, [instance.started_by])
    return {
        **case_view(instance, around.project_code, around.project_name, around.names.get(instance.started_by)),
        "open_tasks": [task_view(t, around) for t in tasks],
        "waiting_for": (waits := _waiting(instance, found, around.names, actor.language)),
        "stands": stands(instance, waits, around, actor.language),
        "incidents": [_incident(i, labels_of(instance.release_id), actor.holds("owner") and instance.status != "suspended") for i in incidents],
    }


def waiting_shortly(session: Session, actor: Actor, now: datetime, instances: Sequence[Instance]) -> dict[int, dict[str, Any]]:
    """For a list of cases: in short what each waits for, and the deadline that comes first."""
    found = _open_things(session, [i.id for i in instances if i.ended_at is None])
    names = names_of(session, actor, [t.assignee for tasks in found.tasks.values() for t in tasks])
    calendar = calendar_now(session)
    return {i.id: {"waiting_for": [w["text"] for w in _waiting(i, found, names, "zh")], "due": _first_due(i, found, now, calendar)} for i in instances}


def _first_due(instance: Instance, found: _Open, now: datetime, calendar: int) -> dict[str, Any] | None:
    dated = [(t.due_at, t) for t in found.tasks[instance.id] if t.due_at is not None]
    if not dated:
        return None
    at, task = min(dated, key=lambda d: d[0])
    reason = labels_of(instance.release_id).because.get((task.process, task.element))
    return {"due_at": moment(at), "overdue": at < now, "working_days_left": working_days_left(at, now, calendar), "due_because": reason}


class _Open:
    def __init__(self) -> None:
        self.tasks: dict[int, list[Task]] = defaultdict(list)
        self.timers: dict[int, list[Timer]] = defaultdict(list)
        self.waits: dict[int, list[Wait]] = defaultdict(list)
        self.calls: dict[int, list[ServiceCall]] = defaultdict(list)
        self.incidents: dict[int, list[Incident]] = defaultdict(list)


# Most cases wait for people alone: one question instead of four.
_THERE = """
    SELECT EXISTS (SELECT FROM timer WHERE instance_id = ANY(%s)), EXISTS (SELECT FROM wait WHERE instance_id = ANY(%s)),
    EXISTS (SELECT FROM service_call WHERE instance_id = ANY(%s) AND status = 'open'),
    EXISTS (SELECT FROM incident WHERE instance_id = ANY(%s) AND resolved_at IS NULL)"""


def _open_things(session: Session, ids: Sequence[int]) -> _Open:
    found = _Open()
    if not ids:
        return found
    _sort(found.tasks, session.scalars(select(Task).where(Task.instance_id.in_(ids), Task.status == "open").order_by(Task.id)))
    timers, waits, calls, incidents = one(session, _THERE, *[list(ids)] * 4)
    if timers:
        _sort(found.timers, session.scalars(select(Timer).where(Timer.instance_id.in_(ids)).order_by(Timer.due_at)))
    if waits:
        _sort(found.waits, session.scalars(select(Wait).where(Wait.instance_id.in_(ids)).order_by(Wait.since)))
    if calls:
        _sort(found.calls, session.scalars(select(ServiceCall).where(ServiceCall.instance_id.in_(ids), ServiceCall.status == "open")))
    if incidents:
        _sort(found.incidents, session.scalars(select(Incident).where(Incident.instance_id.in_(ids), Incident.resolved_at.is_(None)).order_by(Incident.id)))
    return found


def _sort(into: dict[int, list[Any]], rows: Iterable[Any]) -> None:
    for row in rows:
        into[row.instance_id].append(row)


def _waiting(instance: Instance, found: _Open, names: dict[str, str], language: str) -> list[dict[str, Any]]:
    labels, number = labels_of(instance.release_id), instance.id
    waits: list[dict[str, Any]] = []
    for task in found.tasks[number]:
        who = [names.get(task.assignee, task.assignee)] if task.assignee else [label_of(c, language)["label"] for c in task.candidates]
        text = f"等待{'、'.join(map(str, who))}办理「{task.name}」"
        waits.append(_one("task", task.element, task.name, text, task.created_at, who=who, due_at=task.due_at))
    for timer in found.timers[number]:
        name = labels.elements.get((timer.process, timer.element), timer.element)
        waits.append(_one("timer", timer.element, name, f"到{_day(timer.due_at)}自动继续「{name}」", None, due_at=timer.due_at))
    for wait in found.waits[number]:
        name = labels.elements.get((wait.process, wait.element), wait.element)
        waits.append(_one("message", wait.element, name, f"等待「{name}」", wait.since))
    for call in found.calls[number]:
        name = labels.named.get(call.element, call.element)
        waits.append(_one("job", call.element, name, f"系统正在办理「{name}」（第 {call.tries + 1} 次）", call.created_at))
    for incident in found.incidents[number]:
        name = labels.named.get(incident.element or "", incident.element or "")
        waits.append(_one("incident", incident.element, name, f"异常待处理：{incident.message}", incident.created_at))
    return waits


def _day(at: datetime) -> str:
    """«7月31日24时», «8月1日9时»: as people write a moment."""
    local = at.astimezone(SHANGHAI)
    last = local - timedelta(days=1)
    return f"{last.month}月{last.day}日24时" if (local.hour, local.minute) == (0, 0) else f"{local.month}月{local.day}日{local.hour}时"


def _one(kind: str, element: str | None, name: str, text: str, since: datetime | None, **more: Any) -> dict[str, Any]:
    due, who = more.get("due_at"), more.get("who", [])
    return {"kind": kind, "element": element, "name": name, "text": text, "since": moment(since), "due_at": moment(due), "who": who}


def _incident(incident: Incident, labels: Labels, retry: bool) -> dict[str, Any]:
    name = labels.named.get(incident.element or "", incident.element)
    return {
        "id": str(incident.id), "element": incident.element, "element_name": name, "message": incident.message,
        "created_at": moment(incident.created_at), "retry": retry,
    }  # fmt: skip


def starter_names(session: Session, actor: Actor, instances: Iterable[Instance]) -> dict[str, str]:
    """The names of who started these cases."""
    return names_of(session, actor, [i.started_by for i in instances])
