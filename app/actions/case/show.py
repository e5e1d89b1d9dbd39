"""One case: status, open tasks, what it waits for, incidents."""

from __future__ import annotations

from typing import Any

from app import engine
from app.access.reading import log_reading, require_case, sees_answers
from app.casework.look import look_at
from app.db import transaction
from app.ground.case_clock import case_now
from app.people import Actor
from app.views.acts import acts_of
from app.views.cases import whole_case_view


def show_instance(actor: Actor, instance_id: int) -> dict[str, Any]:
    """The case; `variables` are null for who may not see answers. That it was read is logged.

    Raises  NotFound, also for a case that is not this person's to see.
    """
    with transaction() as session:
        instance = require_case(session, actor, instance_id)
        log_reading(session, actor, "instance", instance.id)
        now = case_now(session)
        shown = whole_case_view(session, actor, now, instance)
        sees = sees_answers(actor) or instance.started_by == actor.username
        return shown | {"acts": acts_of(session, actor, instance), "variables": engine.data(look_at(session, instance, actor, now).state) if sees else None}
