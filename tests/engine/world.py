"""A case in a test: every command goes over a snapshot, so that nothing rests on what is only in memory."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from app import engine
from app.engine.facts import Step
from app.periods import WEEKENDS_ONLY, Calendar
from tests.engine.draw import Drawing, diagram

TUESDAY = datetime(2025, 6, 10, 1, tzinfo=UTC)  # 09:00 in Shanghai


def release_of(*processes: Drawing, roots: str = "", more: dict[str, str] | None = None) -> engine.Release:
    """A release of one drawn file and other files."""
    return engine.parse({"processes/x.bpmn": diagram(*processes, roots=roots), **(more or {})}, name="test")


class World:
    """One case, its clock, and the last step."""

    def __init__(self, release: engine.Release, data: dict[str, Any] | None = None, *, now: datetime = TUESDAY, process: str = "main") -> None:
        self.release, self.now, self.calendar = release, now, WEEKENDS_ONLY
        state = engine.begin(release, process, data or {}, seed="1", now=now, calendar=self.calendar, started_by="wjw.handler")
        self._keep(state)

    def _keep(self, state: engine.State) -> None:
        self.last: Step = engine.step(state)
        self.snapshot = engine.freeze(state)

    @property
    def calendar(self) -> Calendar:
        """The working calendar of the commands."""
        return self._calendar

    @calendar.setter
    def calendar(self, calendar: Calendar) -> None:
        self._calendar = calendar

    @property
    def state(self) -> engine.State:
        """The case, restored."""
        return engine.restore(self.release, self.snapshot, now=self.now, calendar=self.calendar)

    @property
    def open(self) -> list[str]:
        """Addresses of the open tasks."""
        return sorted(task.address for task in engine.open_tasks(self.state))

    @property
    def calls(self) -> list[str]:
        """Addresses of the calls that wait."""
        return sorted(call.address for call in engine.calls(self.state))

    @property
    def timers(self) -> dict[str, datetime]:
        """Due moments of the timers."""
        return {timer.address: timer.due_at for timer in engine.timers(self.state)}

    @property
    def waits(self) -> dict[str, dict[str, str]]:
        """Correlations of the places that wait for a message."""
        return {wait.address: dict(wait.correlation) for wait in engine.waits(self.state)}

    def task(self, address: str) -> Any:
        """An open task."""
        return next(task for task in engine.open_tasks(self.state) if task.address == address)

    def data(self, address: str | None = None) -> dict[str, Any]:
        """The data at an address, or of the case."""
        return engine.data(self.state, address)

    def do(self, address: str, by: str = "wjw.handler", **answers: Any) -> None:
        """A person completes a task."""
        state = self.state
        engine.complete(state, address, answers, by=by)
        self._keep(state)

    def finish(self, address: str, result: Any = None) -> None:
        """A call has its result."""
        state = self.state
        engine.finish(state, address, result)
        self._keep(state)

    def fails(self, address: str, code: str) -> bool:
        """A call fails."""
        state = self.state
        caught = engine.throw(state, address, code, "失败")
        if caught:
            self._keep(state)
        return caught

    def deliver(self, address: str, **payload: Any) -> None:
        """A message arrives."""
        state = self.state
        engine.deliver(state, address, payload)
        self._keep(state)

    def fire(self, address: str) -> None:
        """A timer fires, now."""
        state = self.state
        engine.fire(state, address)
        self._keep(state)

    def move(self, address: str, to: str) -> None:
        """An operator moves a token."""
        state = self.state
        engine.move(state, address, to)
        self._keep(state)

    def stop(self) -> None:
        """An operator cancels the case."""
        state = self.state
        engine.stop(state)
        self._keep(state)

    def drop(self, address: str) -> None:
        """One member less."""
        state = self.state
        engine.drop(state, address)
        self._keep(state)

    def add(self, address: str, item: Any) -> None:
        """One member more."""
        state = self.state
        engine.add(state, address, item)
        self._keep(state)

    def until(self, moment: datetime) -> list[str]:
        """Time passes: everything due by then fires, one after the other, in the order (due, address)."""
        fired = []
        while running := [(t.due_at, t.address) for t in engine.timers(self.state) if t.due_at <= moment]:
            self.now = max(self.now, running[0][0])
            self.fire(running[0][1])
            fired.append(running[0][1])
        self.now = max(self.now, moment)
        return fired
