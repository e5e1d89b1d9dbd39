"""Where branches come together. A join takes from each branch only the top-level keys that the branch changed since the fork, in order of arrival."""

# mypy: disable-error-code="misc"
from __future__ import annotations

from typing import Any

from app.engine.specs.base import Spec
from app.engine.specs.live import Activity
from app.engine.spiff import OPEN, TaskState
from app.engine.values import alike

_MISSING = object()
SET_ASIDE = TaskState.CANCELLED | TaskState.WAITING


class Join(Spec):
    """Waits until `may_go_on`; of several arrivals the newest goes on, the others are its twins, cancelled but remembered for their data."""

    gathers = True

    def may_go_on(self, task: Activity, arrived: list[Activity]) -> bool:
        """Whether everything has arrived that can."""
        raise NotImplementedError

    def _update_hook(self, my_task: Any) -> bool:
        twins = self.twins(my_task)
        go_on = self.may_go_on(my_task, [*twins, my_task])
        for twin in twins:
            if twin._state == TaskState.WAITING:
                twin.cancel()
        if go_on:
            my_task._inherit_data()
        else:
            my_task._set_state(TaskState.WAITING)
        return go_on

    def twins(self, task: Activity) -> list[Activity]:
        """The other arrivals that are waiting or were set aside for a later one; in a side branch those of the same branch."""
        here = side_branch(task)
        return [t for t in self.others(task) if side_branch(t) is here]

    def others(self, task: Activity) -> list[Activity]:
        """All other arrivals that were not used up."""
        return [t for t in task.workflow.tasks.values() if t.task_spec is self and t is not task and t._state & SET_ASIDE]

    def _run_hook(self, my_task: Any) -> bool:
        twins = self.twins(my_task)
        if twins:
            my_task.data = together(my_task, [*twins, my_task])
            for twin in twins:  # used up: the next time in a loop they are not counted again
                twin.parent._children.remove(twin.id)
                del my_task.workflow.tasks[twin.id]
        return True


class ParallelJoin(Join):
    """A parallel gateway: one arrival on each incoming flow; then all outgoing flows."""

    def may_go_on(self, task: Activity, arrived: list[Activity]) -> bool:
        """One arrival on each incoming flow; a fork has one only, wherever its token was moved from."""
        return len(self._inputs) == 1 or {t.parent.task_spec.name for t in arrived if t.parent is not None} >= set(self._inputs)


class EndJoin(Join):
    """The end of a (sub)process: waits for every open activity. A branch of a non-interrupting boundary event gives it no data."""

    def may_go_on(self, task: Activity, arrived: list[Activity]) -> bool:
        """Nothing is open but arrivals here."""
        return all(t.finished or t.task_spec is self for t in task.workflow.tasks.values())

    def twins(self, task: Activity) -> list[Activity]:
        """All other arrivals, of side branches too."""
        return self.others(task)

    def counted(self, arrived: list[Activity]) -> list[Activity]:
        """Main branches only."""
        return [t for t in arrived if side_event(t) is None]

    def _run_hook(self, my_task: Any) -> bool:
        arrived = self.counted([*self.twins(my_task), my_task]) or [my_task]
        my_task.data = together(my_task, arrived) if len(arrived) > 1 or arrived[0] is not my_task else my_task.data
        return True


def _has_side_branches(event: Activity) -> bool:
    spec = event.task_spec
    return getattr(spec, "is_boundary", False) and not spec.cancel_activity


def side_event(task: Activity) -> Activity | None:
    """The non-interrupting boundary event whose branch this is in, if any."""
    return next((above for above in task.ancestors() if _has_side_branches(above)), None)


def side_branch(task: Activity) -> Activity | None:
    """The first activity of the side branch this is in: an event that happens again begins another branch each time."""
    below = task
    for above in task.ancestors():
        if _has_side_branches(above):
            return below
        below = above
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
        if not alike(base.get(key, _MISSING), value):
            result[key] = value
    for key in base:
        if key not in new:
            result.pop(key, None)


def open_specs(task: Activity) -> set[str]:
    """The nodes of this (sub)process where something is open, besides arrivals at this join; only in the same side branch, if this is in one."""
    found = [t for t in task.workflow.tasks.values() if t._state & OPEN and t.task_spec is not task.task_spec]
    here = side_branch(task)
    return {t.task_spec.name for t in found if side_branch(t) is here}
