"""The process owner suspends a case: no command passes; timers and messages wait."""

from __future__ import annotations

from sqlalchemy import update

from app.access.operating import require_operator
from app.casework.append import append_events
from app.casework.case import open_case
from app.casework.retry import timers_first
from app.db import transaction
from app.models import Reminder, Timer
from app.people import Actor


@timers_first
def suspend_instance(actor: Actor, instance_id: int, reason: str) -> None:
    """What was due until now happens first. The case's timers are parked; what arrives meanwhile is kept until it is resumed.

    Raises  NotFound, NotAllowed, DataInvalid (no reason), InstanceNotRunning.
    """
    require_operator(actor, reason)
    with transaction() as session:
        case = open_case(session, instance_id, actor)
        case.instance.status, case.instance.last_event_at = "suspended", case.now
        for of in (Timer, Reminder):
            parked = update(of).where(of.instance_id == instance_id).values(parked=True)
            session.execute(parked.execution_options(synchronize_session=False))
        case.input("instance:suspend", {"reason": reason})
        append_events(case)
