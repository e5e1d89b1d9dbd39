"""The process owner moves a token: an open activity is cancelled, and another element of the same (sub)process begins in its place."""

from __future__ import annotations

from app import engine
from app.access.operating import require_operator
from app.casework.case import open_case
from app.casework.incident import close_incidents, open_incidents
from app.casework.retry import timers_first
from app.casework.settle import settle
from app.casework.write import write_step
from app.db import transaction
from app.people import Actor


@timers_first
def move_token(actor: Actor, instance_id: int, address: str, to: str, reason: str) -> None:
    """Services that are reached on the way are performed as ever; when one refuses, nothing has happened.

    Raises  NotFound, NotAllowed, DataInvalid (no reason), InstanceNotRunning, TaskNotOpen, MoveRefused; what a handler refuses.
    """
    require_operator(actor, reason)
    with transaction() as session:
        case = open_case(session, instance_id, actor)
        engine.move(case.state, address, to)
        element = address.rpartition("/")[2].rpartition(".")[0]
        case.input("instance:move", {"reason": reason, "to": to}, element, address)
        step = settle(case)
        close_incidents(case)
        if case.instance.status == "incident" and open_incidents(session, instance_id) == 0:
            case.instance.status = "running"
        write_step(case, step)
