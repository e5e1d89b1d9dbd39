"""What an event waits for: a moment, a message, an error. Evaluated once, when its activity starts, and kept with the activity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from app.engine.durations import Cycle, Duration, cycle_of, duration_of
from app.engine.specs.live import Activity
from app.engine.values import moment_of
from app.errors import ExpressionRefused


@dataclass(frozen=True)
class Trigger:
    """Something an event waits for."""

    def begin(self, task: Activity) -> bool:
        """The activity starts to wait. True when it need not wait at all."""
        return False


@dataclass(frozen=True)
class LinkTrigger(Trigger):
    """Where a link goes on."""

    def begin(self, task: Activity) -> bool:
        """It waits for nothing: what was thrown is here."""
        return True


@dataclass(frozen=True)
class TimerTrigger(Trigger):
    """A date, a duration, or a cycle, given by an expression."""

    kind: Literal["timeDate", "timeDuration", "timeCycle"]
    expression: str
    what: str

    def begin(self, task: Activity) -> bool:
        """Read the clock once. A moment that is not in the future fires at once; afterwards only `fire` decides."""
        now = task.flow.ledger.now
        value = task.workflow.script_engine.evaluate(task, self.expression)
        if self.kind == "timeCycle":
            cycle = cycle_of(value, self.what, now)
            step = cycle.step
            task.internal_data["cycle"] = [cycle.times, cycle.first.isoformat(), step.months, step.seconds, 0]
            return False
        due = duration_of(value, self.what).after(now) if self.kind == "timeDuration" else moment_of(value, self.what)
        task.internal_data["due"] = due.isoformat()
        return due <= now


def due_of(task: Activity) -> datetime | None:
    """When a waiting timer fires next; None when it is no timer, or a cycle that is done."""
    own = task.internal_data
    if "due" in own:
        return datetime.fromisoformat(own["due"])
    if "cycle" not in own:
        return None
    times, first, months, seconds, fired = own["cycle"]
    return Cycle(times, datetime.fromisoformat(first), Duration(months, seconds)).due(fired)


@dataclass(frozen=True)
class MessageTrigger(Trigger):
    """A message; `correlation` are its keys with the expressions that give their values here."""

    name: str
    correlation: tuple[tuple[str, str], ...]

    def values(self, task: Activity) -> dict[str, str]:
        """The correlation of this activity, as texts; refused when a key has no value."""
        found = {}
        for key, expression in self.correlation:
            value = task.workflow.script_engine.evaluate(task, expression)
            if value is None or isinstance(value, dict | list):
                raise ExpressionRefused(f"消息 {self.name} 的关联键 {key} 没有值", f"The correlation key {key} of message {self.name} has no value")
            found[key] = str(value)
        return found

    def begin(self, task: Activity) -> bool:
        """Evaluate the correlation."""
        task.internal_data["wait"] = self.values(task)
        return False


@dataclass(frozen=True)
class ErrorTrigger(Trigger):
    """An error; without a code any."""

    code: str | None
    escalation: bool = False

    def matches(self, code: str | None, escalation: bool) -> bool:
        """Whether this catches it."""
        return self.escalation == escalation and self.code in (None, code)


def nearest_catcher(task: Activity, code: str | None, escalation: bool = False) -> Any:
    """The boundary event that catches an error raised by an activity: its own, else that of the nearest activity round it; None when there is none."""
    above: Any = task
    while above is not None:
        guard = above.parent
        if guard is not None and "index" in above.internal_data:
            guard = guard.parent
        found = [event for event in (guard.children if guard is not None else ()) if _catches(event, code, escalation)]
        if found:  # who names the code comes before who catches any
            return min(found, key=lambda event: event.task_spec.trigger.code is None)
        above = getattr(above.workflow, "owner", None)
    return None


def _catches(event: Any, code: str | None, escalation: bool) -> bool:
    trigger = getattr(event.task_spec, "trigger", None)
    return isinstance(trigger, ErrorTrigger) and event.task_spec.is_boundary and not event.finished and trigger.matches(code, escalation)
