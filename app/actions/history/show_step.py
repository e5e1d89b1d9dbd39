"""A case as it was right after one of its steps: executed again up to there, through its own release."""

from __future__ import annotations

from itertools import islice
from typing import Any

from sqlalchemy import select

from app import engine
from app.access.reading import log_reading, require_case, sees_answers
from app.actions.case.show_diagram import picture_view
from app.db import transaction
from app.errors import HistoryBroken, NotFound
from app.ground.calendars import calendar_of
from app.ground.releases import definition
from app.history.events import are_inputs, recorded
from app.history.replay import replay
from app.models import Event
from app.people import Actor
from app.views.labels import labels_of
from app.views.tasks import moment, names_of


def show_step(actor: Actor, instance_id: int, n: int) -> dict[str, Any]:
    """Marking and data after step n (from 1), and which elements it changed; data are null for the process owner.

    Raises  NotFound; HistoryBroken when executing again does not give what was recorded.
    """
    with transaction() as session:
        instance = require_case(session, actor, instance_id)
        log_reading(session, actor, f"step {n}", instance.id)
        inputs = select(Event).where(Event.instance_id == instance_id, are_inputs()).order_by(Event.seq).limit(n)
        events = list(session.scalars(inputs))
        if n < 1 or len(events) < n:
            raise NotFound(f"该案件没有第 {n} 步。", f"The case has no step {n}.")
        before, state = _executed(definition(instance.release_id), events)
        marking = picture_view(engine.picture(state))
        event, shown = events[-1], sees_answers(actor) or instance.started_by == actor.username
        names = names_of(session, actor, [event.actor])
    return {
        "n": n, "seq": event.seq, "kind": event.kind, "at": moment(event.at), "actor": event.actor, "actor_name": names.get(event.actor, event.actor),
        "element": event.element, "element_name": labels_of(instance.release_id).named.get(event.element or "", event.element),
        "address": event.address, "process": instance.process, "marking": marking, "data": engine.data(state) if shown else None,
        "changed": list(dict.fromkeys(now["element"] for now in marking if now not in before)),
    }  # fmt: skip


def _executed(release: engine.Release, events: list[Event]) -> tuple[list[dict[str, Any]], engine.State]:
    """The picture before the last of these events, and the state after it."""
    again = replay(release, recorded(events), calendar_of)
    before: list[dict[str, Any]] = []
    last = None
    for last in islice(again, max(len(events) - 1, 0)):
        _require_equal(last.differs)
    if last is not None and last.state is not None:
        before = picture_view(engine.picture(last.state))
    final = next(again, None)
    if final is None or final.state is None:
        raise HistoryBroken("历史记录无法重新执行到这一步。", "The history cannot be executed up to this step.")
    _require_equal(final.differs)
    return before, final.state


def _require_equal(differs: str | None) -> None:
    if differs:
        raise HistoryBroken(differs, "Executing the history again differs from what was recorded.")
