"""Dropping finished history from a live case, so that a step costs the same at any age.

Kept are what is open, the parent of each (its data are inherited), the arrivals that a waiting join counts and merges, every fork between what
is kept (joins compare with it), and of an open side branch its first activity and the boundary event above. What is kept hangs on its nearest kept ancestor.
"""

from __future__ import annotations

from typing import Any

from app.engine.running.case import Case
from app.engine.specs.joins import EndJoin, side_branch, side_event
from app.engine.spiff import TaskState


def prune(case: Case) -> None:
    """Prune every (sub)process of a case."""
    for flow in case.flows():
        _prune_flow(flow)


def _prune_flow(flow: Any) -> None:
    tasks = flow.tasks
    live = [task for task in tasks.values() if not task.finished]
    if not live or len(live) + 1 == len(tasks):
        return
    keep = {flow.task_tree.id}
    for task in live:
        keep.add(task.id)
        if task._parent is not None:
            keep.add(task._parent)
        first = side_branch(task)
        if first is not None:
            keep.update((first.id, first._parent))
        if task.task_spec.gathers and task._state == TaskState.WAITING:
            _keep_twins(task, keep)
    _keep_forks(tasks, keep)
    if len(keep) < len(tasks):
        _rehang(flow, keep)


def _keep_twins(task: Any, keep: set[Any]) -> None:
    for twin in task.task_spec.twins(task):
        if not (isinstance(task.task_spec, EndJoin) and side_event(twin) is not None):
            keep.update((twin.id, twin._parent))


def _keep_forks(tasks: dict[Any, Any], keep: set[Any]) -> None:
    branches: dict[Any, int] = {}
    seen: set[Any] = set()
    for number in list(keep):
        task = tasks[number]
        while task._parent is not None and task.id not in seen:
            seen.add(task.id)
            branches[task._parent] = branches.get(task._parent, 0) + 1
            task = tasks[task._parent]
    keep.update(number for number, count in branches.items() if count > 1)


def _rehang(flow: Any, keep: set[Any]) -> None:
    tasks = flow.tasks
    for number in keep:
        task = tasks[number]
        above = task._parent
        while above is not None and above not in keep:
            above = tasks[above]._parent
        task._parent = above
        task._children = []
    for number in [n for n in tasks if n not in keep]:
        del tasks[number]
    for task in tasks.values():
        if task._parent is not None:
            tasks[task._parent]._children.append(task.id)
