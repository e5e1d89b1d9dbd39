"""A case as it was right after one of its steps: executed again up to there, through its own release."""

from __future__ import annotations

from typing import Any

from app import engine
from app.access.reading import log_reading, require_case, sees_answers_of, sees_step
from app.actions.case.show_diagram import picture_view
from app.db import transaction
from app.ground.releases import definition
from app.ground.stepping import stepped
from app.history.events import said
from app.people import Actor
from app.views.changed import change_views, changes, kept_in
from app.views.references import named_in
from app.views.step_page import decided, filled_in, task_of, written
from app.views.steps import count_steps, step_row, step_views

Seen = tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]


def show_step(actor: Actor, instance_id: int, n: int) -> dict[str, Any]:
    """Marking and data after step n (from 1), what it changed, and what was filled in, decided and written by it.

    Answers and data are null for who may not see them: the process owner, and others' answers for outside parties.
    Raises  NotFound; HistoryBroken when executing again does not give what was recorded.
    """
    with transaction() as session:
        instance = require_case(session, actor, instance_id)
        log_reading(session, actor, f"step {n}", instance.id)
        release = definition(instance.release_id)
        found = stepped(session, instance, n, _look)
        event, (marking, scopes) = found.event, found.after
        before, known = found.before or ([], {})
        row = step_views(session, actor, instance, [step_row(session, actor, instance, event, n)])[0]
        shown, own = sees_answers_of(actor, instance), sees_step(actor, instance, event.actor, event.acting_for)
        moved = changes(known, scopes) if shown else []
        kept = kept_in(release)
        answers = [(kept[name].form, value) for name, was, now in moved if name in kept for value in (was, now) if isinstance(value, dict)]
        reason = said(event).get("reason")
        return {
            **row, "steps": count_steps(session, instance), "release": str(instance.release_id), "process": instance.process, "marking": marking,
            "changed": list(dict.fromkeys(now["element"] for now in marking if now not in before)),
            "reason": reason if isinstance(reason, str) and row["operator"] else None, "task": task_of(session, actor, instance, event),
            **(filled_in(session, actor, release, event) if own else {"form": None, "papers": []}),
            "decisions": decided(session, release, instance, event) if shown else [],
            "records": written(session, actor, instance, event) if shown else [],
            **change_views(release, moved, actor.language, named_in(session, actor, answers)),
            "data": engine.data(found.state) if shown else None,
        }  # fmt: skip


def _look(state: engine.State) -> Seen:
    return picture_view(engine.picture(state)), engine.scopes(state)
