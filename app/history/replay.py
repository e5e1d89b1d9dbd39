"""Execute a case again from its events: the same release, the same inputs, the same clock must give the same states. Pure functions.

Engine inputs carry in `after` the digest of the state that followed; other events (claims, decisions, messages sent) are not inputs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app import engine
from app.errors import DatabaseAway, HistoryBroken, HouseError, InstanceNotRunning
from app.history.reminders import REMIND, wrong_reminder
from app.periods import Calendar

INPUTS = frozenset(
    [
        *["instance:start", "task:complete", "task:drop", "service:finish", "service:fail", "timer:fire", "message:deliver"],
        *["instance:suspend", "instance:resume", "instance:move", "instance:cancel"],
    ]
)
# A decision table that was given its inputs; one that the engine asked by itself follows from the other inputs.
ASKED = "decision:make"
# What may happen to a case that is suspended.
ASLEEP = frozenset({"instance:resume", "instance:cancel"})


@dataclass(frozen=True)
class Recorded:
    """An event as re-execution needs it; `payload` is read from its JSON text, `calendar` the number of the calendar used."""

    seq: int
    kind: str
    at: datetime
    actor: str
    acting_for: str | None
    element: str | None
    address: str | None
    calendar: int
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class Again:
    """One input executed again; `differs` says how the state differs from the recorded one (None: equal)."""

    event: Recorded
    state: engine.State | None
    differs: str | None


def replay(
    release: engine.Release, events: Iterable[Recorded], calendars: Callable[[int], Calendar], *, state: engine.State | None = None, suspended: bool = False
) -> Iterator[Again]:
    """Each input in order, with the state after it. Ends after the first difference: what follows would only repeat it.

    `state`, `suspended`: how the case stood before the first of these events, when they are not its first.
    """
    reminded: dict[str, datetime] = {}
    for event in events:
        if event.kind == REMIND and state is not None:
            wrong = _wrong_reminder(state, event, reminded)
            if wrong is not None:
                yield Again(event, state, wrong)
                return
        if not is_input(event):
            continue
        try:
            _require_awake(event, suspended)
            suspended = event.kind == "instance:suspend"
            state = _again(release, state, event, calendars(event.calendar))
            differs = None if engine.digest(state) == event.payload["after"] else "重新执行得到的状态与记录不同"
        except DatabaseAway:
            raise
        except HouseError as error:
            yield Again(event, state, f"重新执行被拒绝：{error.detail}")
            return
        except Exception as error:  # noqa: BLE001 - a forged input may do anything to the engine: whatever it does is the difference
            yield Again(event, state, f"记录的内容无法重新执行：{type(error).__name__} {error}")
            return
        yield Again(event, state, differs)
        if differs:
            return


def _wrong_reminder(state: engine.State, event: Recorded, reminded: dict[str, datetime]) -> str | None:
    address = event.address or ""
    due = next((found.due for found in engine.reminders(state) if found.address == address), None)
    last, reminded[address] = reminded.get(address), event.at
    return wrong_reminder(due, last, event.at, event.payload.get("due_at"))


def is_input(event: Recorded) -> bool:
    """Whether the engine is told this."""
    return event.kind in INPUTS or (event.kind == ASKED and "after" in event.payload)


def _require_awake(event: Recorded, suspended: bool) -> None:
    if event.kind not in ASLEEP if suspended else event.kind == "instance:resume":
        raise InstanceNotRunning("案件挂起期间不应有这一步，也只有挂起的案件可以恢复", "Nothing happens while a case is suspended, and only then is it resumed")


def _again(release: engine.Release, state: engine.State | None, event: Recorded, calendar: Calendar) -> engine.State:
    said, address = event.payload, event.address or ""
    if event.kind == "instance:start":
        return engine.begin(release, said["process"], said["data"], seed=said["seed"], now=event.at, calendar=calendar, started_by=event.actor)
    if state is None:
        raise HouseError("历史记录不是从案件启动开始的。", "The history does not begin with the start.")
    engine.turn(state, now=event.at, calendar=calendar)
    match event.kind:
        case "task:complete":
            engine.complete(state, address, said["data"], by=event.acting_for or event.actor)
        case "task:drop":
            engine.drop(state, address)
        case "service:finish":
            engine.finish(state, address, said["result"])
        case "service:fail":
            engine.throw(state, address, said["code"], said["message"])
        case "decision:make":
            made = engine.decide(state, address, said["given"])
            if (made.inputs, list(made.hits), made.outputs) != (said["inputs"], said["hits"], said["outputs"]):
                raise HistoryBroken("决策表重新计算的结果与记录不同", "The table gives something else than what was recorded")
        case "timer:fire":
            engine.fire(state, address)
        case "message:deliver":
            engine.deliver(state, address, said["payload"])
        case "instance:move":
            engine.move(state, address, said["to"])
        case "instance:cancel":
            engine.stop(state)
    return state
