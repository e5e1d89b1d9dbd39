"""Timers that are due fire: one by one, by due moment and then address, each a command of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import engine
from app.actions._case import open_case
from app.actions._clock import case_now
from app.actions._incident import raise_incident
from app.actions._perform import settle
from app.actions._write import write_step
from app.db import transaction
from app.errors import DatabaseAway, HouseError, InstanceNotRunning
from app.models import Instance, Timer
from app.people import SYSTEM


@dataclass(frozen=True)
class Fired:
    """A timer that fired (or whose step was refused: `incident`)."""

    at: datetime
    instance: int
    process: str
    element: str
    kind: str = "timer"


def fire_timers(limit: int = 100) -> int:
    """Fire what is due now, oldest first, of cases that nobody holds; gives how many fired.

    A case that cannot even be read keeps no other case waiting: its error is raised when the others have had their turn.
    """
    fired, failed = 0, None
    for number in _due_instances(limit):
        try:
            fired += len(fire_timers_of(number, skip_locked=True))
        except DatabaseAway:
            raise
        except Exception as error:  # noqa: BLE001 - raised below
            failed = error
    if failed is not None:
        raise failed
    return fired


def _due_instances(limit: int) -> list[int]:
    with transaction() as session:
        due = select(Timer.instance_id, Timer.due_at).where(Timer.due_at <= case_now(session), ~Timer.parked).order_by(Timer.due_at, Timer.instance_id)
        return list(dict.fromkeys(row.instance_id for row in session.execute(due.limit(limit))))


def fire_timers_of(instance_id: int, *, skip_locked: bool = False, until: datetime | None = None) -> list[Fired]:
    """All timers of one case that are due; each in a transaction of its own. A step that is refused becomes an incident and parks its timer."""
    done: list[Fired] = []
    while (fired := _fire_next(instance_id, skip_locked, until)) is not None:
        done.append(fired)
    return done


def _fire_next(instance_id: int, skip_locked: bool, until: datetime | None) -> Fired | None:
    try:
        with transaction() as session:
            return _fire_one(session, instance_id, skip_locked, until)
    except _Refused as refused:
        with transaction() as session:
            row = refused.row
            command = {"kind": "timer", "address": row.address}
            if raise_incident(session, instance_id, refused.reason, command, row.element, row.address):
                park = update(Timer).where(Timer.instance_id == instance_id, Timer.address == row.address)
                session.execute(park.values(parked=True).execution_options(synchronize_session=False))
        return refused.row


@dataclass(frozen=True)
class _Parked(Fired):
    address: str = ""


class _Refused(Exception):
    """Carries which timer's step was refused out of its transaction."""

    def __init__(self, row: _Parked, reason: HouseError) -> None:
        super().__init__(str(reason))
        self.row, self.reason = row, reason


def _fire_one(session: Session, instance_id: int, skip_locked: bool, until: datetime | None) -> Fired | None:
    if skip_locked and session.scalars(select(Instance.id).where(Instance.id == instance_id).with_for_update(skip_locked=True, key_share=True)).first() is None:
        return None
    try:
        case = open_case(session, instance_id, SYSTEM, timers_first=False)
    except InstanceNotRunning:
        return None
    limit = until or case.now
    due = select(Timer).where(Timer.instance_id == instance_id, Timer.due_at <= limit, ~Timer.parked).order_by(Timer.due_at, Timer.address).limit(1)
    timer = session.scalars(due).first()
    if timer is None:
        return None
    fired = _Parked(timer.due_at, instance_id, timer.process, timer.element, "timer", timer.address)
    try:
        engine.fire(case.state, timer.address)
        case.input("timer:fire", {"due_at": timer.due_at.isoformat()}, timer.element, timer.address)
        write_step(case, settle(case))
    except HouseError as error:
        raise _Refused(fired, error) from error
    return fired
