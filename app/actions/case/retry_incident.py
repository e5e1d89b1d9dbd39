"""A person lets an incident's step be tried again."""

from __future__ import annotations

from sqlalchemy import update

from app.access.operating import require_operator
from app.casework.append import append_events
from app.casework.case import open_case
from app.casework.incident import open_incidents
from app.casework.queue import defer
from app.db import transaction
from app.errors import NotFound, Outdated
from app.models import Delivery, Incident, ServiceCall, Timer
from app.people import Actor


def retry_incident(actor: Actor, incident_id: int, reason: str) -> int:
    """Resolve the incident and put its step before the engine again; gives the case's id. If it fails again, a new incident tells.

    Raises  NotAllowed (only the process owner), DataInvalid (no reason), NotFound, Outdated when it was resolved meanwhile.
    """
    require_operator(actor, reason)
    with transaction() as session:
        row = session.get(Incident, incident_id)
        if row is None:
            raise NotFound(f"没有编号为 {incident_id} 的异常。", f"There is no incident {incident_id}.")
        case = open_case(session, row.instance_id, actor, timers_first=False)
        session.refresh(row)
        if row.resolved_at is not None:
            raise Outdated("该异常已处理。", "The incident is already resolved.")
        row.resolved_at, row.resolved_by = case.now, actor.username
        session.flush()
        if open_incidents(session, row.instance_id) == 0:
            case.instance.status = "running"
        command = row.command
        if command["kind"] == "timer":
            again = update(Timer).where(Timer.instance_id == row.instance_id, Timer.address == command["address"])
            session.execute(again.values(parked=False).execution_options(synchronize_session=False))
        elif command["kind"] == "message":
            session.get_one(Delivery, (command["message"], row.instance_id)).delivered_at = None
            defer(session, "deliver_message", message_id=command["message"], instance_id=row.instance_id)
        else:
            call = session.get_one(ServiceCall, command["call"])
            call.status, call.tries = "open", 0
            defer(session, "run_call", call_id=call.id)
        case.instance.last_event_at = case.now
        case.note("incident:retry", {"incident": incident_id, "reason": reason}, row.element, row.address)
        append_events(case)
        return row.instance_id
