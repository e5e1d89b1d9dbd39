"""Find cases: those that this person may read, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from app.access.reading import readable_cases
from app.db import reading
from app.models import Instance
from app.models.search import matches
from app.people import Actor
from app.records.project import Project
from app.views.cases import case_view, starter_names, waiting_texts
from app.views.paging import Order, Page, Part, cut

NEWEST = Order("newest", Part(Instance.id, int, descending=True))


@dataclass(frozen=True)
class Sought:
    """What is asked for."""

    process: str | None = None
    status: str | None = None
    project: int | None = None
    q: str | None = None
    limit: int = 50
    after: list[Any] | None = None


def list_instances(actor: Actor, sought: Sought) -> Page[dict[str, Any]]:
    """A page of cases, each with what it waits for in short.

    Raises  RequestMalformed for a cursor of another list.
    """
    conditions = [readable_cases(actor), *_filters(sought)]
    with reading() as session:
        page = select(Instance, Project.code, Project.name).outerjoin(Project, Project.id == Instance.project_id)
        page = page.where(*conditions, *NEWEST.after(sought.after)).order_by(*NEWEST.by()).limit(sought.limit + 1)
        rows, more = cut(session.execute(page).all(), sought.limit)
        whole = sought.after is None and not more
        total = len(rows) if whole else session.scalars(select(func.count()).select_from(Instance).where(*conditions)).one()
        waiting = waiting_texts(session, [row[0] for row in rows])
        names = starter_names(session, actor, [row[0] for row in rows])
        items = [case_view(i, code, name, names.get(i.started_by)) | {"waiting_for": waiting.get(i.id, [])} for i, code, name in rows]
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
