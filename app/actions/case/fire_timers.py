"""Timers that are due fire by due moment and then address, each a command of its own; reminders come in the same order and move nothing.

Some cases share a transaction, for waiting for the disk is most of what a firing costs; what is refused, or goes wrong, fires again by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from app import engine
from app.casework.case import Case, lock_oldest_due, open_case, open_locked
from app.casework.incident import raise_incident
from app.casework.perform import settle
from app.casework.reminders import Due, remind
from app.casework.write import write_step
from app.db import one, reading, run, transaction
from app.errors import DatabaseAway, HouseError, InstanceNotRunning
from app.ground.calendars import latest_calendar
from app.ground.case_clock import case_now
from app.models import Instance
from app.people import SYSTEM

TOGETHER = 10  # cases in one transaction: their locks are held for some hundredths of a second


@dataclass(frozen=True)
class Fired:
    """A timer that fired, or a reminder."""

    at: datetime
    instance: int
    process: str
    element: str
    kind: str = "timer"


def fire_timers(limit: int = 100) -> int:
    """Fire what is due now, oldest first, of cases that nobody holds; gives how many fired. Several may do this at once."""
    fired = 0
    while fired < limit:
        try:
            together = _fire_together()
        except DatabaseAway:
            raise
        except Exception:  # noqa: BLE001 - nothing was written; each for itself says which one it was
            return fired + _fire_singly()
        if not together:
            break
        fired += together
    return fired


def _fire_together() -> int:
    """The timers of some cases, one of each, in one transaction: all of it or nothing."""
    with transaction() as session:
        locked = lock_oldest_due(session, TOGETHER)
        if not locked:
            return 0
        calendar = latest_calendar(session)
        cases = [open_locked(session, instance, calendar, SYSTEM) for instance in locked]
        return sum(_fire_one(case) is not None for case in cases)


def _fire_singly() -> int:
    """The same cases, each in a transaction of its own.

    A case that cannot even be read keeps no other case waiting: its error is raised when the others have had their turn.
    """
    fired, failed, mine = 0, dict[int, Exception](), list[Instance]()

    def oldest(session: Session) -> Case | None:
        mine[:] = lock_oldest_due(session, but=failed)
        return open_locked(session, mine[0], latest_calendar(session), SYSTEM) if mine else None

    for _ in range(TOGETHER):
        try:
            if _fire_next(oldest) is None:
                break
            fired += 1
        except DatabaseAway:
            raise
        except Exception as error:
            if not mine:
                raise
            failed[mine[0].id] = error
    for reason in failed.values():
        raise reason
    return fired


def due_now() -> tuple[bool, bool]:
    """Whether any timer, and whether any timer start, is due: one statement, for whoever looks every moment."""
    with reading() as session:
        now = case_now(session)
        timers, starts = one(session, _DUE, now, now, now)
    return timers, starts


_DUE = """
    SELECT EXISTS (SELECT FROM timer WHERE due_at <= %s AND NOT parked) OR EXISTS (SELECT FROM reminder WHERE due_at <= %s AND NOT parked),
    EXISTS (SELECT FROM start_timer WHERE due_at <= %s)"""


def fire_timers_of(instance_id: int) -> list[Fired]:
    """All timers and reminders of one case that are due; each in a transaction of its own. A step that is refused becomes an incident and parks its timer."""

    def mine(session: Session) -> Case | None:
        try:
            return open_case(session, instance_id, SYSTEM, timers_first=False)
        except InstanceNotRunning:
            return None

    done: list[Fired] = []
    while (fired := _fire_next(mine)) is not None:
        done.append(fired)
    return done


def _fire_next(opened: Callable[[Session], Case | None]) -> Fired | None:
    try:
        with transaction() as session:
            case = opened(session)
            return None if case is None else _fire_one(case)
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


def _fire_one(case: Case) -> Fired | None:
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
