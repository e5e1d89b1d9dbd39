"""Where the running cases of a process stand on its map: one statement, grouped by what is open, so that many cases are few rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, case, false, func, literal, select, union_all
from sqlalchemy.orm import Session

from app import engine
from app.engine.looking.chart import Chart
from app.models import Incident, Instance, ServiceCall, Task, Timer, Wait
from app.views.standing import hanging, way_of

RUNNING = ("running", "suspended", "incident")
LATE = "!"  # before the address of a task whose deadline is over

Way = tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """How many cases stand at a phase or step, and how many of them are late there."""

    cases: int
    overdue: int


@dataclass(frozen=True)
class Standing:
    """`at`: by the way down to a phase or step; `total`: all running cases; `elsewhere`: those that stand at nothing on the map."""

    at: dict[Way, Place]
    total: int
    elsewhere: int


def places(session: Session, release: engine.Release, chart: Chart, readable: ColumnElement[bool], now: datetime) -> Standing:
    """Of the cases that somebody may read; a case with two things open in one phase counts once there."""
    found = _things(release, chart, readable, now).subquery()
    cases: Counter[Way] = Counter()
    late: Counter[Way] = Counter()
    total = elsewhere = 0
    for things, count in session.execute(select(found.c.things, func.count()).group_by(found.c.things)):
        here = _at(chart, things)
        total += count
        elsewhere += 0 if here else count
        for way, is_late in here.items():
            cases[way] += count
            late[way] += count if is_late else 0
    return Standing({way: Place(count, late[way]) for way, count in cases.items()}, total, elsewhere)


def standing_at(session: Session, release: engine.Release, chart: Chart, way: Way, now: datetime, *, overdue: bool) -> ColumnElement[bool]:
    """The condition on cases that stand at one phase or step (and are late there)."""
    opened = _opened(release, now).subquery()
    there = [a for a in session.scalars(select(opened.c.address).distinct()) if way in _on(chart, a)]
    found = select(opened.c.instance_id).where(opened.c.address.in_(there), *([opened.c.late] if overdue else []))
    return and_(Instance.process == chart.process, Instance.status.in_(RUNNING), Instance.id.in_(found))


def _things(release: engine.Release, chart: Chart, readable: ColumnElement[bool], now: datetime) -> Select[int, Any]:
    """(case, what is open in it as addresses, those of late tasks marked)."""
    opened = _opened(release, now).subquery()
    marked = case((opened.c.late, literal(LATE)), else_=literal("")) + opened.c.address
    found = select(Instance.id, func.array_agg(marked).label("things")).outerjoin(opened, opened.c.instance_id == Instance.id)
    return found.where(Instance.process == chart.process, Instance.status.in_(RUNNING), readable).group_by(Instance.id)


def _opened(release: engine.Release, now: datetime) -> CompoundSelect[Any]:
    """(case, address, whether it is late) of all that is open. What only hangs on an activity is no place where a case stands."""
    hangs, on_time = sorted(hanging(release)), false().label("late")
    return union_all(
        select(Task.instance_id, Task.address, func.coalesce(Task.due_at < now, false()).label("late")).where(Task.status == "open"),
        select(Wait.instance_id, Wait.address, on_time).where(Wait.element.not_in(hangs)),
        select(Timer.instance_id, Timer.address, on_time).where(Timer.element.not_in(hangs)),
        select(ServiceCall.instance_id, ServiceCall.address, on_time).where(ServiceCall.status == "open"),
        select(Incident.instance_id, Incident.address, on_time).where(Incident.resolved_at.is_(None), Incident.address.is_not(None)),
    )


def _at(chart: Chart, things: Iterable[str | None]) -> dict[Way, bool]:
    """The phases and steps at which a case stands, each with whether it is late there."""
    here: dict[Way, bool] = {}
    for thing in things:
        if thing is None:
            continue
        late = thing.startswith(LATE)
        for way in _on(chart, thing.removeprefix(LATE)):
            here[way] = here.get(way, False) or late
    return here


@lru_cache(maxsize=4096)
def _on(chart: Chart, address: str) -> tuple[Way, ...]:
    """What of the map lies on the way down to an address. A case of another release is found by the names of its elements."""
    ways = _ways(chart)
    parts = way_of(address)
    found = tuple(parts[:n] for n in range(1, len(parts) + 1) if parts[:n] in ways)
    if found:
        return found
    known = next((w for part in parts for w in ways if w[-1] == part), None)
    return () if known is None else tuple(known[:n] for n in range(1, len(known) + 1) if known[:n] in ways)


@lru_cache(maxsize=16)
def _ways(chart: Chart) -> frozenset[Way]:
    return frozenset(node.way for node in chart.nodes())
