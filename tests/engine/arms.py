"""Plays a case in random order, and the same log again in other ways: all must agree after every step."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random
from typing import Any

import orjson

from app import engine
from app.engine.looking.views import baseline
from app.periods import WEEKENDS_ONLY
from tests.engine.patterns import Pattern

BEGINNING = datetime(2025, 6, 10, 1, tzinfo=UTC)
Act = tuple[str, str, Any, datetime]


def sorted_json(data: Any) -> bytes:
    """The data, comparable."""
    return orjson.dumps(data, option=orjson.OPT_SORT_KEYS)


def view(state: engine.State) -> dict[str, Any]:
    """What must be the same: tasks with their data, calls, timers, waits, what was visited and sent, and the end."""
    done = engine.step(state)
    return {
        "tasks": sorted((t.address, t.roles, t.assignee, sorted_json(engine.data(state, t.address))) for t in engine.open_tasks(state)),
        "calls": sorted(c.address for c in engine.calls(state)),
        "timers": [(t.due_at, t.address) for t in engine.timers(state)],
        "waits": sorted((w.address, str(w.correlation)) for w in engine.waits(state)),
        "visits": [(v.address, v.what) for v in done.visits],
        "messages": done.messages,
        "end": (done.ended, done.outcome, engine.data(state) if done.ended else None),
        "digest": engine.digest(state),
        "picture": [p for p in engine.picture(state) if p.done or p.open or p.cancelled or p.failed],
    }


def forget_nothing(state: engine.State, now: datetime) -> None:
    """The next command in memory, without pruning."""
    ledger = state.ledger
    ledger.now, ledger.visits, ledger.messages, ledger.decisions = now, [], [], []
    state.baseline = baseline(state)


def act(state: engine.State, kind: str, address: str, what: Any) -> None:
    """One command."""
    if kind == "complete":
        engine.complete(state, address, what, by="someone")
    elif kind == "finish":
        engine.finish(state, address, what)
    elif kind == "fire":
        engine.fire(state, address)
    else:
        engine.deliver(state, address, what)


def choose(state: engine.State, pattern: Pattern, random: Random, now: datetime, stop: int) -> Act | None:
    """A random next command; None when nothing is left."""
    running = engine.timers(state)
    options: list[Act] = [("complete", t.address, pattern.answer(t.element, random), now) for t in engine.open_tasks(state)]
    options += [("finish", c.address, random.randrange(10), now) for c in engine.calls(state)]
    options += [("deliver", w.address, {"n": random.randrange(9)}, now) for w in engine.waits(state) if w.message == "GO" or random.randrange(stop) == 0]
    if running and (not options or random.random() < 0.35):
        return ("fire", running[0].address, None, max(now, running[0].due_at))
    return random.choice(options) if options else None


def play(pattern: Pattern, seed: int, steps: int = 300, stop: int = 25) -> tuple[list[Act], list[dict[str, Any]]]:
    """In memory, nothing pruned: the log and the views."""
    release = engine.parse(pattern.files, name="memory")
    random, now = Random(seed), BEGINNING
    state = engine.begin(release, "main", pattern.data, seed=str(seed), now=now, calendar=WEEKENDS_ONLY, started_by="x")
    log: list[Act] = []
    views = [view(state)]
    while not state.ended and len(log) < steps:
        chosen = choose(state, pattern, random, now, stop)
        if chosen is None:
            break
        now = chosen[3]
        forget_nothing(state, now)
        act(state, *chosen[:3])
        log.append(chosen)
        views.append(view(state))
    return log, views


def again(pattern: Pattern, seed: int, log: list[Act], *, stored: bool) -> list[dict[str, Any]]:
    """The log once more: over snapshots and freshly parsed diagrams at each step, or pruned in memory."""
    release = engine.parse(pattern.files, name="again")
    state = engine.begin(release, "main", pattern.data, seed=str(seed), now=BEGINNING, calendar=WEEKENDS_ONLY, started_by="x")
    views = [view(state)]
    for kind, address, what, now in log:
        if stored:
            snapshot = engine.freeze(state)
            release = engine.parse(pattern.files, name="fresh")
            state = engine.restore(release, snapshot, now=now, calendar=WEEKENDS_ONLY)
        else:
            engine.turn(state, now=now, calendar=WEEKENDS_ONLY)
        act(state, kind, address, what)
        views.append(view(state))
    return views
