"""The steps of a case: the events that moved it, numbered from 1."""

from __future__ import annotations

from typing import Any

from app.access.reading import require_case
from app.db import reading
from app.people import Actor
from app.views.paging import Order, Page, Part
from app.views.steps import StepRow, line_of, step_views, steps_of

NUMBERED = Order("n", Part(None, int))


def list_steps(actor: Actor, instance_id: int, *, limit: int = 50, after: list[Any] | None = None) -> Page[dict[str, Any]]:
    """A page of steps, each with which visit of its element it is and whether something was sent back by it.

    Raises  NotFound, RequestMalformed.
    """
    with reading() as session:
        instance = require_case(session, actor, instance_id)
        steps = steps_of(session, actor, instance)
        behind = max(0, NUMBERED.values(after)[0]) if after is not None else 0
        shown: list[StepRow] = steps[behind : behind + limit]
        items = step_views(session, actor, instance, shown)
    return Page(items, len(steps), NUMBERED.key([shown[-1].n]) if shown and shown[-1].n < len(steps) else None)


def show_line(actor: Actor, instance_id: int) -> dict[str, Any]:
    """All steps at once, short, for the time line of a replay.

    Raises  NotFound.
    """
    with reading() as session:
        instance = require_case(session, actor, instance_id)
        return line_of(session, actor, instance, steps_of(session, actor, instance))
