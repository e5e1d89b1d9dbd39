"""What is looked at after every step, as comparable JSON; and the commands themselves."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any, NamedTuple

import orjson

from app import engine
from app.engine.looking.views import baseline
from app.engine.running.state import activities
from app.errors import HouseError
from app.periods import WEEKENDS_ONLY


class Act(NamedTuple):
    """One command: what, at which address, with what, when."""

    kind: str
    address: str
    what: Any
    now: datetime

    def written(self) -> list[Any]:
        """As an event log keeps it."""
        return [self.kind, self.address, self.what, self.now.isoformat()]


def read(said: list[Any]) -> Act:
    """From the log."""
    return Act(said[0], said[1], said[2], datetime.fromisoformat(said[3]))


def perform(state: engine.State, act: Act) -> Any:
    """Do it."""
    kind, address, what, _ = act
    if kind == "complete":
        return engine.complete(state, address, what, by="someone")
    if kind == "decide":
        return _plain(engine.decide(state, address, what))
    if kind == "finish":
        return engine.finish(state, address, what)
    if kind == "throw":
        return engine.throw(state, address, what, "failed")
    if kind == "fire":
        return engine.fire(state, address)
    if kind == "deliver":
        return engine.deliver(state, address, what)
    if kind == "drop":
        return engine.drop(state, address)
    if kind == "add":
        return engine.add(state, address, what)
    if kind == "move":
        return engine.move(state, address, what)
    raise AssertionError(kind)


def attempt(state: engine.State, act: Act) -> Any:
    """Do it and say what came of it; a refusal is an answer too, after which the state is spoilt."""
    try:
        return {"answer": perform(state, act)}
    except HouseError as refused:
        return {"refused": type(refused).__name__, "detail": refused.detail}
    except Exception as broken:  # noqa: BLE001  an oracle wants to hear of every failure
        return {"broken": f"{type(broken).__name__}: {broken}"}


def look(state: engine.State, answer: Any) -> dict[str, Any]:
    """Open tasks with their data, calls, timers, waits, the step with the order of completions, the digest, the picture, the end."""
    if "answer" not in answer:
        return {"answer": answer}
    step = engine.step(state)
    tasks = sorted(engine.open_tasks(state), key=lambda t: t.address)
    return {
        "answer": answer,
        "tasks": [_plain(task) | {"data": engine.data(state, task.address)} for task in tasks],
        "calls": [_plain(call) | {"data": engine.data(state, call.address)} for call in sorted(engine.calls(state), key=lambda c: c.address)],
        "asked": [_plain(asked) for asked in sorted(engine.asked(state), key=lambda a: a.address)],
        "reminders": [_plain(found) for found in sorted(engine.reminders(state), key=lambda r: r.address)],
        "timers": [_plain(timer) for timer in engine.timers(state)],
        "waits": [_plain(wait) for wait in sorted(engine.waits(state), key=lambda w: w.address)],
        "visits": [[visit.what, visit.address, visit.process] for visit in step.visits],
        "step": {field.name: _deep(getattr(step, field.name)) for field in fields(step) if field.name != "visits"},
        "inside": sorted(([task.address, int(task._state), task.internal_data, task.data] for task in activities(state)), key=lambda row: str(row[0])),
        "digest": engine.digest(state),
        "end": engine.data(state) if state.ended else None,
        "picture": [_plain(found) for found in engine.picture(state) if found.done or found.open or found.failed or found.cancelled],
    }


def _plain(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _deep(value: Any) -> Any:
    if isinstance(value, tuple):
        return [item if isinstance(item, str) else _plain(item) for item in value]
    return value


def packed(view: dict[str, Any]) -> bytes:
    """A view as bytes: equal when nothing differs, types included."""
    return orjson.dumps(view, option=orjson.OPT_SORT_KEYS)


def first_difference(one: Any, other: Any, path: str = "") -> str:
    """Where two views differ first, in the order in which one would look."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in [*one, *(key for key in other if key not in one)]:
            if key not in one or key not in other:
                return f"{path}/{key}: only in {'the first' if key in one else 'the other'}"
            if orjson.dumps(one[key], option=orjson.OPT_SORT_KEYS) != orjson.dumps(other[key], option=orjson.OPT_SORT_KEYS):
                return first_difference(one[key], other[key], f"{path}/{key}")
    if isinstance(one, list) and isinstance(other, list):
        for number, (left, right) in enumerate(zip(one, other, strict=False)):
            if orjson.dumps(left, option=orjson.OPT_SORT_KEYS) != orjson.dumps(right, option=orjson.OPT_SORT_KEYS):
                return first_difference(left, right, f"{path}[{number}]")
        return f"{path}: {len(one)} and {len(other)} entries: {str(one)[:400]} / {str(other)[:400]}"
    return f"{path}: {one!r} / {other!r}"[:900]


def begin(release: engine.Release, seed: str, data: dict[str, Any], now: datetime) -> engine.State:
    """The case."""
    return engine.begin(release, "main", data, seed=seed, now=now, calendar=WEEKENDS_ONLY, started_by="starter")


def thaw(release: engine.Release, snapshot: bytes, now: datetime) -> engine.State:
    """The case again."""
    return engine.restore(release, snapshot, now=now, calendar=WEEKENDS_ONLY)


def forget_nothing(state: engine.State, now: datetime) -> None:
    """The next command in memory, without pruning anything."""
    ledger = state.ledger
    ledger.now, ledger.visits, ledger.messages, ledger.decisions, ledger.limits = now, [], [], [], []
    state.baseline = baseline(state)
