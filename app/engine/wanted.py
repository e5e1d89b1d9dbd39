"""What a step of a case says should be, beside what is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.engine.facts import OpenTask
from app.engine.looking.questions import evaluate
from app.engine.looking.views import open_tasks, reminders, timers
from app.engine.running.state import State
from app.periods import SHANGHAI


@dataclass
class Happened:
    """What a step of a case called, sent and told: elements of services, names of messages, tasks above their limit of rounds."""

    called: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    over: list[str] = field(default_factory=list)


def compared(state: State, wanted: Mapping[str, Any], step: Happened) -> Iterator[tuple[str, Any, Any]]:
    """(what, as the case says, as it is) for everything that `then` names."""
    tasks = open_tasks(state)
    if "open" in wanted:
        yield "待办", sorted(wanted["open"]), elements(tasks)
    for element in wanted.get("called", ()):
        yield f"办理 {element}", True, element in step.called
    for message in wanted.get("sent", ()):
        yield f"发出 {message}", True, message in step.sent
    if "over_limit" in wanted:
        yield "超过轮次的任务", sorted(wanted["over_limit"]), sorted(step.over)
    reminding = {found.element: next((at for at in found.due if at > state.ledger.now), None) for found in reminders(state)}
    for element, due in wanted.get("reminders", {}).items():
        yield f"{element} 的下次提醒", moment(due) if due else None, reminding.get(element)
    running = {timer.element: timer.due_at for timer in timers(state)}
    for element, due in wanted.get("timers", {}).items():
        yield f"{element} 的到期时刻", moment(due) if due else None, running.get(element)
    for element, decisions in wanted.get("decisions", {}).items():
        yield f"{element} 的可选结论", tuple(decisions), next((t.decisions for t in tasks if t.element == element), None)
    for element, people in wanted.get("assignees", {}).items():
        yield f"{element} 的办理人", sorted(people), sorted(t.assignee or "" for t in tasks if t.element == element)
    for expression in wanted.get("holds", ()):
        yield expression, True, evaluate(state, expression)


def elements(tasks: Iterable[OpenTask]) -> list[str]:
    """The elements of these tasks, one for each task."""
    return sorted(task.element for task in tasks)


def moment(text: str) -> datetime:
    """A moment as a case writes it: Shanghai time unless it says its zone."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=SHANGHAI)
