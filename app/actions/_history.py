"""The events of a case as chain and re-execution read them."""

from __future__ import annotations

from collections.abc import Iterator

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions._calendars import calendar_digest
from app.history.chain import Row
from app.history.replay import Recorded
from app.models import Event


def rows_of(session: Session, instance_id: int) -> list[Event]:
    """All events of a case in order."""
    return list(session.scalars(select(Event).where(Event.instance_id == instance_id).order_by(Event.seq)))


def chained(events: list[Event]) -> Iterator[Row]:
    """As the hash chain sees them."""
    for e in events:
        yield Row(e.seq, e.kind, e.at, e.actor, e.acting_for, e.element, e.address, calendar_digest(e.calendar), e.payload, e.hash)


def recorded(events: list[Event]) -> Iterator[Recorded]:
    """As re-execution sees them."""
    for e in events:
        yield Recorded(e.seq, e.kind, e.at, e.actor, e.acting_for, e.element, e.address, e.calendar, orjson.loads(e.payload))
