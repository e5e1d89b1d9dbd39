"""What a case waits for, seen from outside: people's tasks, calls, timers, messages."""

from __future__ import annotations

from app.engine.facts import AskedDecision, OpenTask, ServiceCall, Wait, WantedReminder, WantedTimer
from app.engine.running.activity import Activity
from app.engine.running.state import Baseline, State, activities
from app.engine.specs.opening import open_task
from app.engine.specs.reminding import reminder
from app.engine.specs.triggers import due_of
from app.engine.values import plain


def service_call(task: Activity) -> ServiceCall:
    """The call of a service task."""
    spec = task.task_spec
    return ServiceCall(task.address, spec.facts.id, task.flow.process, spec.operator.handler, plain(task.internal_data["call"]))


def asked_decision(task: Activity) -> AskedDecision:
    """The question of a decision table that waits for its inputs."""
    spec = task.task_spec
    return AskedDecision(task.address, spec.facts.id, task.flow.process, spec.decision, spec.inputs)


def timer(task: Activity) -> WantedTimer | None:
    """The timer of an event that waits for one."""
    due = due_of(task)
    return None if due is None else WantedTimer(task.address, task.task_spec.facts.id, task.flow.process, due)


def wait(task: Activity) -> Wait:
    """The message that an event waits for."""
    spec = task.task_spec
    return Wait(task.address, spec.facts.id, task.flow.process, spec.trigger.name, dict(task.internal_data["wait"]))


def open_tasks(state: State) -> tuple[OpenTask, ...]:
    """What people may do now."""
    return tuple(open_task(task) for task in activities(state) if "open" in task.internal_data)


def open_count(state: State) -> int:
    """How many tasks people may do now."""
    return sum("open" in task.internal_data for task in activities(state))


def calls(state: State) -> tuple[ServiceCall, ...]:
    """Service tasks that wait for their result."""
    return tuple(service_call(task) for task in activities(state) if "call" in task.internal_data)


def asked(state: State) -> tuple[AskedDecision, ...]:
    """Decision tables that wait for their inputs."""
    return tuple(asked_decision(task) for task in activities(state) if "ask" in task.internal_data)


def timers(state: State) -> tuple[WantedTimer, ...]:
    """Timers that run, by due moment and address: the order in which they fire."""
    found = [t for t in (timer(task) for task in activities(state)) if t is not None]
    return tuple(sorted(found, key=lambda t: (t.due_at, t.address)))


def reminders(state: State) -> tuple[WantedReminder, ...]:
    """What waits and reminds somebody."""
    return tuple(reminder(task) for task in activities(state) if "remind" in task.internal_data)


def waits(state: State) -> tuple[Wait, ...]:
    """Places that wait for a message."""
    return tuple(wait(task) for task in activities(state) if "wait" in task.internal_data)


def baseline(state: State) -> Baseline:
    """What is open now, for a later step to compare with."""
    tasks, called, waiting, running, reminding = [], [], [], {}, []
    for task in activities(state):
        own = task.internal_data
        if "remind" in own:
            reminding.append(task.address)
        if "open" in own:
            tasks.append(task.address)
        elif "call" in own:
            called.append(task.address)
        elif "wait" in own:
            waiting.append(task.address)
        elif (due := due_of(task)) is not None:
            running[task.address] = due
    return Baseline(frozenset(tasks), frozenset(called), running, frozenset(waiting), frozenset(reminding))
