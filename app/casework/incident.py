"""An incident: a step without a person behind it was refused; the state is unchanged, and somebody must look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import engine
from app.casework.append import append_events
from app.casework.case import Case, open_case
from app.casework.perform import refusal_text
from app.errors import HouseError, InstanceNotRunning
from app.models import Incident
from app.people import SYSTEM


def raise_incident(session: Session, instance_id: int, error: HouseError, command: Mapping[str, Any], element: str | None, address: str | None) -> bool:
    """Write the incident and its event; the case shows «incident» until it is resolved. False when the case has ended meanwhile."""
    try:
        case = open_case(session, instance_id, SYSTEM, timers_first=False)
    except InstanceNotRunning:
        return False
    said = refusal_text(error)
    row = Incident(instance_id=instance_id, address=address, element=element, message=said, command=dict(command), created_at=case.now)
    session.add(row)
    session.flush()
    case.instance.status = "incident"
    case.instance.last_event_at = case.now
    case.note("incident:raise", {"incident": row.id, "message": said, "command": dict(command)}, element, address)
    append_events(case)
    return True


def close_incidents(case: Case) -> None:
    """What they were about is gone, by an operator's act: nothing of it can be tried again any more."""
    places = {*(c.address for c in engine.calls(case.state)), *(t.address for t in engine.timers(case.state)), *(w.address for w in engine.waits(case.state))}
    rows = select(Incident).where(Incident.instance_id == case.instance.id, Incident.resolved_at.is_(None)).order_by(Incident.id)
    for row in case.session.scalars(rows):
        if row.address not in places and (row.address is not None or case.state.ended):
            row.resolved_at, row.resolved_by = case.now, case.actor.username
            case.note("incident:close", {"incident": row.id}, row.element, row.address)
    case.session.flush()


def open_incidents(session: Session, instance_id: int) -> int:
    """How many incidents of the case wait for a person."""
    return session.scalars(select(func.count()).where(Incident.instance_id == instance_id, Incident.resolved_at.is_(None))).one()
