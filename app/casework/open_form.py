"""What a form shows at first: the element's `prefill`, evaluated outside the engine, with the readers of records and `last("P12_T1")`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app import engine
from app.casework.case import Case
from app.casework.readers import readers_of, reading_with
from app.catalogue import Reading
from app.engine.facts import ProcessFacts
from app.errors import ExpressionRefused
from app.expressions import Context, as_json, evaluate
from app.ground.calendars import calendar_of
from app.models import Task


def prefill_of(release: engine.Release, task: Task) -> str | None:
    """The element's prefill; None without one: then the case's state is not needed to show its form."""
    return release.element(task.process, task.element).properties.get("prefill") or None


def given_for_task(case: Case, task: Task) -> dict[str, Any]:
    """{field: value} that the element's prefill gives now; {} without one.

    Raises  ExpressionRefused when the diagram's expression cannot be evaluated.
    """
    expression = prefill_of(case.release, task)
    return {} if expression is None else _object(engine.evaluate(case.state, expression, task.address, readers_of(case)), expression)


def given_at_start(session: Session, release: engine.Release, facts: ProcessFacts, now: datetime, calendar: int, reader: str = "") -> dict[str, Any]:
    """The same for a start form: there is no case yet, so no data, no last() and no rounds()."""
    expression = release.element(facts.key, facts.start_element).properties.get("prefill")
    if not expression:
        return {}
    reading = Reading(session, now, calendar_of(calendar), release.parameters, None, None, reader)
    context = Context({}, now=now, calendar=reading.calendar, parameters=release.parameters, extra=reading_with(reading))
    return _object(evaluate(expression.removeprefix("="), context), expression)


def _object(found: Any, expression: str) -> dict[str, Any]:
    value = as_json(found)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ExpressionRefused("预填表达式应得到一个对象。", "A prefill must give an object.", expression=expression)
    return value
