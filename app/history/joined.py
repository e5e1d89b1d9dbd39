"""What a case took over from its project, and what went wrong with it: the case's row and its incidents, column by column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import engine
from app.history.difference import differs, foreign, missing
from app.history.events import Events, said
from app.history.sources import Fault
from app.models import Event, Incident, Instance
from app.models.search import search_vector


def joined_fault(session: Session, instance: Instance, events: Events, release: engine.Release, early: int) -> Fault | None:
    """The first column that differs."""
    return next(chain(_case(session, instance, events, release, early), _incidents(session, instance, events, early)), None)


def _case(session: Session, instance: Instance, events: Events, release: engine.Release, early: int) -> Iterator[Fault]:
    """Of a case whose project was found before events named it nothing is said but that it has not ended."""
    name = release.process(instance.process).name
    by, project = next(_projects(events, early), (None, None))
    if by is not None or not early:
        must = {column: (project or {}).get("id" if column == "project_id" else column) for column in ("project_id", "title", "dept", "build_unit")}
        must["title"] = must["title"] or name
        seq = by.seq if by is not None else 1
        yield from (differs("instance", instance.id, c, must[c], getattr(instance, c), seq) for c in must if getattr(instance, c) != must[c])
        words = search_vector(*((must["title"],) if project else ()), instance.business_key, name)
        if not session.scalars(select(Instance.search == words).where(Instance.id == instance.id)).one():
            yield differs("instance", instance.id, "search", must["title"], "?", seq)
    if instance.status not in ("ended", "cancelled"):
        yield from (differs("instance", instance.id, c, None, getattr(instance, c), len(events)) for c in ("outcome", "ended_at") if getattr(instance, c))


def _projects(events: Events, early: int) -> Iterator[tuple[Event, Mapping[str, Any]]]:
    for event in events:
        if event.seq > early and '"project":{' in event.payload and isinstance(found := said(event).get("project"), dict):
            yield event, found


def _incidents(session: Session, instance: Instance, events: Events, early: int) -> Iterator[Fault]:
    wanted: dict[int, tuple[int, dict[str, Any]]] = {}
    for event in events:
        if not event.kind.startswith("incident:"):
            continue
        payload = said(event)
        number = payload.get("incident")
        if event.kind == "incident:raise":
            row = {"address": event.address, "element": event.element, "message": payload["message"], "command": payload["command"], "created_at": event.at}
            wanted[payload["incident"]] = (event.seq, row | {"resolved_at": None, "resolved_by": None})
        elif number in wanted:
            resolved = {"resolved_at": event.at, "resolved_by": event.actor}
            if event.seq <= early:
                wanted[number][1].pop("resolved_at", None)
                resolved.pop("resolved_at")
            wanted[number] = (event.seq, wanted[number][1] | resolved)
    rows = {row.id: row for row in session.scalars(select(Incident).where(Incident.instance_id == instance.id))}
    for number, (seq, must) in wanted.items():
        if number not in rows:
            yield missing("incident", number, seq)
            continue
        found = rows[number]
        yield from (differs("incident", number, c, must[c], getattr(found, c), seq) for c in must if getattr(found, c) != must[c])
    yield from (foreign("incident", number) for number in sorted(rows.keys() - wanted.keys()))
