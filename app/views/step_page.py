"""One step of a case in full: who, for whom, how long it had waited, what was filled in, what was decided, written and changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import engine
from app.history.events import are_inputs, said
from app.models import Event, Instance, Task
from app.people import Actor
from app.records.base import RecordChange
from app.records.columns import COLUMNS, Column
from app.records.kinds import KINDS
from app.views.answers import answers_view, value_view
from app.views.labels import labels_of
from app.views.offices import label_of
from app.views.references import files_of, named_in
from app.views.tasks import moment

ACTIONS = {"create": ("新增", "made"), "change": ("变更", "changed"), "void": ("作废", "voided")}


def task_of(session: Session, actor: Actor, instance: Instance, event: Event) -> dict[str, Any] | None:
    """The task that a step completed or dropped: since when it waited, in which offices, until when it was due."""
    if event.kind not in ("task:complete", "task:drop"):
        return None
    task = session.scalars(select(Task).where(Task.instance_id == instance.id, Task.address == event.address).order_by(Task.id.desc())).first()
    if task is None:
        return None
    return {
        "id": str(task.id), "since": moment(task.created_at), "waited_seconds": max(0, int((event.at - task.created_at).total_seconds())),
        "offices": [label_of(c, actor.language)["label"] for c in task.candidates], "due_at": moment(task.due_at),
        "late": task.due_at is not None and event.at >= task.due_at,
    }  # fmt: skip


def filled_in(session: Session, actor: Actor, release: engine.Release, event: Event) -> dict[str, Any]:
    """`form`: the answers of a step as its form showed them in that release; `papers`: what lay beside them (代录)."""
    told = said(event)
    papers = [str(n) for n in told.get("papers", [])]
    name = _form_of(release, event)
    form = release.form(name) if name else None
    if form is None or not isinstance(told.get("data"), dict):
        return {"form": None, "papers": files_of(session, papers)}
    named = named_in(session, actor, [(form, told["data"])])
    sections = answers_view(form, told["data"], actor.language, named)
    return {"form": {"title": form.title, "sections": sections}, "papers": files_of(session, papers)}


def _form_of(release: engine.Release, event: Event) -> str | None:
    if event.kind == "instance:start":
        process = said(event).get("process", "")
        return release.process(process).start_form if release.has(process) else None
    if event.kind != "task:complete":
        return None
    return next((f.form for p in release.processes() if (f := release.elements(p.key).get(event.element or "")) is not None), None)


def decided(session: Session, release: engine.Release, instance: Instance, event: Event) -> list[dict[str, Any]]:
    """The tables that were asked in this step: by which facts, which rows hit, what they gave."""
    until = select(Event.seq).where(Event.instance_id == instance.id, Event.seq > event.seq, are_inputs()).order_by(Event.seq).limit(1).scalar_subquery()
    found = select(Event).where(Event.instance_id == instance.id, Event.kind == "decision:make", ~are_inputs(), Event.seq > event.seq)
    rows = list(session.scalars(found.where((Event.seq < until) | until.is_(None)).order_by(Event.seq)))
    asked = [event] if event.kind == "decision:make" else []
    names = labels_of(instance.release_id).named
    return [_decision(release, row, names) for row in [*asked, *rows]]


def _decision(release: engine.Release, event: Event, names: Mapping[str, str]) -> dict[str, Any]:
    told = said(event)
    table = release.decisions.get(str(told.get("decision")))
    called = {output.name: output.label or output.name for output in table.outputs} if table else {}
    rows = {rule.id: n for n, rule in enumerate(table.rules, 1)} if table else {}
    return {
        "name": table.name if table else names.get(event.element or "", event.element),
        "hits": [rows.get(hit, hit) for hit in told.get("hits", [])],
        "inputs": [_fact(name, value) for name, value in _pairs(told.get("inputs"))],
        "outputs": [_fact(called.get(name, name), value) for name, value in _pairs(told.get("outputs"))],
    }  # fmt: skip


def _fact(title: str, value: Any) -> dict[str, Any]:
    return {"title": title, **value_view({}, title, value, "zh", _plain)}


def _pairs(told: Any) -> list[tuple[str, Any]]:
    return list(told.items()) if isinstance(told, dict) else [("", told)] if told is not None else []


def _plain(_kind: str, value: str) -> Any:
    return value


def written(session: Session, actor: Actor, instance: Instance, event: Event) -> list[dict[str, Any]]:
    """The rows of the books that this step wrote, by what their columns are called."""
    found = select(RecordChange).where(RecordChange.key == f"{instance.uid}:{event.address}", RecordChange.at == event.at).order_by(RecordChange.id)
    return [_written(change, actor.language) for change in session.scalars(found)] if event.kind in ("service:finish", "service:fail") else []


def _written(change: RecordChange, language: str) -> dict[str, Any]:
    columns = {c.name: c for c in COLUMNS.get(change.kind, ())}
    kind, shown = KINDS.get(change.kind), dict[str, tuple[Any, Any]]()
    for name in {**(change.before or {}), **(change.after or {})}:
        public = kind.shown_as.get(name, name) if kind else name
        if public in columns:
            shown[public] = ((change.before or {}).get(name), (change.after or {}).get(name))
    zh, en = ACTIONS.get(change.action, (change.action, change.action))
    english = language == "en"
    return {
        "kind": change.kind, "title": kind.title if kind else change.kind, "id": str(change.record_id), "action": en if english else zh,
        "changes": [_row(columns[name], was, now, english=english) for name, (was, now) in shown.items() if was != now],
        "others": len({**(change.before or {}), **(change.after or {})}) - len(shown),
    }  # fmt: skip


def _row(column: Column, was: Any, now: Any, *, english: bool) -> dict[str, Any]:
    return {"title": column.title_en if english else column.title, "before": _cell(column.shown, was), "after": _cell(column.shown, now)}


def _cell(shown: str, value: Any) -> dict[str, Any] | None:
    if value is None:
        return None
    return {"kind": shown, "value": value, **({"unit": "yuan"} if shown == "money" else {})}
