"""A reader of a case lets its history be verified."""

from __future__ import annotations

from typing import Any

from app.access.reading import require_case
from app.actions.history.verify import verify_instance
from app.db import reading
from app.people import Actor


def verify_case(actor: Actor, instance_id: int) -> dict[str, Any]:
    """Chain and re-execution, and where it first differs.

    Raises  NotFound, also for a case that is not this person's to see.
    """
    with reading() as session:
        require_case(session, actor, instance_id)
    found = verify_instance(instance_id)
    return {
        "instance": str(found.instance), "chain": found.chain, "replay": found.replay, "events": found.events, "early": found.early,
        "first_difference": found.first_difference,
    }  # fmt: skip
