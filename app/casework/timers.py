"""Timers of one case that are due: each a command of its own, by due moment and then address; reminders come in the same order and move nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from app import engine
from app.casework.case import Case, open_case
from app.casework.incident import raise_incident
from app.casework.reminders import Due, remind
from app.casework.settle import settle
from app.casework.write import write_step
from app.db import run, transaction
from app.errors import HouseError, InstanceNotRunning
from app.people import SYSTEM


@dataclass(frozen=True)
class Fired:
    """A timer that fired, or a reminder."""

    at: datetime
    instance: int
    process: str
    element: str
    kind: str = "timer"


def fire_timers_of(instance_id: int) -> list[Fired]:
    """All timers and reminders of one case that are due; each in a transaction of its own. A step that is refused becomes an incident and parks its timer."""

    def mine(session: Session) -> Case | None:
        try:
            return open_case(session, instance_id, SYSTEM, timers_first=False)
        except InstanceNotRunning:
            return None

    done: list[Fired] = []
    while (fired := fire_next(mine)) is not None:
        done.append(fired)
    return done


def fire_next(opened: Callable[[Session], Case | None]) -> Fired | None:
    """The first timer or reminder of the case that `opened` locks, in a transaction of its own; None when nothing is due."""
    try:
        with transaction() as session:
            case = opened(session)
            return None if case is None else fire_one(case)
    except _Refused as refused:
        with transaction() as session:
            row = refused.row
            command = {"kind": "timer", "address": row.address}
            if raise_incident(session, row.instance, refused.reason, command, row.element, row.address):
                run(session, "UPDATE timer SET parked = true WHERE instance_id = %s AND address = %s", row.instance, row.address)
        return refused.row


@dataclass(frozen=True)
class _Parked(Fired):
    address: str = ""


class _Refused(Exception):
    """Carries which timer's step was refused out of its transaction."""

    def __init__(self, row: _Parked, reason: HouseError) -> None:
        super().__init__(str(reason))
        self.row, self.reason = row, reason


def fire_one(case: Case) -> Fired | None:
    """The first of a case in hand, inside the caller's transaction."""
    mine = case.instance.id
    first = run(case.session, _FIRST, *(mine, case.now) * 2).fetchone()
    if first is None:
        return None
    kind, address, element, process, due_at, later, tells = first
    if kind == "reminder":
        remind(case, Due(address, element, process, due_at, later, tells))
        return Fired(due_at, mine, process, element, kind)
    fired = _Parked(due_at, mine, process, element, "timer", address)
    try:
        engine.fire(case.state, address)
        case.input("timer:fire", {"due_at": due_at.astimezone(UTC).isoformat()}, element, address)
        write_step(case, settle(case))
    except HouseError as error:
        raise _Refused(fired, error) from error
    return fired


_FIRST = """
    SELECT 'timer' AS kind, address, element, process, due_at, NULL::timestamptz[] AS later, NULL::text[] AS tells
    FROM timer WHERE instance_id = %s AND due_at <= %s AND NOT parked
    UNION ALL SELECT 'reminder', address, element, process, due_at, later, tells FROM reminder WHERE instance_id = %s AND due_at <= %s AND NOT parked
    ORDER BY due_at, address, kind DESC LIMIT 1"""
