"""People, for choosing one in a form."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.access.reading import claimable_by, mine
from app.db import reading
from app.ground.releases import definition
from app.models import Instance, Membership, Person, Task
from app.people import Actor
from app.views.offices import office_name
from app.views.paging import Order, Page, Part, cut

BY_NAME = Order("people", Part(Person.username, str))


def list_people(
    actor: Actor, *, role: str | None = None, office: str | None = None, q: str | None = None, limit: int = 50, after: list[Any] | None = None
) -> Page[dict[str, Any]]:
    """Active people who hold the role (in the office), by user name. An outside party finds himself, and whom his own open tasks let him choose.

    Raises  RequestMalformed for a cursor of another list.
    """
    conditions: list[ColumnElement[bool]] = [Person.active.is_(True)]
    if role or office:
        conditions.append(_holding(role, office))
    if q and q.strip():
        conditions.append(or_(Person.username.icontains(q.strip(), autoescape=True), Person.name.icontains(q.strip(), autoescape=True)))
    with reading() as session:
        if actor.is_outside:
            conditions.append(or_(Person.username == actor.username, *_offered(session, actor)))
        page = select(Person).where(*conditions, *BY_NAME.after(after)).order_by(*BY_NAME.by()).limit(limit + 1)
        rows, more = cut(session.scalars(page).all(), limit)
        total = session.scalars(select(func.count()).select_from(Person).where(*conditions)).one()
        memberships = session.execute(select(Membership.person, Membership.role, Membership.office).where(Membership.person.in_([p.username for p in rows])))
        found: dict[str, list[Any]] = {}
        for m in memberships:
            found.setdefault(m.person, []).append(m)
    items = [
        {
            "username": p.username, "name": p.name, "roles": list(dict.fromkeys(m.role for m in found.get(p.username, []))),
            "offices": list(dict.fromkeys(m.office for m in found.get(p.username, []) if m.office)),
            "works_in": p.works_in, "works_in_name": office_name(p.works_in), "specialties": p.specialties,
        }
        for p in rows
    ]  # fmt: skip
    return Page(items, total, BY_NAME.key([rows[-1].username]) if more else None)


def _holding(role: str | None, office: str | None) -> ColumnElement[bool]:
    held = select(Membership.person)
    if role:
        held = held.where(Membership.role == role)
    if office:
        held = held.where(Membership.office == office)
    return Person.username.in_(held)


def _offered(session: Session, actor: Actor) -> list[ColumnElement[bool]]:
    """Those whom the forms of this person's open tasks offer: one condition for each field."""
    open_ones = select(Task.form, Instance.release_id).join(Instance, Instance.id == Task.instance_id)
    asked = session.execute(open_ones.where(or_(mine(actor), claimable_by(actor))).distinct()).all()
    forms = [definition(release).form(name) for name, release in asked if name is not None]
    return [_holding(wanted.get("role"), wanted.get("office")) for form in forms if form is not None for wanted in form.people_offered()]
