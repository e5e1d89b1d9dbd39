"""The commands on a case. Each runs on until only people, calls, timers and messages are waited for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.engine.facts import DecisionMade
from app.engine.ledger import Ledger
from app.engine.looking.views import baseline
from app.engine.release import Release
from app.engine.running.case import Case
from app.engine.running.prune import prune
from app.engine.running.settling import settle
from app.engine.running.snapshot import thaw
from app.engine.running.state import Baseline, State, at
from app.engine.specs.triggers import due_of, nearest_catcher
from app.engine.spiff import TaskState
from app.engine.values import plain
from app.errors import InstanceNotRunning, TaskNotOpen
from app.periods import Calendar


def begin(release: Release, process: str, data: Mapping[str, Any], *, seed: str, now: datetime, calendar: Calendar, started_by: str) -> State:
    """Start a case of a process with these data on its top level."""
    case = Case(release, process, Ledger(now, calendar), started_by, seed)
    state = State(case, Baseline())
    case.plant(plain(dict(data)))
    settle(state)
    return state


def restore(release: Release, snapshot: bytes, *, now: datetime, calendar: Calendar) -> State:
    """A case as it was frozen, at the moment of a new command."""
    state = State(thaw(release, snapshot, now, calendar), Baseline())
    state.baseline = baseline(state)
    return state


def turn(state: State, *, now: datetime, calendar: Calendar) -> None:
    """The next command on a live case, without a snapshot in between: another clock, an empty journal."""
    ledger = state.ledger
    ledger.now, ledger.calendar = now, calendar
    ledger.visits, ledger.messages, ledger.decisions, ledger.limits = [], [], [], []
    if not state.ended:
        prune(state.case)
    state.baseline = baseline(state)


def _running(state: State) -> None:
    if state.ended:
        raise InstanceNotRunning("案件已办结", "The case has ended")


def complete(state: State, address: str, answers: Mapping[str, Any], *, by: str, item: int | None = None) -> None:
    """A person's answers. `item` picks an item of a multi-instance when the address is that of the whole."""
    _running(state)
    task = at(state, address if item is None else f"{address}#{item}", "open", TaskState.READY)
    task.task_spec.answer(task, plain(dict(answers)), by)
    if not task.task_spec.operate(task):
        task.complete()
    settle(state)


def decide(state: State, address: str, inputs: Mapping[str, Any]) -> DecisionMade:
    """A decision table that waits for its inputs is asked over them, and over nothing else."""
    _running(state)
    task = at(state, address, "ask", TaskState.STARTED)
    made: DecisionMade = task.task_spec.decide(task, plain(dict(inputs)))
    task.complete()
    settle(state)
    return made


def finish(state: State, address: str, result: Any) -> None:
    """The result of a service task, or of the handler of a user task."""
    _running(state)
    task = at(state, address, "call", TaskState.STARTED)
    task.task_spec.take(task, plain(result))
    task.complete()
    settle(state)


def throw(state: State, address: str, code: str | None, message: str) -> bool:
    """A service task, or the handler of a user task, failed with an error. False, and nothing changed, when no boundary event catches it."""
    _running(state)
    task = at(state, address, "call", TaskState.STARTED)
    event = nearest_catcher(task, code)
    if event is None:
        return False
    task._set_state(TaskState.ERROR)
    event.task_spec.occur(event, {"code": code, "message": message})
    settle(state)
    return True


def fire(state: State, address: str) -> None:
    """A timer is due. Exactly this one; the clock is not compared."""
    _running(state)
    task = at(state, address, "", TaskState.WAITING)
    if due_of(task) is None:
        raise TaskNotOpen(f"{address} 没有等待的定时器", f"No timer waits at {address}", address=address)
    task.task_spec.occur(task)
    settle(state)


def deliver(state: State, address: str, payload: Mapping[str, Any]) -> None:
    """A message has come to who waits for it; the payload lies under the id of the element that caught it."""
    _running(state)
    task = at(state, address, "wait", TaskState.WAITING)
    task.task_spec.occur(task, plain(dict(payload)))
    settle(state)


def drop(state: State, address: str) -> None:
    """减签: one open item of a multi-instance is cancelled and no longer counted."""
    _running(state)
    task = at(state, address, "index", TaskState.READY)
    parent = task.parent
    if not hasattr(parent.task_spec, "drop"):
        raise TaskNotOpen(f"{address} 不是会办事项中的一项", f"{address} is no item of a multi-instance", address=address)
    parent.task_spec.drop(parent, task)
    settle(state)


def add(state: State, address: str, item: Any) -> None:
    """加签: one more item for an open multi-instance."""
    _running(state)
    task = at(state, address, "todo", TaskState.STARTED)
    task.task_spec.append(task, plain(item))
    settle(state)
