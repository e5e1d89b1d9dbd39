"""What the process owner may move in a case, and to where."""

from __future__ import annotations

from typing import Any

from app import engine
from app.access.reading import require_case
from app.casework.look import look_at
from app.db import reading
from app.people import Actor, require
from app.views.labels import labels_of


def list_moves(actor: Actor, instance_id: int) -> list[dict[str, Any]]:
    """Each open activity with the elements that its token may be moved to; none when the case is not running.

    Raises  NotAllowed, NotFound.
    """
    require(actor.holds("owner"), "只有流程管理员可以这样做。", "Only the process owner may do this.")
    with reading() as session:
        instance = require_case(session, actor, instance_id)
        if instance.status not in ("running", "incident"):
            return []
        movable, labels = engine.moves(look_at(session, instance, actor).state), labels_of(instance.release_id)
    return [
        {
            "address": m.address, "element": m.element, "name": labels.elements[m.process, m.element], "process": m.process,
            "process_name": labels.processes[m.process],
            "targets": [{"element": t, "name": labels.elements[m.process, t]} for t in m.targets],
        }
        for m in movable
    ]  # fmt: skip
