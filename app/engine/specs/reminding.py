"""Whom an activity that waits reminds, and when: read once, when it starts; nothing that a reminder does changes the case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import accumulate, pairwise
from typing import Any

from app.engine.durations import duration_of
from app.engine.facts import ElementFacts, WantedReminder
from app.engine.specs.live import Activity
from app.engine.values import moment_of, names_of
from app.errors import ExpressionRefused
from app.periods import SHANGHAI, Calendar, add_working_days

MOST = 30
REMINDS = ("remindAt", "remindEvery")


def remind(task: Activity, facts: ElementFacts) -> None:
    """Keep with an activity when it reminds whom: the first 30 moments as one number and the steps that follow, which are mostly alike."""
    now = task.flow.ledger.now.replace(microsecond=0)
    at = _at(_value(task, facts, "remindAt"), now, _what(facts, "remindAt"))
    then = every(_value(task, facts, "remindEvery"), now, task.flow.ledger.calendar, _what(facts, "remindEvery"))
    moments = {*at, *then}
    if not moments:
        return
    first = [int(moment.timestamp()) for moment in sorted(moments)[:MOST]]
    task.internal_data["remind"] = {"at": [first[0], *(b - a for a, b in pairwise(first))], "tells": list(_tells(task, facts))}


def reminder(task: Activity) -> WantedReminder:
    """The reminders of an activity that has some."""
    kept = task.internal_data["remind"]
    due = tuple(datetime.fromtimestamp(second, UTC) for second in accumulate(kept["at"]))
    return WantedReminder(task.address, task.task_spec.facts.id, task.flow.process, due, tuple(kept["tells"]))


def every(value: Any, start: datetime, calendar: Calendar, what: str) -> list[datetime]:
    """Every so many working days, or every duration, from the start on; less often where the calendar ends before."""
    if value is None:
        return []
    moments: list[datetime] = []
    try:
        if isinstance(value, int) and not isinstance(value, bool):
            moments.extend(_working_days(value, start, calendar, what))
        else:
            step = duration_of(value, what)
            moments.extend(step.after(start, times) for times in range(1, MOST + 1))
    except ExpressionRefused:
        if not moments:
            raise
    return moments


def _working_days(number: int, start: datetime, calendar: Calendar, what: str) -> Iterator[datetime]:
    if number < 1:
        raise ExpressionRefused(f"{what}：工作日数应不少于 1，得到 {number}", f"{what}: a number of working days from 1, not {number}")
    local = start.astimezone(SHANGHAI)
    day = local.date()
    for _ in range(MOST):
        try:
            day = add_working_days(day, number, calendar)
        except OverflowError as error:
            raise ExpressionRefused(f"{what}：工作日数过大", f"{what}: too many working days") from error
        yield local.replace(year=day.year, month=day.month, day=day.day).astimezone(UTC)


def _at(value: Any, start: datetime, what: str) -> list[datetime]:
    """Moments that have passed when it starts are one reminder, at once."""
    moments = [moment_of(part, what) for part in (value if isinstance(value, list) else [value]) if part is not None]
    ahead = [moment for moment in moments if moment > start]
    return ahead if len(ahead) == len(moments) else [start, *ahead]


def _what(facts: ElementFacts, name: str) -> str:
    return f"「{facts.name or facts.id}」的 {name}"


def _value(task: Activity, facts: ElementFacts, name: str) -> Any:
    text = facts.properties.get(name, "").strip().removeprefix("=")
    return task.workflow.script_engine.evaluate(task, text) if text else None


def _tells(task: Activity, facts: ElementFacts) -> tuple[str, ...]:
    text = facts.properties.get("remindTells", "").strip()
    return names_of(task.workflow.script_engine.text_or_value(task, text))
