"""The events of a case as chain and re-execution read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.history.chain import Row
from app.history.replay import Recorded
from app.models import Event

_ROWS = select(*Event.__table__.c).where(Event.instance_id == bindparam("instance")).order_by(Event.seq)


def rows_of(session: Session, instance_id: int) -> list[Event]:
    """All events of a case in order, as they lie in the database now: plain rows, of which a case may have many thousands."""
    rows: list[Any] = list(session.execute(_ROWS, {"instance": instance_id}))
    return rows


def chained(events: list[Event], calendars: Mapping[int, str]) -> Iterator[Row]:
    """As the hash chain sees them; `calendars`: number → digest."""
    for e in events:
        yield Row(e.seq, e.kind, e.at, e.actor, e.acting_for, e.element, e.address, calendars.get(e.calendar, ""), e.payload, e.hash)


def recorded(events: list[Event]) -> Iterator[Recorded]:
    """As re-execution sees them."""
    for e in events:
        yield Recorded(e.seq, e.kind, e.at, e.actor, e.acting_for, e.element, e.address, e.calendar, said(e))


def said(event: Event) -> Mapping[str, Any]:
    """The payload; nothing where somebody made it something else than a JSON object."""
    try:
        found = orjson.loads(event.payload)
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}
