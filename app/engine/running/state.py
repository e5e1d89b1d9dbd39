"""A live case between `begin` or `restore` and `freeze`; and finding its activities by address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.engine.ledger import Ledger
from app.engine.release import Release
from app.engine.running.activity import Activity
from app.engine.running.case import Case
from app.engine.spiff import OPEN
from app.errors import TaskNotOpen


@dataclass(frozen=True)
class Baseline:
    """What was open when the command began: the step compares with it."""

    tasks: frozenset[str] = frozenset()
    calls: frozenset[str] = frozenset()
    timers: dict[str, datetime] = field(default_factory=dict)
    waits: frozenset[str] = frozenset()
    reminders: frozenset[str] = frozenset()


class State:
    """A live case. One command at a time; a state that raised is spoilt and must be dropped."""

    def __init__(self, case: Case, baseline: Baseline) -> None:
        self.case, self.baseline = case, baseline

    @property
    def release(self) -> Release:
        """Its release."""
        return self.case.release

    @property
    def ledger(self) -> Ledger:
        """Its counters and the journal of the command."""
        return self.case.ledger

    @property
    def process(self) -> str:
        """The key of its top process."""
        return self.case.process

    @property
    def seed(self) -> str:
        """What the ids of its activities derive from."""
        return self.case.seed

    @property
    def started_by(self) -> str:
        """Who started it."""
        return self.case.started_by

    @property
    def ended(self) -> bool:
        """Whether its top process has ended."""
        return bool(self.case.completed)

    @property
    def outcome(self) -> str | None:
        """The outcome of an ended case."""
        found = self.case.data.get("outcome") if self.ended else None
        return None if found is None else str(found)


def activities(state: State) -> Iterator[Activity]:
    """Everything open in a case, oldest first within each (sub)process."""
    for flow in state.case.flows():
        for task in flow.tasks.values():
            if task._state & OPEN and task.mark is not None:
                yield task


def at(state: State, address: str, kind: str, wanted: int) -> Activity:
    """The activity at this address, in this state and with this in its own data; TaskNotOpen when there is none."""
    owner, _, mark = address.rpartition("/")
    for flow in state.case.flows():
        if flow.address == owner:
            for task in flow.tasks.values():
                if task.mark == mark and task._state == wanted and (not kind or kind in task.internal_data):
                    found: Activity = task
                    return found
    raise TaskNotOpen(f"{address} 不在等待办理", f"{address} is not open", address=address)


def open_at(state: State, address: str) -> Activity:
    """The open activity at this address, whatever it waits for; TaskNotOpen when there is none."""
    owner, _, mark = address.rpartition("/")
    for flow in state.case.flows():
        if flow.address == owner:
            for task in flow.tasks.values():
                if task.mark == mark and task._state & OPEN:
                    found: Activity = task
                    return found
    raise TaskNotOpen(f"{address} 不在等待办理", f"{address} is not open", address=address)


def current_data(state: State, address: str | None) -> dict[str, Any]:
    """The data of an open activity; without an address what the case knows on its top level, the newest branch last."""
    if address is not None:
        data: dict[str, Any] = open_at(state, address).data
        return data
    if state.ended:
        return state.case.data
    merged: dict[str, Any] = {}
    top = [t for t in state.case.tasks.values() if t._state & OPEN]
    for task in sorted(top, key=lambda t: t.last_state_change):
        merged.update(task.data)
    return merged
