"""Ids in answers must name something: offices, people, suppliers, projects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.forms import FieldError, Form
from app.models import Membership, Office, Person
from app.records.project import Project

TITLES = {"office": ("单位", "office"), "person": ("人员", "person"), "supplier": ("供应商", "supplier"), "project": ("项目", "project")}


def unknown_references(session: Session, form: Form, data: Mapping[str, Any]) -> list[FieldError]:
    """A fault for every id that names nothing; one statement for each kind that occurs."""
    named: dict[str, list[tuple[str, Any]]] = {}
    for kind, pointer, value in form.references(data):
        if kind in TITLES:
            named.setdefault(kind, []).append((pointer, value))
    faults = []
    for kind, uses in named.items():
        known = _known(session, kind, {str(value) for _, value in uses})
        zh, en = TITLES[kind]
        faults += [FieldError(pointer, f"没有这个{zh}：{value}", f"no such {en}: {value}", "reference") for pointer, value in uses if str(value) not in known]
    return faults + _outside_pool(session, form, data)


def _outside_pool(session: Session, form: Form, data: Mapping[str, Any]) -> list[FieldError]:
    """Who is named in a field that is filled from a pool (`x-draw`: its role) belongs to it, drawn or not."""
    faults = []
    for name, field in form.plain.get("properties", {}).items():
        if not (isinstance(field, dict) and isinstance(field.get("x-draw"), str) and data.get(name)):
            continue
        members = select(Membership.person).where(Membership.person.in_(data[name]), Membership.role == field["x-draw"])
        known = set(session.scalars(members))
        told = [(number, value) for number, value in enumerate(data[name]) if value not in known]
        faults += [FieldError(f"/data/{name}/{n}", f"{v} 不在专家库中", f"{v} is not in the pool of experts", "reference") for n, v in told]
    return faults


def _known(session: Session, kind: str, values: set[str]) -> set[str]:
    return {str(v) for v in session.scalars(_statement(kind, values))}


def _statement(kind: str, values: set[str]) -> Select[Any]:
    if kind == "person":
        return select(Person.username).where(Person.username.in_(values), Person.active)
    if kind == "project":
        return select(Project.id).where(Project.id.in_([int(v) for v in values if v.isdigit() and len(v) < 19]))
    offices = select(Office.code).where(Office.code.in_(values))
    return offices.where(Office.kind == "supplier") if kind == "supplier" else offices
