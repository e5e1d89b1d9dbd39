"""The step: what changed in a case since `begin` or `restore`."""

from __future__ import annotations

from app.engine.facts import AskedDecision, OpenTask, ServiceCall, Step, Wait, WantedReminder, WantedTimer
from app.engine.looking.views import asked_decision, service_call, timer, wait
from app.engine.running.state import State, activities
from app.engine.specs.opening import open_task
from app.engine.specs.reminding import reminder


def step(state: State) -> Step:
    """Everything that changed, cumulative; may be asked again after each further call."""
    before, ledger = state.baseline, state.ledger
    opened: list[OpenTask] = []
    calls: list[ServiceCall] = []
    timers: list[WantedTimer] = []
    waits: list[Wait] = []
    reminders: list[WantedReminder] = []
    asked: list[AskedDecision] = []
    there: set[str] = set()
    open_now: set[str] = set()
    for task in activities(state):
        own, address = task.internal_data, task.address
        there.add(address)
        if "remind" in own and address not in before.reminders:
            reminders.append(reminder(task))
        if "open" in own:
            open_now.add(address)
            if address not in before.tasks:
                opened.append(open_task(task))
        elif "call" in own:
            if address not in before.calls:
                calls.append(service_call(task))
        elif "ask" in own:
            asked.append(asked_decision(task))
        elif "wait" in own:
            if address not in before.waits:
                waits.append(wait(task))
        else:
            wanted = timer(task)
            if wanted is not None and before.timers.get(address) != wanted.due_at:
                timers.append(wanted)
    return Step(
        visits=tuple(ledger.visits),
        opened=tuple(opened),
        closed=tuple(sorted(before.tasks - open_now)),
        calls=tuple(calls),
        calls_gone=tuple(sorted(before.calls - there)),
        asked=tuple(asked),
        timers_set=tuple(timers),
        timers_gone=tuple(sorted(before.timers.keys() - there)),
        reminders_set=tuple(reminders),
        reminders_gone=tuple(sorted(before.reminders - there)),
        waits_set=tuple(waits),
        waits_gone=tuple(sorted(before.waits - there)),
        limits=tuple(ledger.limits),
        messages=tuple(ledger.messages),
        decisions=tuple(ledger.decisions),
        ended=state.ended,
        outcome=state.outcome,
    )
