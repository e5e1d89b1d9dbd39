"""What the writing actions gave, as the interface shows it."""

from __future__ import annotations

from typing import Any

from app.actions.case.start import Opened
from app.actions.task.complete import Completed
from app.actions.task.draw_experts import Drawn
from app.db import reading
from app.ground.case_clock import case_now
from app.models import Instance, Task
from app.people import Actor
from app.views.cases import whole_case_view
from app.views.tasks import around_case, task_view


def shown_task(actor: Actor, task: Task) -> dict[str, Any]:
    """A task that was claimed, handed back, reassigned or dropped."""
    with reading() as session:
        instance = session.get_one(Instance, task.instance_id)
        return {"task": task_view(task, around_case(session, actor, case_now(session), instance, [task]))}


def shown_completed(actor: Actor, done: Completed) -> dict[str, Any]:
    """The done task and what this person may do next in the case."""
    with reading() as session:
        around = around_case(session, actor, case_now(session), done.instance, [done.task, *done.next_tasks])
        return {"task": task_view(done.task, around), "next_tasks": [task_view(t, around) for t in done.next_tasks]}


def shown_draw(actor: Actor, done: Drawn) -> dict[str, Any]:
    """A draw: who was drawn, who could not be and why (in the reader's language), and the draft."""
    draw, english = done.draw, actor.language == "en"
    drawn = [{"username": name, "name": draw.names[name]} for name in draw.drawn]
    excluded = [{"username": e.person, "name": e.name, "reason": e.reason_en if english else e.reason} for e in draw.excluded]
    return {"drawn": drawn, "excluded": excluded, "pool": len(draw.pool), "seed": draw.seed, "field": done.field, "draft": done.draft}


def shown_opened(actor: Actor, opened: Opened) -> dict[str, Any]:
    """The new case and what this person may do next in it."""
    with reading() as session:
        now = case_now(session)
        around = around_case(session, actor, now, opened.instance, opened.next_tasks)
        case = whole_case_view(session, actor, now, opened.instance)
        return {"instance": case, "next_tasks": [task_view(t, around) for t in opened.next_tasks]}
