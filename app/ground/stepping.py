"""A case as it was right after one of its steps, executed again from the nearest state that was kept.

One state every 50 steps is kept in a table (`ReplayPoint`), so whichever process answers, on whichever machine, executes at most 50 steps for
one. They are made when somebody first looks that far, at most 20,000 of them in all; the oldest make room. None of them is believed unless
it is sealed with the history's key over the very chain that lies there now.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import engine
from app.clock import real_now
from app.db import run
from app.errors import HistoryBroken, NotFound
from app.ground.calendars import calendar_of
from app.ground.releases import definition
from app.ground.seal import history_key
from app.history.chain import point_seal
from app.history.events import are_inputs, recorded
from app.history.replay import replay
from app.models import Event, Instance

EVERY = 50
MOST = 20_000
Seen = TypeVar("Seen")

_NEAREST = """
    SELECT p.n, p.seq, p.suspended, p.snapshot, p.mac, e.hash, e.at, e.calendar FROM replay_point p
    JOIN event e ON e.instance_id = p.instance_id AND e.seq = p.seq WHERE p.instance_id = %s AND p.n <= %s ORDER BY p.n DESC LIMIT 1"""
_KEEP = """
    INSERT INTO replay_point (instance_id, n, seq, suspended, snapshot, mac, made_at)
    SELECT %s, point.*, %s FROM unnest(%s::int[], %s::int[], %s::boolean[], %s::bytea[], %s::bytea[]) AS point
    ON CONFLICT (instance_id, n) DO UPDATE SET seq = excluded.seq, suspended = excluded.suspended, snapshot = excluded.snapshot,
    mac = excluded.mac, made_at = excluded.made_at"""
_MAKE_ROOM = """
    DELETE FROM replay_point WHERE (instance_id, n) IN (
        SELECT instance_id, n FROM replay_point ORDER BY made_at DESC, instance_id DESC, n DESC OFFSET %s FOR UPDATE SKIP LOCKED)"""


@dataclass(frozen=True)
class Stepped(Generic[Seen]):
    """The step's event, what was seen before it (None: the case began with it) and after it, and the state after it."""

    event: Event
    before: Seen | None
    after: Seen
    state: engine.State


@dataclass
class _At:
    """A state on the way; `seq`, `head`: the event that led to it. Without a state: before the beginning."""

    n: int = 0
    seq: int = 0
    suspended: bool = False
    state: engine.State | None = None


def stepped(session: Session, instance: Instance, n: int, look: Callable[[engine.State], Seen]) -> Stepped[Seen]:
    """The case before and after step `n` (from 1), as `look` sees it; in a transaction, for states on the way may be kept.

    Raises  NotFound; HistoryBroken when executing again does not give what was recorded.
    """
    release = definition(instance.release_id)
    begin = _nearest(session, instance, release, n - 1)
    passing = _Passing(session, instance.id, begin.seq, n - begin.n)
    before, after, final, keep = (look(begin.state) if begin.state and begin.n == n - 1 else None), None, None, list[tuple[Any, ...]]()
    again = replay(release, recorded(passing), calendar_of, state=begin.state, suspended=begin.suspended)
    for number, one in enumerate(again, begin.n + 1):
        if one.differs or one.state is None:
            raise HistoryBroken(f"第 {number} 步：{one.differs}", f"Executing step {number} again differs from what was recorded.")
        if number == n:
            final, after = one.state, look(one.state)
        elif number == n - 1:
            before = look(one.state)
        if number % EVERY == 0:
            keep.append(_point(instance, release, number, passing, one.state))
    if final is None or after is None or passing.last is None:
        raise NotFound(f"该案件没有第 {n} 步。", f"The case has no step {n}.")
    if keep:
        run(session, _KEEP, instance.id, real_now(), *map(list, zip(*keep, strict=True)))
        run(session, _MAKE_ROOM, MOST)
    return Stepped(passing.last, before, after, final)


class _Passing:
    """The inputs behind `seq`, at most `most`, gone through once; remembers the last one, and whether the case was suspended by it."""

    def __init__(self, session: Session, instance_id: int, seq: int, most: int) -> None:
        wanted = select(*Event.__table__.c).where(Event.instance_id == instance_id, Event.seq > seq, are_inputs())
        options = {"yield_per": 500} if most > 500 else {}
        self._rows: Any = session.execute(wanted.order_by(Event.seq).limit(max(most, 0)), execution_options=options)
        self.last: Event | None = None

    def __iter__(self) -> Iterator[Event]:
        for row in self._rows:
            self.last = row
            yield row


def _nearest(session: Session, instance: Instance, release: engine.Release, n: int) -> _At:
    """The last kept state up to step `n` that is truly ours."""
    row = run(session, _NEAREST, instance.id, n).fetchone() if n >= EVERY else None
    if row is None:
        return _At()
    number, seq, suspended, snapshot, mac, head, at, calendar = row
    if not hmac.compare_digest(mac, point_seal(history_key(), instance.number, release.name, number, seq, suspended, head, snapshot)):
        return _At()
    state = engine.restore(release, snapshot, now=at, calendar=calendar_of(calendar))
    return _At(number, seq, suspended, state)


def _point(instance: Instance, release: engine.Release, n: int, passing: _Passing, state: engine.State) -> tuple[Any, ...]:
    event = passing.last
    assert event is not None, "a step was executed"
    suspended, snapshot = event.kind == "instance:suspend", engine.freeze(state)
    mac = point_seal(history_key(), instance.number, release.name, n, event.seq, suspended, event.hash, snapshot)
    return n, event.seq, suspended, snapshot, mac
