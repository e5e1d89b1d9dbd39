"""A case's history in order."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.access.operating import OPERATOR_ACTS
from app.access.reading import log_reading, require_case, sees_answers
from app.db import transaction
from app.models import Event
from app.people import Actor
from app.views.events import event_view, people_in
from app.views.labels import labels_of
from app.views.paging import Order, Page, Part, cut
from app.views.tasks import names_of

IN_ORDER = Order("seq", Part(Event.seq, int))


def list_events(actor: Actor, instance_id: int, *, behind: int = 0, limit: int = 50, after: list[Any] | None = None) -> Page[dict[str, Any]]:
    """A page of events with `seq` above `behind`; the process owner sees the payload of operator acts alone.

    Raises  NotFound, RequestMalformed.
    """
    with transaction() as session:
        instance = require_case(session, actor, instance_id)
        log_reading(session, actor, "events", instance.id)
        statement = select(Event).where(Event.instance_id == instance_id, Event.seq > behind, *IN_ORDER.after(after))
        rows, more = cut(session.scalars(statement.order_by(Event.seq).limit(limit + 1)).all(), limit)
        names, shown = names_of(session, actor, people_in(rows)), sees_answers(actor) or instance.started_by == actor.username
        items = [event_view(e, labels_of(instance.release_id), names, with_payload=shown or e.kind in OPERATOR_ACTS) for e in rows]
        return Page(items, max(instance.event_count - behind, 0), IN_ORDER.key([rows[-1].seq]) if more else None)
