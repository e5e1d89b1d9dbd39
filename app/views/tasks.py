"""Tasks as the interface shows them (contract, «Main fields»), from rows in hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.may import is_outside, may_do, runs
from app.db import reading
from app.ground.case_clock import case_now
from app.models import Instance, Person, Task
from app.people import Actor
from app.periods import SHANGHAI
from app.records.project import Project
from app.views.due import calendar_now, working_days_left
from app.views.labels import labels_of
from app.views.offices import label_of, office_name


@dataclass(frozen=True)
class Around:
    """What showing tasks needs beside them: who looks, when (by which calendar), their case, its project's code and name, the names of people."""

    actor: Actor
    now: datetime
    instance: Instance
    project_code: str | None
    project_name: str | None
    names: dict[str, str]
    calendar: int


def moment(value: datetime | None) -> str | None:
    """RFC 3339, in the county's time."""
    return value.astimezone(SHANGHAI).isoformat() if value is not None else None


def project_view(instance: Instance, code: str | None, name: str | None) -> dict[str, Any] | None:
    """The project of a case."""
    if instance.project_id is None:
        return None
    return {
        "id": str(instance.project_id), "code": code, "name": name or instance.title,
        "dept": instance.dept, "dept_name": office_name(instance.dept),
    }  # fmt: skip


def task_view(task: Task, around: Around) -> dict[str, Any]:
    """One task."""
    instance, actor = around.instance, around.actor
    labels = labels_of(instance.release_id)
    candidates = [label_of(c, actor.language) for c in task.candidates]
    return {
        "id": str(task.id), "element": task.element, "name": task.name, "process": task.process,
        "process_name": labels.processes.get(task.process, task.process),
        "instance": str(task.instance_id), "business_key": instance.business_key,
        "project": project_view(instance, around.project_code, around.project_name), "status": task.status,
        "roles": list(dict.fromkeys(c["role"] for c in candidates)), "offices": list(dict.fromkeys(c["office"] for c in candidates if c["office"])),
        "assignee": task.assignee, "assignee_name": around.names.get(task.assignee, task.assignee) if task.assignee else None,
        "candidates": candidates, "item": task.item, "round": task.round, "round_limit": task.round_limit, "due_at": moment(task.due_at),
        "due_because": labels.because.get((task.process, task.element)) if task.due_at is not None else None,
        "working_days_left": working_days_left(task.due_at, around.now, around.calendar) if task.status == "open" else None,
        "overdue": task.status == "open" and task.due_at is not None and task.due_at < around.now,
        "created_at": moment(task.created_at), "opened_at": moment(task.opened_at), "done_at": moment(task.done_at),
        "form": task.form.rsplit("/", 1)[-1].removesuffix(".json") if task.form else None, "priority": task.priority,
        "suspended": task.status == "open" and instance.status == "suspended",
        "may": _may(task, instance, actor, labels.run_by.get((task.process, task.element), "")),
    }  # fmt: skip


def _may(task: Task, instance: Instance, actor: Actor, run_by: str) -> dict[str, bool]:
    is_open = task.status == "open" and instance.status != "suspended"
    runner = is_open and runs(instance.dept, instance.build_unit, run_by, actor)
    records = runner and bool(run_by) and not actor.holds("owner") and is_outside(task)
    own = is_open and may_do(task, actor)
    return {
        "claim": is_open and task.assignee is None and actor.is_candidate(task.candidates) and not actor.is_sole_candidate(task.candidates),
        "release": is_open and task.assignee == actor.username and bool(task.candidates),
        "complete": own or records, "record": records and not own, "reassign": runner, "drop": runner and task.item is not None,
    }  # fmt: skip


def around_case(session: Session, actor: Actor, now: datetime, instance: Instance, tasks: Iterable[Task] = (), people: Iterable[str | None] = ()) -> Around:
    """For tasks of one case: at most one statement for the project and one for the names of others."""
    project = session.get(Project, instance.project_id) if instance.project_id is not None else None
    names = names_of(session, actor, [*people, *(t.assignee for t in tasks)])
    return Around(actor, now, instance, project.code if project else None, project.name if project else None, names, calendar_now(session))


def names_of(session: Session, actor: Actor, usernames: Iterable[str | None]) -> dict[str, str]:
    """User name → name; no statement when only the reader himself is asked for."""
    known = {actor.username: actor.name, "system": "系统"}
    unknown = {u for u in usernames if u and u not in known}
    if unknown:
        rows = session.execute(select(Person.username, Person.name).where(Person.username.in_(unknown)))
        known |= {row.username: row.name for row in rows}
    return known


def shown_task(actor: Actor, task: Task) -> dict[str, Any]:
    """A task that was claimed, handed back, reassigned or dropped."""
    with reading() as session:
        instance = session.get_one(Instance, task.instance_id)
        return {"task": task_view(task, around_case(session, actor, case_now(session), instance, [task]))}
