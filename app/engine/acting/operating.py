"""What an operator may do to a case: stop it for good, and put a token somewhere else."""

from __future__ import annotations

from app.engine.acting.moving import source, target
from app.engine.facts import Movable
from app.engine.running.activity import Activity
from app.engine.running.settling import settle
from app.engine.running.state import State, activities, current_data
from app.engine.specs.base import Guard
from app.engine.specs.events import Boundary
from app.engine.specs.gateways import EventChoice
from app.errors import InstanceNotRunning, MoveRefused


def stop(state: State) -> None:
    """Everything open is cancelled and the case is over, with the data that it has and without an outcome.

    Raises  InstanceNotRunning.
    """
    _running(state)
    data = {name: value for name, value in current_data(state, None).items() if name != "outcome"}
    state.case.stop()
    state.case.finish(data)


def move(state: State, address: str, element: str) -> None:
    """Cancel the open activity at this address and begin `element` of the same (sub)process in its place, over the data that it began with.

    Raises  InstanceNotRunning, TaskNotOpen; MoveRefused, with a remedy, where the engine could not go on rightly.
    """
    _running(state)
    task = source(state, address)
    begin = target(task, element)
    above: Activity = task.parent
    for beside in [task, *_with(task, above)]:
        beside.cancel()
    child = above.add(begin)
    child.task_spec._update(child)
    task.flow.completed_one(task)  # joins look again at who can still come
    settle(state)


def moves(state: State) -> list[Movable]:
    """Every open activity whose token can be moved, with the elements that it can be moved to."""
    found = []
    for task in activities(state):
        if "#" not in (task.mark or "") and not isinstance(task.task_spec, Boundary):
            elements = [node.element for node in task.workflow.spec.task_specs.values() if getattr(node, "element", None) == node.name]
            found.append(Movable(task.address, str(task.task_spec.element), task.flow.process, tuple(e for e in elements if _may_go(task, e))))
    return found


def _may_go(task: Activity, element: str) -> bool:
    try:
        target(task, element)
    except MoveRefused:
        return False
    return True


def _with(task: Activity, above: Activity) -> list[Activity]:
    """What waits beside an activity and for it alone: its boundary events, or the other events of its event-based gateway."""
    beside: list[Activity] = [t for t in above.children if t is not task and not t.finished]
    if isinstance(above.task_spec, Guard):
        return [t for t in beside if isinstance(t.task_spec, Boundary)]
    return beside if isinstance(above.task_spec, EventChoice) else []


def _running(state: State) -> None:
    if state.ended:
        raise InstanceNotRunning("案件已办结", "The case has ended")
