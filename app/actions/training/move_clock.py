"""The training clock: it only moves forward, and everything that becomes due on the way happens in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from app.actions.case.deliver_message import deliver_message
from app.actions.case.fire_start_timers import fire_start_timer
from app.actions.case.run_call import run_call
from app.casework.queue import calls_taken
from app.casework.timers import Fired, fire_timers_of
from app.clock import pause
from app.db import transaction
from app.errors import DataInvalid, NotFound
from app.ground.case_clock import training
from app.ground.house import house_act
from app.models import CaseClock, Delivery, Instance, Reminder, ServiceCall, StartTimer, Timer
from app.people import Actor


@dataclass(frozen=True)
class Moved:
    """Where the clock stands, and what fired on the way, in order."""

    now: datetime
    fired: list[Fired]


def show_clock() -> datetime:
    """Where the training clock stands.

    Raises  NotFound outside training mode.
    """
    with transaction() as session:
        return _clock(session).now


def move_clock(actor: Actor, to: datetime) -> Moved:
    """Stand at the due moment of one timer after the other, each followed by the jobs and messages it causes; then at `to`.

    Raises  NotFound outside training mode, DataInvalid for a moment in the past of the clock.
    """
    with transaction() as session:
        clock = _clock(session)
        if to < clock.now:
            raise DataInvalid(f"训练时钟只能向前：现在是 {clock.now.isoformat()}。", "The clock only moves forward.", errors=[_PAST])
    fired: list[Fired] = []
    _do_jobs()
    while (due := _next_due(to)) is not None:
        _stand_at(actor, max(due, show_clock()))
        fired += _fire_all_due()
        _do_jobs()
    _stand_at(actor, to)
    return Moved(to, fired)


_LOOK_SECONDS = 0.05
_PAST = {"pointer": "/now", "message": "时钟只能向前 / the clock only moves forward"}


def _clock(session: Session) -> CaseClock:
    clock = session.get(CaseClock, 1) if training() else None
    if clock is None:
        raise NotFound("只有培训模式才有训练时钟。", "There is a training clock in training mode only.")
    return clock


def _stand_at(actor: Actor, moment: datetime) -> None:
    with transaction() as session:
        clock = session.get_one(CaseClock, 1, with_for_update=True, populate_existing=True)
        if moment > clock.now:
            clock.now = moment
            with house_act(session, "clock:move", actor.username) as act:
                act.put(clock)


def _next_due(until: datetime) -> datetime | None:
    with transaction() as session:
        due = [select(func.min(of.due_at)).where(of.due_at <= until, ~of.parked) for of in (Timer, Reminder)]
        due.append(select(func.min(StartTimer.due_at)).where(StartTimer.due_at <= until))
        found = [session.scalars(first).one() for first in due]
    return min((moment for moment in found if moment is not None), default=None)


def _fire_all_due() -> list[Fired]:
    """Everything due at the clock's moment: all cases by due moment, then address; then timer starts."""
    fired: list[Fired] = []
    while (instance := _first_due_instance()) is not None:
        fired += fire_timers_of(instance)
    while (started := fire_start_timer()) is not None:
        fired.append(started)
    return fired


def _first_due_instance() -> int | None:
    with transaction() as session:
        now = _clock(session).now
        due = union_all(*(select(of.due_at, of.instance_id, of.address).where(of.due_at <= now, ~of.parked) for of in (Timer, Reminder))).subquery()
        return session.scalars(select(due.c.instance_id).order_by(due.c.due_at, due.c.instance_id, due.c.address).limit(1)).first()


def _do_jobs() -> None:
    """Deliver what is on its way and do the outside work that nobody has tried yet, until nothing is left.

    What a worker is at is waited for; what rests until it is tried again is not.
    """
    while True:
        with transaction() as session:
            asleep = select(Instance.id).where(Instance.status == "suspended")
            on_its_way = select(Delivery.message_id, Delivery.instance_id).where(Delivery.delivered_at.is_(None), Delivery.instance_id.not_in(asleep))
            letters = session.execute(on_its_way.order_by(Delivery.message_id)).all()
            wanted = select(ServiceCall.id, ServiceCall.tries).where(ServiceCall.status == "open", ServiceCall.instance_id.not_in(asleep))
            found = session.execute(wanted.order_by(ServiceCall.id)).all()
            held, resting = calls_taken(session) if found else (set(), set())
            calls = [number for number, tries in found if tries == 0 and number not in held | resting]
        if not letters and not calls:
            if held.isdisjoint(number for number, _ in found):
                return
            pause(_LOOK_SECONDS)
        for message, instance in letters:
            deliver_message(message, instance)
        for call in calls:
            run_call(call)
