"""Questions about a case that change nothing: its data, its digest, an expression over it; and when a timer start is due."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import orjson

from app import expressions
from app.engine.durations import cycle_of, duration_of
from app.engine.release import Release
from app.engine.running.state import State, current_data, open_at
from app.engine.specs.triggers import due_of
from app.engine.spiff import OPEN
from app.engine.values import moment_of
from app.periods import Calendar


def data(state: State, address: str | None = None) -> dict[str, Any]:
    """A copy of the data of an open activity, or of the case."""
    return deepcopy(current_data(state, address))


def scopes(state: State) -> dict[str, dict[str, Any]]:
    """What the case and each (sub)process that runs in it know, by the address of its owner (the case itself: ""); copies, the newest branch last."""
    if state.ended:
        return {"": _copy(state.case.data)}
    found = {}
    for flow in state.case.flows():
        merged: dict[str, Any] = {}
        for task in sorted((t for t in flow.tasks.values() if t._state & OPEN), key=lambda t: t.last_state_change):
            merged.update(task.data)
        found[str(flow.address)] = _copy(merged)
    return found


def _copy(data: dict[str, Any]) -> dict[str, Any]:
    copied: dict[str, Any] = orjson.loads(orjson.dumps(data))
    return copied


def evaluate(state: State, expression: str, address: str | None = None, extra: Mapping[str, Callable[..., Any]] | None = None) -> Any:
    """An expression over these data (a form's `prefill`, the `inputs` of a table), with more functions by name."""
    language, text = state.case.language, expression.removeprefix("=")
    if address is not None:
        return language.evaluate(open_at(state, address), text, None, extra)
    return language.value(text, current_data(state, None), {**(extra or {}), "rounds": state.case.rounds})


def digest(state: State) -> str:
    """A hash of open tasks with their data, calls, timers, waits and end data: what re-execution compares."""
    rows: list[Any] = []
    for flow in state.case.flows():
        for task in flow.tasks.values():
            if task._state & OPEN and task.mark is not None:
                due = due_of(task)
                rows.append([task.address, task._state, task.data, task.internal_data, due.isoformat() if due else None])
    rows.sort(key=lambda row: str(row[0]))
    content = [state.process, state.ended, state.case.data if state.ended else None, rows]
    if state.ledger.rounds:
        content.append(state.ledger.rounds)
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def activity_id(state: State, address: str) -> UUID:
    """The id of an activity: derived from the case's seed and its address."""
    return uuid5(uuid5(NAMESPACE_URL, state.seed), address)


def next_start(release: Release, process: str, *, after: datetime, now: datetime, calendar: Calendar) -> datetime | None:
    """When the timer of a process's start event is due next, later than `after`; None when it has none, or never again.

    A cycle with a date steps from its date (`R/2025-06-01T09:00/P1Y`); without one, and a duration, from `now`.
    """
    kind, _, expression = (release.process(process).start_timer or "").partition(":")
    if not expression:
        return None
    what = f"流程 {process} 的开始定时器"
    context = expressions.Context({}, now=now, calendar=calendar, parameters=release.parameters)
    value = expressions.evaluate(expression, context)
    if kind == "timeCycle":
        cycle, n = cycle_of(value, what, now), 0
        due = cycle.due(0)
        while due is not None and due <= after:
            n += 1
            due = cycle.due(n)
        return due
    due = duration_of(value, what).after(now) if kind == "timeDuration" else moment_of(value, what)
    return due.astimezone(UTC) if due > after else None
