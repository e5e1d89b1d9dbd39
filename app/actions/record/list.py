"""The institution's books, as far as this person may read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_, select, true
from sqlalchemy.orm import Session

from app.access.reading import home_offices, reads_all_cases
from app.db import reading
from app.errors import NotFound
from app.people import Actor
from app.periods import SHANGHAI
from app.records.base import Record
from app.records.columns import COLUMNS
from app.records.kinds import KINDS, as_json
from app.records.project import Project
from app.views.offices import office_name
from app.views.paging import Order, Page, Part, cut


@dataclass(frozen=True)
class Looked:
    """What is asked for; a filter that a kind has no column for matches nothing."""

    project: int | None = None
    dept: str | None = None
    plan_year: int | None = None
    state: str | None = None
    q: str | None = None
    limit: int = 50
    after: list[Any] | None = None


def kinds_of_records() -> list[dict[str, Any]]:
    """The kinds there are; `columns`: what a list of them shows, where it is known (those have an Excel file, too)."""
    return [{"kind": name, "title": kind.title, "columns": [vars(column) for column in COLUMNS.get(name, ())]} for name, kind in KINDS.items()]


def list_records(actor: Actor, kind: str, looked: Looked) -> Page[dict[str, Any]]:
    """A page of records, newest first; a department sees those of its projects and those of no project.

    Raises  NotFound for an unknown kind.
    """
    table = kind_of_record(kind)
    newest = Order(f"records-{kind}", Part(table.id, int, descending=True))
    conditions = conditions_of(actor, table, looked)
    with reading() as session:
        page = select(table).where(*conditions, *newest.after(looked.after)).order_by(*newest.by()).limit(looked.limit + 1)
        rows, more = cut(session.scalars(page).all(), looked.limit)
        total = session.scalars(select(func.count()).select_from(table).where(*conditions)).one()
        return Page(with_projects(session, rows), total, newest.key([rows[-1].id]) if more else None)


def conditions_of(actor: Actor, table: type[Record], looked: Looked) -> list[ColumnElement[bool]]:
    """Which records of a kind this person sees in a list."""
    return [table.voided_at.is_(None), readable_records(actor, table), *_filters(table, looked)]


def with_projects(session: Session, rows: Sequence[Record]) -> list[dict[str, Any]]:
    """The rows as JSON, with code, name and department of their projects, read in one go."""
    wanted = {found for row in rows if (found := getattr(row, "project_id", None)) is not None}
    known = {project.id: project for project in session.scalars(select(Project).where(Project.id.in_(wanted)))} if wanted else {}
    shown = []
    for row in rows:
        project = row if isinstance(row, Project) else known.get(getattr(row, "project_id", None) or 0)
        about = {"project_code": project.code, "project_name": project.name, "dept_name": office_name(project.dept)} if project is not None else {}
        shown.append(about | record_view(row))
    return shown


def kind_of_record(kind: str) -> type[Record]:
    """The table of a kind.

    Raises  NotFound.
    """
    if kind not in KINDS:
        raise NotFound(f"没有「{kind}」这种台账。", f"There is no kind of record {kind!r}.")
    return KINDS[kind]


def readable_records(actor: Actor, table: type[Record]) -> ColumnElement[bool]:
    """Records of this kind that this person may read."""
    if reads_all_cases(actor):
        return true()
    offices = home_offices(actor)
    if not offices:
        return false()
    own = select(Project.id).where(or_(Project.dept.in_(offices), Project.build_unit.in_(offices)))
    if table is Project:
        return table.id.in_(own)
    columns: Any = table.__table__.columns
    ways: list[ColumnElement[bool]] = []
    if "project_id" in columns:
        ways += [columns.project_id.in_(own), columns.project_id.is_(None)]
    if "dept" in columns:
        ways.append(columns.dept.in_(offices))
    return or_(*ways) if ways else true()


def _filters(table: type[Record], looked: Looked) -> list[ColumnElement[bool]]:
    columns: Any = table.__table__.columns
    found: list[ColumnElement[bool]] = []
    wanted = {"id" if table is Project else "project_id": looked.project, "plan_year": looked.plan_year, "state": looked.state}
    for name, value in wanted.items():
        if value is not None:
            found.append(columns[name] == value if name in columns else false())
    if looked.dept is not None:
        theirs = select(Project.id).where(Project.dept == looked.dept)
        found.append(columns.dept == looked.dept if "dept" in columns else columns.project_id.in_(theirs) if "project_id" in columns else false())
    if looked.q and looked.q.strip():
        found.append(_spoken_of(columns, looked.q.strip()))
    return found


def _spoken_of(columns: Any, piece: str) -> ColumnElement[bool]:
    """A piece of name, code or number, of the record or of its project."""
    ways = [columns[name].icontains(piece, autoescape=True) for name in ("name", "code", "no") if name in columns]
    if "project_id" in columns:
        named = or_(Project.name.icontains(piece, autoescape=True), Project.code.icontains(piece, autoescape=True))
        ways.append(columns.project_id.in_(select(Project.id).where(named)))
    return or_(*ways) if ways else false()


def record_view(record: Record) -> dict[str, Any]:
    """A record as JSON: ids as text, moments in the county's time."""
    shown = {k: v.astimezone(SHANGHAI).isoformat() if isinstance(v := getattr(record, k, None), datetime) else plain for k, plain in as_json(record).items()}
    process_instance = shown.pop("instance_id", None)
    ids = {k: str(shown[k]) if shown[k] is not None else None for k in ("id", "project")}
    return shown | ids | {"process_instance_id": str(process_instance) if process_instance is not None else None}
