"""The events of a case as chain and re-execution read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson
from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select, text
from sqlalchemy.orm import Session

from app.history.chain import Row
from app.history.replay import ASKED, INPUTS, Recorded
from app.models import Event

_ROWS = select(*Event.__table__.c).where(Event.instance_id == bindparam("instance")).order_by(Event.seq)
# A history as long as this is kept while it is verified; a longer one is read in pieces, each time that somebody goes through it.
FEW = 500


class Events:
    """All events of a case in order, as they lie in the database now: plain rows, of which a case may have many thousands.

    To be gone through inside the transaction of `session` only; several times in one that sees one moment (`at_one_moment`).
    """

    def __init__(self, session: Session, instance_id: int) -> None:
        self._session, self._case = session, {"instance": instance_id}
        self._few: list[Any] | None = list(session.execute(_ROWS.limit(FEW + 1), self._case))
        self.first: Event | None = self._few[0] if self._few else None
        self.last: Event | None = self._few[-1] if self._few else None
        self._count = len(self._few)
        if self._count > FEW:
            self._few = None
            counted = select(func.count()).where(Event.instance_id == instance_id)
            self._count = session.scalars(counted).one()
            self.last = session.execute(_ROWS.order_by(None).order_by(Event.seq.desc()).limit(1), self._case).one()  # type: ignore[assignment]

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Event]:
        rows: Iterable[Any] = self._session.execute(_ROWS, self._case, execution_options={"yield_per": FEW}) if self._few is None else self._few
        yield from rows


def are_inputs() -> ColumnElement[bool]:
    """The events that the engine is told (`replay.is_input`): a canonical payload that holds a digest begins with it."""
    return or_(Event.kind.in_(INPUTS), and_(Event.kind == ASKED, Event.payload.startswith('{"after":')))


def at_one_moment(session: Session) -> None:
    """The first statement of a transaction: all that it reads is as it was at one moment, whatever happens meanwhile."""
    session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))


def chained(events: Iterable[Event], calendars: Mapping[int, str]) -> Iterator[Row]:
    """As the hash chain sees them; `calendars`: number → digest."""
    for e in events:
        yield Row(e.seq, e.kind, e.at, e.actor, e.acting_for, e.element, e.address, calendars.get(e.calendar, ""), e.payload, e.hash)


def recorded(events: Iterable[Event]) -> Iterator[Recorded]:
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
