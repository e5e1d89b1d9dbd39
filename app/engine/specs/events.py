"""Events: those that wait (catch), those that throw, and the ends."""

# mypy: disable-error-code="misc"
from __future__ import annotations

from typing import Any

from app.engine.facts import SentMessage
from app.engine.specs.base import Spec
from app.engine.specs.live import Activity
from app.engine.specs.triggers import ErrorTrigger, MessageTrigger, TimerTrigger, Trigger, due_of, nearest_catcher
from app.engine.spiff import TaskState
from app.engine.values import plain
from app.errors import DataInvalid, EngineStuck

MAX_MISSED = 1_000


class Catch(Spec):
    """Waits in WAITING until it is fired or something is delivered to it: intermediate events and receive tasks."""

    trigger: Trigger
    is_boundary = False
    repeats = False

    def _update_hook(self, my_task: Any) -> bool:
        super()._update_hook(my_task)
        if self.trigger.begin(my_task):
            return True
        my_task._set_state(TaskState.WAITING)
        if self.repeats and isinstance(self.trigger, TimerTrigger):
            self._catch_up(my_task)
        return False

    def is_reminded(self, task: Activity) -> bool:
        """Where it waits."""
        return bool(task._state == TaskState.WAITING) and super().is_reminded(task)

    def _catch_up(self, task: Activity) -> None:
        """A cycle that began in the past fires what was missed at once."""
        for _ in range(MAX_MISSED):
            due = due_of(task)
            if task.finished or due is None or due > task.flow.ledger.now:
                return
            self.occur(task)
        name = self.facts.name or self.element
        raise EngineStuck(f"循环定时器「{name}」在开始前已错过 {MAX_MISSED} 次以上", f"The cycle {self.element} has missed more than {MAX_MISSED} firings")

    def occur(self, task: Activity, payload: Any = None) -> None:
        """What was waited for has happened."""
        if payload is not None:
            task.data = {**task.data, str(self.element): payload}
        if self.repeats:
            self._branch_off(task)
        else:
            task._ready()

    def _branch_off(self, task: Activity) -> None:
        """A non-interrupting event that may happen again: a branch begins, the event goes on waiting."""
        flow = task.flow
        flow.ledger.note(flow.process, str(self.element), task.address, "entered")
        flow.ledger.note(flow.process, str(self.element), task.address, "completed")
        flow.count_round(str(self.element))
        if "cycle" in task.internal_data:
            cycle = task.internal_data["cycle"]
            task.internal_data["cycle"] = [*cycle[:4], cycle[4] + 1]
        for child in [task.add(spec) for spec in self.outputs]:
            child.task_spec._update(child)
        if "cycle" in task.internal_data and due_of(task) is None:
            task._state = TaskState.COMPLETED


class Boundary(Catch):
    """A boundary event. It stands beside its activity under a guard; only what happens is written down, not that it waited."""

    is_boundary = True

    def __init__(self, *args: Any, cancel_activity: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cancel_activity = cancel_activity

    @property
    def repeats(self) -> bool:  # type: ignore[override]
        """Cycles, and messages and escalations that may come several times."""
        trigger = self.trigger
        cycle = isinstance(trigger, TimerTrigger) and trigger.kind == "timeCycle"
        return not self.cancel_activity and (cycle or isinstance(trigger, MessageTrigger | ErrorTrigger))

    def entered(self, task: Activity) -> None:
        """Waiting is no visit; happening is."""

    def left(self, task: Activity, state: int) -> None:
        """Only an event that happened counts."""
        if state == TaskState.COMPLETED:
            super().entered(task)
            super().left(task, state)

    def outlives(self, child: Activity) -> bool:
        """The branch of a non-interrupting event goes on when its activity ends."""
        return not self.cancel_activity


class Throw(Spec):
    """Sends its message and goes on: send tasks and intermediate events."""

    message: MessageTrigger | None = None
    payload: str | tuple[str, ...] = ()

    def _run_hook(self, my_task: Any) -> bool:
        if self.message is not None:
            self._send(my_task, self.message)
        return True

    def _send(self, task: Activity, message: MessageTrigger) -> None:
        if isinstance(self.payload, tuple):
            payload = {name: task.data.get(name) for name in self.payload}
        else:
            payload = plain(task.workflow.script_engine.evaluate(task, self.payload))
        if not isinstance(payload, dict):
            raise DataInvalid(f"消息 {message.name} 的内容应为对象", f"The payload of message {message.name} should be an object")
        task.flow.ledger.messages.append(SentMessage(task.address, str(self.element), message.name, message.values(task), payload))


class ErrorThrow(Throw):
    """Throws an error or an escalation to the nearest boundary event outwards. What that interrupts ends at once: nothing here goes on."""

    code: str | None = None
    escalation = False
    throws = False

    def _on_complete_hook(self, my_task: Any) -> None:
        if not self.throws:
            return
        event = nearest_catcher(my_task, self.code, self.escalation)
        if event is not None:
            event.task_spec.occur(event, {"code": self.code, "message": self.facts.name})
            if event.task_spec.cancel_activity:
                event.task_spec.release_guard(event)
        elif not self.escalation:
            raise EngineStuck(f"没有边界事件捕获错误 {self.code or ''}（{self.facts.name or self.element}）", f"Nothing catches the error of {self.element}")


class End(ErrorThrow):
    """An end event. Property `outcome` sets the variable of its (sub)process; a terminate end event ends the whole (sub)process at once."""

    terminates = False
    outcome_key = "outcome"

    def _run_hook(self, my_task: Any) -> bool:
        outcome = self.facts.properties.get("outcome", "").strip()
        if outcome:
            my_task.data = {**my_task.data, self.outcome_key: plain(my_task.workflow.script_engine.text_or_value(my_task, outcome))}
        return super()._run_hook(my_task)

    def _on_complete_hook(self, my_task: Any) -> None:
        super()._on_complete_hook(my_task)
        if self.terminates:
            my_task.workflow.stop()
            my_task.workflow.finish(my_task.data)
