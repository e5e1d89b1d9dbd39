"""The process owner lets a suspended case go on: what became due or arrived meanwhile happens now, in order."""

from __future__ import annotations

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from app.access.operating import require_operator
from app.casework.append import append_events
from app.casework.case import open_case
from app.casework.incident import open_incidents
from app.casework.queue import defer
from app.db import transaction
from app.errors import InstanceNotRunning
from app.models import Delivery, Incident, Reminder, ServiceCall, Timer
from app.people import Actor


def resume_instance(actor: Actor, instance_id: int, reason: str) -> None:
    """Timers run again (those of an incident stay parked), messages are on their way in the order in which they were sent, calls are tried again.

    Raises  NotFound, NotAllowed, DataInvalid (no reason), InstanceNotRunning when it is not suspended.
    """
    require_operator(actor, reason)
    with transaction() as session:
        case = open_case(session, instance_id, actor, timers_first=False, suspended=True)
        if case.instance.status != "suspended":
            raise InstanceNotRunning("案件没有挂起，不需要恢复。", "The case is not suspended.", instance_status=case.instance.status)
        case.instance.status = "incident" if open_incidents(session, instance_id) else "running"
        case.instance.last_event_at = case.now
        _release_timers(session, instance_id)
        case.input("instance:resume", {"reason": reason})
        append_events(case)
        _wake(session, instance_id)


def _release_timers(session: Session, instance_id: int) -> None:
    open_ones = select(Incident.command["address"].astext).where(Incident.instance_id == instance_id, Incident.resolved_at.is_(None))
    of_incidents = open_ones.where(Incident.command["kind"].astext == "timer")
    free = update(Timer).where(Timer.instance_id == instance_id, Timer.address.not_in(of_incidents)).values(parked=False)
    session.execute(free.execution_options(synchronize_session=False))
    again = update(Reminder).where(Reminder.instance_id == instance_id).values(parked=False)
    session.execute(again.execution_options(synchronize_session=False))


def _wake(session: Session, instance_id: int) -> None:
    """Jobs of one lock run one after the other, in the order in which they were deferred. A call whose job still waits in the queue needs no other."""
    letters = select(Delivery.message_id).where(Delivery.instance_id == instance_id, Delivery.delivered_at.is_(None)).order_by(Delivery.message_id)
    for message in session.scalars(letters).all():
        defer(session, "deliver_message", lock=f"case:{instance_id}", message_id=message, instance_id=instance_id)
    calls = select(ServiceCall.id).where(ServiceCall.instance_id == instance_id, ServiceCall.status == "open").order_by(ServiceCall.id)
    open_ones = session.scalars(calls).all()
    queued = set(session.scalars(_QUEUED, {"calls": list(open_ones)}))
    for call in open_ones:
        if call not in queued:
            defer(session, "run_call", call_id=call)


_QUEUED = text(
    "SELECT CAST(args->>'call_id' AS bigint) FROM procrastinate_jobs WHERE task_name = 'run_call' AND status IN ('todo', 'doing') "
    "AND CAST(args->>'call_id' AS bigint) = ANY(CAST(:calls AS bigint[]))"
)
