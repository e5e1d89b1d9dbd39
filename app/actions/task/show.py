"""A task with its form and what one must know to do it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.access.may import may_do
from app.access.reading import log_reading, may_read_case, sees_answers
from app.casework.forms import signature
from app.casework.look import look_at, task_for
from app.casework.open_form import given_for_task, prefill_of
from app.db import as_written, run, transaction
from app.forms import Form
from app.ground.case_clock import case_now
from app.ground.releases import definition
from app.models import Event, Instance, Person, Task
from app.people import Actor
from app.records.project import NO_CODE, Project
from app.views.due import calendar_now
from app.views.events import event_view, people_in
from app.views.labels import labels_of
from app.views.offices import office_name
from app.views.tasks import Around, moment, names_of, project_view, task_view

RECENT = 20
_ROW = Event.__table__
_WHO = Person.name.label("actor_name")
_NEWEST = select(_ROW, _WHO).outerjoin(Person, Person.username == _ROW.c.actor).where(_ROW.c.instance_id == bindparam("instance"))
_NEWEST = _NEWEST.order_by(_ROW.c.seq.desc()).limit(RECENT)
_DRAFT = "SELECT data, saved_at FROM draft WHERE task_id = %s AND person = %s"


def show_task(actor: Actor, task_id: int) -> dict[str, Any]:
    """Task, form (schema, ui, data, this person's draft) and context; that it was read is logged, its first opening marked.

    Raises  NotFound, NotAllowed, ExpressionRefused (the diagram's prefill cannot be evaluated).
    """
    with transaction() as session:
        task, instance = task_for(session, actor, task_id)
        now = case_now(session)
        log_reading(session, actor, f"task {task.id}", instance.id)
        if task.status == "open" and task.opened_at is None and may_do(task, actor):
            run(session, "UPDATE task SET opened_at = %s WHERE id = %s AND opened_at IS NULL", now, task.id)
            as_written(task, opened_at=now)
        history = _recent(session, actor, instance)
        project = session.get(Project, instance.project_id) if instance.project_id is not None else None
        known = {e.actor: e.actor_name for e in history if e.actor_name}
        people = [task.assignee, *people_in(history)]
        names = known | names_of(session, actor, [name for name in people if name not in known])
        around = Around(actor, now, instance, project.code if project else None, project.name if project else None, names, calendar_now(session))
        shown = {"task": task_view(task, around), "form": _form(session, actor, task, instance, now)}
        return shown | {"context": _context(task, instance, project, around, history, sees_answers(actor))}


def _form(session: Session, actor: Actor, task: Task, instance: Instance, now: datetime) -> dict[str, Any] | None:
    release = definition(instance.release_id)
    form = release.form(task.form) if task.form else None
    if form is None:
        return None
    draft, saved_at = None, None
    if task.status == "open":
        draft, saved_at = run(session, _DRAFT, task.id, actor.username).fetchone() or (None, None)
        given = given_for_task(look_at(session, instance, actor, now), task) if prefill_of(release, task) else {}
        data = given | signature(form, actor, max(now, instance.last_event_at))
    else:
        data = _answers(session, task)
    return form_view(form, form.narrowed(task.decisions), data) | {"draft": draft, "draft_saved_at": moment(saved_at)}


def form_view(form: Form, schema: Any, data: dict[str, Any]) -> dict[str, Any]:
    """A form for the browser; null values of a prefill say nothing, so they are left out."""
    return {"name": form.name, "title": form.title, "schema": schema, "ui": form.ui, "data": {k: v for k, v in data.items() if v is not None}}


def _answers(session: Session, task: Task) -> dict[str, Any]:
    """What was answered to a task that is done."""
    completed = select(Event.payload).where(Event.instance_id == task.instance_id, Event.kind == "task:complete", Event.address == task.address)
    payload = session.scalars(completed.order_by(Event.seq.desc()).limit(1)).first() if task.status == "done" else None
    return dict(orjson.loads(payload)["data"]) if payload is not None else {}


def _recent(session: Session, actor: Actor, instance: Instance) -> list[Any]:
    """The newest events with the names of who acted; an outside party is shown none."""
    if not may_read_case(actor, instance):
        return []
    return list(session.execute(_NEWEST, {"instance": instance.id}))[::-1]


def _context(task: Task, instance: Instance, project: Project | None, around: Around, history: list[Any], answers: bool) -> dict[str, Any]:
    release = definition(instance.release_id)
    element = release.element(task.process, task.element)
    labels = labels_of(instance.release_id)
    return {
        "instance": str(instance.id), "process": labels.processes.get(instance.process, instance.process), "release": instance.release_id,
        "business_key": instance.business_key, "project": _header(instance, project), "instructions": release.notice.said(element.instructions),
        "documentation": release.notice.said(element.documentation), "clauses": list(element.clauses), "decisions": task.decisions,
        "history": [event_view(e, labels, around.names, with_payload=answers) for e in history],
    }  # fmt: skip


def _header(instance: Instance, project: Project | None) -> dict[str, Any] | None:
    """The project with the fields of B0."""
    shown = project_view(instance, project.code if project else None, project.name if project else None)
    if shown is None or project is None:
        return shown
    return shown | {
        "project_code": project.code or NO_CODE, "project_name": project.name, "dept_name": office_name(project.dept),
        "plan_year": project.plan_year, "phase": project.phase, "state": project.state,
    }  # fmt: skip
