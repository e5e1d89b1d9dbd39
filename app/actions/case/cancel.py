"""The process owner cancels a case: its tasks, timers, waits and calls are closed; its history stays."""

from __future__ import annotations

from dataclasses import replace

from app import engine
from app.access.operating import require_operator
from app.casework.case import open_case
from app.casework.incident import close_incidents
from app.casework.retry import timers_first
from app.casework.write import write_step
from app.db import transaction
from app.people import Actor


@timers_first
def cancel_instance(actor: Actor, instance_id: int, reason: str) -> None:
    """A running or suspended case ends without an outcome. What it wrote into the institution's records stays: that is for people to put right.

    Raises  NotFound, NotAllowed, DataInvalid (no reason), InstanceNotRunning.
    """
    require_operator(actor, reason)
    with transaction() as session:
        case = open_case(session, instance_id, actor, suspended=True)
        engine.stop(case.state)
        case.instance.status, case.instance.ended_at = "cancelled", case.now
        case.input("instance:cancel", {"reason": reason})
        close_incidents(case)
        # Not an end of its own: `instance:end` and an outcome are for cases that reach one.
        write_step(case, replace(engine.step(case.state), ended=False))
