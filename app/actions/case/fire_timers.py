"""Timers that are due fire by due moment and then address, each a command of its own; reminders come in the same order and move nothing.

Some cases share a transaction, for waiting for the disk is most of what a firing costs; what is refused, or goes wrong, fires again by itself.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.casework.case import Case, lock_oldest_due, open_locked
from app.casework.timers import fire_next, fire_one
from app.db import one, reading, transaction
from app.errors import DatabaseAway
from app.ground.calendars import latest_calendar
from app.ground.case_clock import case_now
from app.models import Instance
from app.people import SYSTEM

TOGETHER = 10  # cases in one transaction: their locks are held for some hundredths of a second


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
        return sum(fire_one(case) is not None for case in cases)


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
            if fire_next(oldest) is None:
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
