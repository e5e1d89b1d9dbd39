"""The picture of a case: for every element how often it was done, what is open, failed, cancelled, and what was passed by."""

from __future__ import annotations

from app.engine.facts import ElementState
from app.engine.ledger import ADDRESS, CANCELLED, DONE, FAILED
from app.engine.release import Release
from app.engine.running.state import State
from app.engine.spiff import OPEN


def picture(state: State) -> tuple[ElementState, ...]:
    """The state of every element of every process this case has been in."""
    opened = _open(state)
    totals = state.ledger.totals
    found = []
    for process in dict.fromkeys([state.process, *totals, *(key for key, _ in opened)]):
        done = totals.get(process, {})
        here = {element: addresses for (key, element), addresses in opened.items() if key == process}
        ahead = _reachable(state.release, process, set(here))
        for element in state.release.elements(process):
            row = done.get(element, [0, 0, 0, ""])
            now = here.get(element, [])
            touched = any(row[:ADDRESS]) or now
            address = now[-1] if now else row[ADDRESS]
            passed = 0 if touched or element in ahead else 1
            found.append(ElementState(process, element, address, row[DONE], len(now), row[FAILED], passed, row[CANCELLED]))
    return tuple(found)


def _open(state: State) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for flow in state.case.flows():
        for task in flow.tasks.values():
            if task._state & OPEN and task.mark is not None and not getattr(task.task_spec, "is_boundary", False):
                if not task.task_spec.counts(task):
                    continue
                found.setdefault((flow.process, str(task.task_spec.element)), []).append(task.address)
    return found


def _reachable(release: Release, process: str, here: set[str]) -> set[str]:
    """The elements that what is open here can still reach."""
    ways = release.described(process).ways
    reached, stack = set(here), list(here)
    while stack:
        for element in ways.get(stack.pop(), ()):
            if element not in reached:
                reached.add(element)
                stack.append(element)
    return reached
