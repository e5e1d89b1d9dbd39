"""What a form shows at first: the element's `prefill`, evaluated outside the engine, with the readers of records and `last("P12_T1")`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import engine
from app.actions._calendars import calendar_of
from app.actions._case import Case
from app.catalogue import Reading, readers
from app.engine.facts import ProcessFacts
from app.errors import ExpressionRefused
from app.expressions import Context, as_json, evaluate
from app.models import Event, Person, Task


def prefill_of(release: engine.Release, task: Task) -> str | None:
    """The element's prefill; None without one: then the case's state is not needed to show its form."""
    return release.element(task.process, task.element).properties.get("prefill") or None


def given_for_task(case: Case, task: Task) -> dict[str, Any]:
    """{field: value} that the element's prefill gives now; {} without one.

    Raises  ExpressionRefused when the diagram's expression cannot be evaluated.
    """
    expression = prefill_of(case.release, task)
    if expression is None:
        return {}
    reading = Reading(
        case.session,
        case.now,
        calendar_of(case.calendar),
        case.release.parameters,
        case.instance.id,
        case.project_id,
        case.actor.username,
        partial(_name_of, case.session),
    )
    names = engine.data(case.state, task.address)
    return _given(expression, names, reading, {"last": partial(last_answers, case.session, case.instance.id)})


def given_at_start(session: Session, release: engine.Release, facts: ProcessFacts, now: datetime, calendar: int, reader: str = "") -> dict[str, Any]:
    """The same for a start form: there is no case yet, so no data and no last()."""
    expression = release.element(facts.key, facts.start_element).properties.get("prefill")
    if not expression:
        return {}
    return _given(expression, {}, Reading(session, now, calendar_of(calendar), release.parameters, None, None, reader), {})


def last_answers(session: Session, instance_id: int, element: str) -> dict[str, Any] | None:
    """The newest answers to an element in this case, also of an earlier call of its process."""
    newest = select(Event.payload).where(Event.instance_id == instance_id, Event.kind == "task:complete", Event.element == element)
    payload = session.scalars(newest.order_by(Event.seq.desc()).limit(1)).first()
    return dict(orjson.loads(payload)["data"]) if payload is not None else None


def _name_of(session: Session, username: str) -> str:
    return session.scalars(select(Person.name).where(Person.username == username)).one_or_none() or username


def _given(expression: str, names: Mapping[str, Any], reading: Reading, more: Mapping[str, Callable[..., Any]]) -> dict[str, Any]:
    functions = {name: partial(r.function, reading) for name, r in readers().items()}
    context = Context(names, now=reading.now, calendar=reading.calendar, parameters=reading.parameters, extra=functions | dict(more))
    value = as_json(evaluate(expression.removeprefix("="), context))
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ExpressionRefused("预填表达式应得到一个对象。", "A prefill must give an object.", expression=expression)
    return value
