"""Rows of tasks from what the engine opened: candidates as role and office, the assignee checked against separation of duties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from psycopg.types.json import Jsonb
from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from app.access.duties import require_free
from app.casework.case import Case
from app.db import run
from app.engine.facts import OpenTask
from app.models import Membership, Task
from app.people import Actor
from app.roles import candidate


def new_tasks(case: Case, opened: Iterable[OpenTask]) -> list[Task]:
    """Task rows, not yet in the session.

    Raises  RuleRefused when the diagram hands a task to a person who may not do it (SD1, SD3).
    """
    rows = [_row(case, task) for task in opened]
    for row in rows:
        if row.assignee is not None and not row.candidates:
            require_free(case, row, row.assignee)
    return rows


_INSERT = """
    INSERT INTO task (instance_id, address, element, process, name, form, status, candidates, assignee, decisions, item, round, round_limit, priority,
        due_at, created_at)
    VALUES {rows} RETURNING id"""
_VALUES = "(%s, %s, %s, %s, %s, %s, %s, %s::text[], %s, %s::text[], %s, %s, %s, %s, %s, %s)"


def insert_tasks(session: Session, tasks: Sequence[Task]) -> None:
    """Write new tasks with one statement and give them their ids; the session does not hold them."""
    if not tasks:
        return
    values: list[object] = []
    for t in tasks:
        values += [t.instance_id, t.address, t.element, t.process, t.name, t.form, t.status, t.candidates, t.assignee, t.decisions]
        values += [None if t.item is None else Jsonb(t.item), t.round, t.round_limit, t.priority, t.due_at, t.created_at]
    ids = run(session, _INSERT.format(rows=", ".join([_VALUES] * len(tasks))), *values).fetchall()
    for task, (number,) in zip(tasks, ids, strict=True):
        task.id = number


def _row(case: Case, task: OpenTask) -> Task:
    instance = case.instance
    assignee = task.assignee
    candidates = [] if assignee else [candidate(r, instance.dept, instance.build_unit, task.office) for r in task.roles]
    if not assignee and not candidates:
        assignee = instance.started_by
    return Task(
        instance_id=instance.id, address=task.address, element=task.element, process=task.process, name=task.name, form=task.form,
        status="open", candidates=candidates, assignee=assignee, decisions=list(task.decisions) if task.decisions is not None else None,
        item=task.item, round=task.round, round_limit=task.limit, priority=0, due_at=task.due_at, created_at=case.now,
    )  # fmt: skip


def for_person(actor: Actor, tasks: Iterable[Task]) -> list[Task]:
    """Those of the open tasks that this person may do next."""
    return [t for t in tasks if t.status == "open" and (t.assignee == actor.username or (t.assignee is None and actor.is_candidate(t.candidates)))]


def open_tasks_of(session: Session, instance_id: int) -> list[Task]:
    """All open tasks of a case, oldest first."""
    return list(session.scalars(select(Task).where(Task.instance_id == instance_id, Task.status == "open").order_by(Task.id)))


def holds_one_of(session: Session, username: str, candidates: Iterable[str]) -> bool:
    """Whether a person is a candidate, read from the memberships."""
    wanted = [tuple(c.split("@", 1)) for c in candidates]
    if not wanted:
        return False
    held = select(Membership.id).where(Membership.person == username, tuple_(Membership.role, func.coalesce(Membership.office, "")).in_(wanted)).limit(1)
    return session.scalars(held).first() is not None
