"""Find cases: those that this person may read, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app import engine
from app.access.reading import readable_cases
from app.db import reading
from app.errors import NotFound
from app.ground.case_clock import case_now
from app.ground.releases import current
from app.models import Instance
from app.models.search import matches
from app.people import Actor
from app.records.project import Project
from app.views.cases import case_view, starter_names, waiting_shortly
from app.views.paging import Order, Page, Part, cut
from app.views.places import standing_at

NEWEST = Order("newest", Part(Instance.id, int, descending=True))


@dataclass(frozen=True)
class Sought:
    """What is asked for. `phase` and `element`: where on the map; `overdue`: and late there."""

    process: str | None = None
    status: str | None = None
    project: int | None = None
    q: str | None = None
    phase: str | None = None
    element: str | None = None
    overdue: bool = False
    limit: int = 50
    after: list[Any] | None = None


def list_instances(actor: Actor, sought: Sought) -> Page[dict[str, Any]]:
    """A page of cases, each with what it waits for in short.

    Raises  RequestMalformed for a cursor of another list, NotFound for a place that is not on the map.
    """
    with reading() as session:
        now = case_now(session)
        conditions = [readable_cases(actor), *_filters(sought)]
        if sought.phase or sought.element:
            conditions.append(_standing(session, sought, now))
        page = select(Instance, Project.code, Project.name).outerjoin(Project, Project.id == Instance.project_id)
        page = page.where(*conditions, *NEWEST.after(sought.after)).order_by(*NEWEST.by()).limit(sought.limit + 1)
        rows, more = cut(session.execute(page).all(), sought.limit)
        whole = sought.after is None and not more
        total = len(rows) if whole else session.scalars(select(func.count()).select_from(Instance).where(*conditions)).one()
        waiting = waiting_shortly(session, actor, now, [row[0] for row in rows])
        names = starter_names(session, actor, [row[0] for row in rows])
        items = [case_view(i, code, name, names.get(i.started_by)) | waiting[i.id] for i, code, name in rows]
    return Page(items, total, NEWEST.key([rows[-1][0].id]) if more else None)


def _filters(sought: Sought) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if sought.process:
        found.append(Instance.process == sought.process)
    if sought.status:
        found.append(Instance.status == sought.status)
    if sought.project is not None:
        found.append(Instance.project_id == sought.project)
    if sought.q and (condition := matches(Instance.search, sought.q)) is not None:
        found.append(condition)
    return found


def _standing(session: Session, sought: Sought, now: datetime) -> ColumnElement[bool]:
    """Those at a place of the map."""
    _, release = current(session)
    chart = engine.chart_of(release)
    node = chart.find(sought.phase, sought.element) if chart else None
    if chart is None or node is None:
        raise NotFound("流程总览上没有这个阶段或环节。", "The map has no such phase or step.")
    return standing_at(session, release, chart, node.way, now, overdue=sought.overdue)
