"""What answers name by id — people, offices, projects, files — as people call it; asked once for many answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.forms import Form
from app.models import StoredFile
from app.people import Actor
from app.records.project import Project
from app.views.answers import Named
from app.views.offices import office_name
from app.views.tasks import names_of

Answers = tuple[Form | None, Mapping[str, Any]]


def named_in(session: Session, actor: Actor, answers: Iterable[Answers], papers: Iterable[str] = ()) -> Named:
    """How to say the references in these answers; at most one statement for each kind of them."""
    wanted: dict[str, set[str]] = {"file-id": set(papers)}
    for form, data in answers:
        for kind, _, value in form.references(data) if form is not None else ():
            wanted.setdefault(kind, set()).add(str(value))
    people = names_of(session, actor, wanted.get("person", ()))
    files = {file["id"]: file for file in files_of(session, wanted["file-id"])}
    projects = _projects(session, wanted.get("project", set()))

    def said(kind: str, value: str) -> Any:
        if kind == "file-id":
            return files.get(value, {"id": value, "name": value, "size": None, "sha256": None})
        if kind == "person":
            return people.get(value, value)
        return projects.get(value, value) if kind == "project" else office_name(value)

    return said


def files_of(session: Session, numbers: Iterable[str]) -> list[dict[str, Any]]:
    """Name, size and SHA-256 of stored files, by id."""
    ids = sorted({int(n) for n in numbers if n.isascii() and n.isdigit() and len(n) < 19})
    if not ids:
        return []
    found = session.execute(select(StoredFile.id, StoredFile.name, StoredFile.size, StoredFile.sha256).where(StoredFile.id.in_(ids)).order_by(StoredFile.id))
    return [{"id": str(f.id), "name": f.name, "size": f.size, "sha256": f.sha256} for f in found]


def _projects(session: Session, numbers: set[str]) -> dict[str, str]:
    ids = [int(n) for n in numbers if n.isascii() and n.isdigit() and len(n) < 19]
    if not ids:
        return {}
    found = session.execute(select(Project.id, Project.code, Project.name).where(Project.id.in_(ids)))
    return {str(p.id): f"{p.code} {p.name}" if p.code else p.name for p in found}
