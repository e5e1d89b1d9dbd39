"""Where branches come together. A join takes from each branch only the top-level keys that the branch changed since the fork, in order of arrival."""

# mypy: disable-error-code="misc"
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.engine.activity import OPEN
from app.engine.specs.base import Spec
from app.engine.spiff import TaskState

if TYPE_CHECKING:
    from app.engine.activity import Activity

_MISSING = object()


class Join(Spec):
    """Waits until `may_go_on`; of several arrivals the newest goes on, the others are its twins, cancelled but remembered for their data."""

    gathers = True

    def may_go_on(self, task: Activity, arrived: list[Activity]) -> bool:
        """Whether everything has arrived that can."""
        raise NotImplementedError

    def _update_hook(self, my_task: Any) -> bool:
        twins = [t for t in my_task.workflow.tasks.values() if t.task_spec is self and t is not my_task]
        go_on = self.may_go_on(my_task, [*twins_of_round(my_task, twins), my_task])
        for twin in twins:
            if twin._state == TaskState.WAITING:
                twin.cancel()
        if go_on:
            my_task._inherit_data()
        else:
            my_task._set_state(TaskState.WAITING)
        return go_on

    def _run_hook(self, my_task: Any) -> bool:
        twins = [t for t in my_task.workflow.tasks.values() if t.task_spec is self and t is not my_task]
        arrived = [*twins_of_round(my_task, twins), my_task]
        if len(arrived) > 1:
            my_task.data = together(my_task, arrived)
        return True


class ParallelJoin(Join):
    """A parallel gateway: one arrival on each incoming flow; then all outgoing flows."""

    def may_go_on(self, task: Activity, arrived: list[Activity]) -> bool:
        """One arrival on each incoming flow, in this round."""
        return {t.parent.task_spec.name for t in arrived if t.parent is not None} >= set(self._inputs)


class EndJoin(Join):
    """The end of a (sub)process: waits for every open activity. A branch of a non-interrupting boundary event gives it no data."""

    def may_go_on(self, task: Activity, arrived: list[Activity]) -> bool:
        """Nothing is open but arrivals here."""
        return all(t.finished or t.task_spec is self for t in task.workflow.tasks.values())

    def counted(self, arrived: list[Activity]) -> list[Activity]:
        """Main branches only."""
        return [t for t in arrived if side_event(t) is None]

    def _run_hook(self, my_task: Any) -> bool:
        twins = [t for t in my_task.workflow.tasks.values() if t.task_spec is self and t is not my_task]
        arrived = self.counted([*twins_of_round(my_task, twins), my_task]) or [my_task]
        my_task.data = together(my_task, arrived) if len(arrived) > 1 or arrived[0] is not my_task else my_task.data
        return True


def round_of(task: Activity) -> Any:
    """Arrivals belong together when they stand under the same earlier passing of the join."""
    for above in task.ancestors():
        if above.task_spec is task.task_spec and above._state == TaskState.COMPLETED:
            return above.id
    return None


def twins_of_round(task: Activity, others: list[Activity]) -> list[Activity]:
    """The other arrivals of this round that are waiting or were set aside for a later one."""
    if not others:
        return []
    this = round_of(task)
    return [t for t in others if t._state & (TaskState.CANCELLED | TaskState.WAITING) and round_of(t) == this]


def side_event(task: Activity) -> Activity | None:
    """The non-interrupting boundary event whose branch this is in, if any."""
    for above in task.ancestors():
        spec = above.task_spec
        if getattr(spec, "is_boundary", False) and not spec.cancel_activity:
            found: Activity = above
            return found
    return None


def together(task: Activity, arrived: list[Activity]) -> dict[str, Any]:
    """The data after a join: at each fork above, what the branches changed since it, the later arrival last."""
    order = {t.id: float("inf") if t is task else t.last_state_change for t in arrived}
    paths = {above.id for t in arrived for above in (t, *t.ancestors())}
    return _merged(task.workflow.task_tree, order, paths)[0]


def _merged(node: Any, order: dict[Any, float], paths: set[Any]) -> tuple[dict[str, Any], float]:
    while True:
        if node.id in order:
            data: dict[str, Any] = node.parent.data
            return dict(data), order[node.id]
        branches = [child for child in node.children if child.id in paths]
        if len(branches) > 1:
            break
        node = branches[0]
    result = dict(node.data)
    parts = sorted((_merged(branch, order, paths) for branch in branches), key=lambda part: part[1])
    for data, _ in parts:
        _apply_changes(node.data, result, data)
    return result, parts[-1][1]


def _apply_changes(base: dict[str, Any], result: dict[str, Any], new: dict[str, Any]) -> None:
    for key, value in new.items():
        before = base.get(key, _MISSING)
        if before is not value and before != value:
            result[key] = value
    for key in base:
        if key not in new:
            result.pop(key, None)


def open_specs(task: Activity) -> set[str]:
    """The nodes of this (sub)process where something is open, besides arrivals at this join."""
    return {t.task_spec.name for t in task.workflow.tasks.values() if t._state & OPEN and t.task_spec is not task.task_spec}
