"""Somebody who arranges a review draws its experts; the names lie in his draft, the draw in the history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.dialects.postgresql import insert as upsert

from app.access.duties import require_free
from app.access.may import acting_for
from app.casework.append import append_events
from app.casework.case import open_case_of_task
from app.casework.open_form import given_for_task
from app.casework.pool import Draw, draw_from_pool
from app.casework.retry import timers_first
from app.clock import real_now
from app.db import transaction
from app.errors import DataInvalid
from app.forms import Form
from app.models import Draft
from app.people import Actor

MOST = 31
_NONE_HERE = {"pointer": "/count", "message": "本环节不需要抽取专家 / none are drawn here"}


@dataclass(frozen=True)
class Drawn:
    """The draw, and the draft it was put into (`field`: where)."""

    draw: Draw
    field: str
    draft: dict[str, Any]


@timers_first
def draw_experts(actor: Actor, task_id: int, count: int, specialty: str | None = None) -> Drawn:
    """Draw `count` experts for a task whose form asks for some; a later draw replaces an earlier one, and both stay in the history.

    Raises  NotFound, TaskNotOpen, NotAllowed, TaskClaimed; DataInvalid when the form asks for none; RuleRefused (SD1, too few left).
    """
    with transaction() as session:
        case, task = open_case_of_task(session, task_id, actor)
        acting_for(case, task, actor, [])
        require_free(case, task, actor.username)
        form = case.release.form(task.form) if task.form else None
        field, role = _drawn_field(form)
        draw = draw_from_pool(case, task, role, count, specialty)
        draft = session.get(Draft, (task.id, actor.username))
        data = {**(draft.data if draft else given_for_task(case, task)), field: list(draw.drawn)}
        new = upsert(Draft).values(task_id=task.id, person=actor.username, data=data, saved_at=real_now())
        session.execute(new.on_conflict_do_update(index_elements=["task_id", "person"], set_={"data": new.excluded.data, "saved_at": new.excluded.saved_at}))
        case.instance.last_event_at = case.now
        append_events(case)
        return Drawn(draw, field, data)


def _drawn_field(form: Form | None) -> tuple[str, str]:
    """The field of the form that is filled by drawing, and the role it is drawn from (`x-draw`)."""
    for name, field in (form.plain.get("properties", {}) if form is not None else {}).items():
        if isinstance(field, dict) and isinstance(field.get("x-draw"), str):
            return name, field["x-draw"]
    raise DataInvalid("本环节不需要抽取专家。", "This step asks for no experts.", errors=[_NONE_HERE])


def shown_draw(actor: Actor, done: Drawn) -> dict[str, Any]:
    """A draw: who was drawn, who could not be and why (in the reader's language), and the draft."""
    draw, english = done.draw, actor.language == "en"
    drawn = [{"username": name, "name": draw.names[name]} for name in draw.drawn]
    excluded = [{"username": e.person, "name": e.name, "reason": e.reason_en if english else e.reason} for e in draw.excluded]
    return {"drawn": drawn, "excluded": excluded, "pool": len(draw.pool), "seed": draw.seed, "field": done.field, "draft": done.draft}
