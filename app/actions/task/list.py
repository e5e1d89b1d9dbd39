"""The inbox: pages of tasks with an exact total, in two statements however many there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from app.access.reading import claimable_by, done_by, mine, readable_cases, reads_every_case
from app.db import reading
from app.errors import DataInvalid
from app.ground.case_clock import case_now
from app.models import Instance, Task
from app.models.search import matches
from app.people import Actor
from app.records.project import Project
from app.views.due import calendar_now
from app.views.paging import Order, Page, Part, cut
from app.views.tasks import Around, names_of, task_view

_ID = Part(Task.id, int)
ORDERS = {
    "due": Order("due", Part(Task.due_at, datetime, nulls=True), _ID),
    "created": Order("created", Part(Task.id, int, descending=True)),  # numbers rise with time, and have their index
    "priority": Order("priority", Part(Task.priority, int, descending=True), Part(Task.due_at, datetime, nulls=True), _ID),
    "done": Order("done", Part(Task.done_at, datetime, descending=True, nulls=True), Part(Task.id, int, descending=True)),
}
VIEWS = ("mine", "claimable", "done", "all")


@dataclass(frozen=True)
class Wanted:
    """What is asked for. `process` matches the task's own diagram or the top one; `element`, `instance` narrow further."""

    view: str = "mine"
    q: str | None = None
    process: str | None = None
    element: str | None = None
    instance: int | None = None
    project: int | None = None
    overdue: bool | None = None
    sort: str | None = None
    limit: int = 50
    after: list[Any] | None = None


def list_tasks(actor: Actor, wanted: Wanted) -> Page[dict[str, Any]]:
    """A page of tasks of one view.

    Raises  DataInvalid for a view or an order that there is not, RequestMalformed for a cursor of another list.
    """
    order = ORDERS[_known("sort", wanted.sort or ("done" if wanted.view == "done" else "due"), tuple(ORDERS))]
    _known("view", wanted.view, VIEWS)
    with reading() as session:
        now = case_now(session)
        conditions = [_view(actor, wanted.view), *_filters(wanted, now)]
        page = select(Task, Instance, Project.code, Project.name).join(Instance, Instance.id == Task.instance_id)
        page = page.outerjoin(Project, Project.id == Instance.project_id)
        found = _searched(session, conditions, order, wanted) if wanted.q and wanted.after is None else None
        page = page.where(Task.id.in_(found.ids if found else _cut(actor, wanted, conditions, order)))
        rows, more = cut(session.execute(page.order_by(*order.by())).all(), wanted.limit)
        total = found.total if found else len(rows) if wanted.after is None and not more else _count(session, actor, wanted, conditions)
        names = names_of(session, actor, [task.assignee for task, *_ in rows])
        calendar = calendar_now(session)
        items = [task_view(task, Around(actor, now, instance, code, name, names, calendar)) for task, instance, code, name in rows]
    key = order.key([getattr(rows[-1][0], part.column.key) for part in order.parts]) if more else None
    return Page(items, total, key)


@dataclass(frozen=True)
class _Found:
    """The tasks of the first page of a search (and one more), and how many there are."""

    ids: list[int]
    total: int


def _searched(session: Session, conditions: list[ColumnElement[bool]], order: Order, wanted: Wanted) -> _Found:
    """Searched once for both: finding a few among many costs more than counting them."""
    found = select(Task.id, func.count().over()).join(Instance, Instance.id == Task.instance_id).where(*conditions)
    rows = session.execute(found.order_by(*order.by()).limit(wanted.limit + 1)).all()
    return _Found([number for number, _ in rows], rows[0][1] if rows else 0)


def _cut(actor: Actor, wanted: Wanted, conditions: list[ColumnElement[bool]], order: Order) -> Select[int]:
    """The tasks of this page (and one more), found by themselves: ordering them together with their cases would read every case of the list."""
    found = select(Task.id).where(*conditions, *order.after(wanted.after)).order_by(*order.by()).limit(wanted.limit + 1)
    return found.join(Instance, Instance.id == Task.instance_id) if _asks_for_cases(actor, wanted) else found


def _asks_for_cases(actor: Actor, wanted: Wanted) -> bool:
    """Whether a condition reads the case; cases are wide rows."""
    return (wanted.view == "all" and not reads_every_case(actor)) or bool(wanted.q) or wanted.project is not None


def _count(session: Session, actor: Actor, wanted: Wanted, conditions: list[ColumnElement[bool]]) -> int:
    counted = select(func.count()).select_from(Task)
    if _asks_for_cases(actor, wanted):
        counted = counted.join(Instance, Instance.id == Task.instance_id)
    return session.scalars(counted.where(*conditions)).one()


def _view(actor: Actor, view: str) -> ColumnElement[bool]:
    if view == "all":
        own = or_(Task.assignee == actor.username, Task.done_by == actor.username)
        return or_(readable_cases(actor), own)
    return {"mine": mine, "claimable": claimable_by, "done": done_by}[view](actor)


def _filters(wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.view == "all":
        found.append(Task.status == "open")
    if wanted.process:
        # Nearly always the former, which is asked first. One value, not EXISTS: for that the planner would read all cases of the process at once.
        of_case = select(Instance.process).where(Instance.id == Task.instance_id).correlate(Task).scalar_subquery()
        found.append(or_(Task.process == wanted.process, of_case == wanted.process))
    if wanted.element:
        found.append(Task.element == wanted.element)
    if wanted.instance is not None:
        found.append(Task.instance_id == wanted.instance)
    if wanted.project is not None:
        found.append(Instance.project_id == wanted.project)
    if wanted.overdue is not None:
        late = (Task.status == "open") & (Task.due_at < now)
        found.append(late if wanted.overdue else func.coalesce(~late, True))
    if wanted.q and (condition := matches(Instance.search, wanted.q)) is not None:
        found.append(condition)
    return found


def _known(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value in allowed:
        return value
    said = f"应为 {'、'.join(allowed)} 之一 / one of {', '.join(allowed)}"
    raise DataInvalid("查询参数有误。", "A query parameter is wrong.", errors=[{"pointer": f"/query/{name}", "message": said}])
