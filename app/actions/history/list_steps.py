"""The steps of a case: the events that moved it, numbered from 1."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from app.access.reading import require_case
from app.db import reading
from app.history.events import are_inputs
from app.models import Event
from app.people import Actor
from app.views.labels import labels_of
from app.views.paging import Order, Page, Part, cut
from app.views.tasks import moment, names_of


def list_steps(actor: Actor, instance_id: int, *, limit: int = 50, after: list[Any] | None = None) -> Page[dict[str, Any]]:
    """A page of steps.

    Raises  NotFound, RequestMalformed.
    """
    with reading() as session:
        instance = require_case(session, actor, instance_id)
        number = func.row_number().over(order_by=Event.seq).label("n")
        inputs = select(Event.seq, Event.kind, Event.at, Event.actor, Event.element, Event.address, number).where(
            Event.instance_id == instance_id, are_inputs()
        )
        steps = inputs.subquery()
        order = Order("n", Part(steps.c.n, int))
        rows, more = cut(session.execute(select(steps).where(*order.after(after)).order_by(steps.c.n).limit(limit + 1)).all(), limit)
        total = session.scalars(select(func.count()).select_from(steps)).one()
        names, labels = names_of(session, actor, [r.actor for r in rows]), labels_of(instance.release_id)
    items = [
        {
            "n": r.n, "seq": r.seq, "kind": r.kind, "at": moment(r.at), "actor": r.actor, "actor_name": names.get(r.actor, r.actor),
            "element": r.element, "element_name": labels.named.get(r.element or "", r.element), "address": r.address,
        }
        for r in rows
    ]  # fmt: skip
    return Page(items, total, order.key([rows[-1].n]) if more else None)
