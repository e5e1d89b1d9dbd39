"""The house's own history: for auditors and administrators."""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import ColumnElement, func, or_, select

from app.access.reading import log_reading
from app.db import transaction
from app.models import HouseEvent
from app.people import Actor, require
from app.views.house import house_event_view, people_of
from app.views.paging import Order, Page, Part, cut
from app.views.tasks import names_of

NEWEST = Order("house", Part(HouseEvent.seq, int, descending=True))


def list_house_events(
    actor: Actor, *, kind: str | None = None, person: str | None = None, limit: int = 50, after: list[Any] | None = None
) -> Page[dict[str, Any]]:
    """Newest first; `kind`: the whole kind or how it begins (`role:`); `person`: who acted, or whom it is about. That it was read is logged.

    Raises  NotAllowed, RequestMalformed for a cursor of another list.
    """
    require(actor.holds("auditor") or actor.holds("admin"), "只有审计人员和系统管理员可以查看单位与权限的变动。", "For auditors and administrators.")
    conditions: list[ColumnElement[bool]] = []
    if kind:
        conditions.append(HouseEvent.kind.startswith(kind, autoescape=True))
    if person:
        about = orjson.dumps(person).decode()
        named = (HouseEvent.payload.contains(f'"{key}":{about}', autoescape=True) for key in ("username", "person"))
        conditions.append(or_(HouseEvent.actor == person, *named))
    with transaction() as session:
        log_reading(session, actor, "house events", None)
        page = select(HouseEvent).where(*conditions, *NEWEST.after(after)).order_by(*NEWEST.by()).limit(limit + 1)
        rows, more = cut(list(session.scalars(page)), limit)
        total = session.scalars(select(func.count()).select_from(HouseEvent).where(*conditions)).one()
        names = names_of(session, actor, people_of(list(rows)))
        return Page([house_event_view(row, names) for row in rows], total, NEWEST.key([rows[-1].seq]) if more else None)
